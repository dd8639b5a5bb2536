// Decoding of resume data, for whoever takes the values: the blackhole interpreter as words, the
// tracer as words with operands.
//
// A Sink makes values and objects:
//
//   using Value
//   Value box(uint32_t exit, Kind), constant(Kind, Word), nothing()
//   Value newStruct(uint32_t descr), newArray(uint32_t descr, Word length),
//         newString(bool unicode, Word length), newRaw(uint32_t callDescr, Word function, Word
//         size)
//   void setField(Value object, uint32_t descr, Value), setItem(Value array, Word index, uint32_t
//        descr, Value), setInterior(Value array, Word index, uint32_t descr, Value),
//        setChar(bool unicode, Value string, Word index, Value), setRaw(Value address, Word offset,
//        uint32_t arrayDescr, Value)
//   void copyString(bool unicode, Value from, Value to, Value start, Word at, Value length)
//   Value length(bool unicode, Value string), add(Value, Value)
//   Value& known(uint32_t number)      a virtual that has been made; Value() before: isNothing()
//   static bool isNothing(const Value&)
//   Word wordOf(const Value&)
#pragma once

#include "jit/metainterp/resume.h"

namespace tw::jit {

template <class Sink> class ResumeReader {
public:
  using Value = typename Sink::Value;
  using What = VirtualShape::What;

  ResumeReader(const Guard& guard, Sink& sink)
      : guard_(guard), sink_(sink), own_(guard.code->resume.data() + guard.resume.own) {
    const uint64_t count = own_.number();
    for (uint64_t index = 0; index < count; ++index) {
      virtuals_.push_back(own_.place());
      skipVirtual();
    }
  }

  uint32_t virtualCount() const { return uint32_t(virtuals_.size()); }

  // The sections of `own`, to be read in this order.
  void makeVirtuals() {
    for (uint32_t number = 0; number < virtualCount(); ++number) makeVirtual(number);
  }
  void pendingStores(bool perform) {
    for (uint64_t count = own_.number(); count > 0; --count) {
      const auto descr = uint32_t(own_.number());
      const Word index = Word(own_.number()) - 1;
      if (!perform) {
        own_.skipValue();
        own_.skipValue();
        continue;
      }
      const Value object = value(own_);
      const Value stored = value(own_);
      if (index < 0)
        sink_.setField(object, descr, stored);
      else if (descrAt(descr).what == TW_DESCR_INTERIOR)
        sink_.setInterior(object, index, descr, stored);
      else
        sink_.setItem(object, index, descr, stored);
    }
  }
  // Counts of values() to read.
  uint32_t count() { return uint32_t(own_.number()); }
  Value ownValue() { return value(own_); }
  void skipOwnValue() { own_.skipValue(); }

  // visit(code, position, resultKind, next) per frame, the outermost first; next() gives the
  // values.
  template <class Visit> void frames(Visit visit) {
    ByteReader outer(guard_.code->resume.data() + guard_.resume.outer);
    for (uint64_t count = outer.number(); count > 0; --count) frame(outer, visit);
    frame(own_, visit);
  }

private:
  const Guard& guard_;
  Sink& sink_;
  ByteReader own_;
  std::vector<const uint8_t*> virtuals_;

  template <class Visit> void frame(ByteReader& reader, Visit& visit) {
    const tw_jitcode& code = *tw_jit_program.jitcodes[reader.number()];
    const uint64_t place = reader.number();
    visit(code, uint32_t(place >> 2), Kind(place & 3), [&] { return value(reader); });
  }

  void skipVirtual() {
    const auto what = What(own_.number());
    own_.number();
    const uint64_t parts = own_.number();
    for (uint64_t part = 0; part < parts; ++part) own_.skipValue();
    if (what == What::RawSlice) own_.number();
    if (what == What::RawBuffer)
      for (uint64_t number = 0; number < 2 + 2 * parts; ++number) own_.number();
  }

  Value value(ByteReader& reader) {
    const uint64_t tagged = reader.number();
    const uint64_t payload = tagged >> 2;
    switch (ValueTag(tagged & 3)) {
    case ValueTag::Box: return sink_.box(uint32_t(payload), guard_.exits()[payload].kind);
    case ValueTag::SmallInt:
      return sink_.constant(Kind::Int, Word(payload >> 1) ^ -Word(payload & 1));
    case ValueTag::Virtual: return makeVirtual(uint32_t(payload));
    case ValueTag::Other: break;
    }
    switch (payload) {
    case kOtherNone: return sink_.nothing();
    case kOtherNull: return sink_.constant(Kind::Ref, 0);
    case kOtherFloat: return sink_.constant(Kind::Float, reader.wide());
    case kOtherInt: return sink_.constant(Kind::Int, reader.wide());
    default: return sink_.constant(Kind::Ref, Word(guard_.code->refs[payload - kOtherFirstRef]));
    }
  }

  Value makeVirtual(uint32_t number) {
    if (!Sink::isNothing(sink_.known(number))) return sink_.known(number);
    ByteReader reader(virtuals_[number]);
    const auto what = What(reader.number());
    const auto descr = uint32_t(reader.number() - 1);
    const auto parts = uint32_t(reader.number());
    switch (what) {
    case What::Instance:
    case What::Struct: makeStruct(number, descr, parts, reader); break;
    case What::Array: makeArray(number, descr, parts, reader); break;
    case What::ArrayOfStructs: makeArrayOfStructs(number, descr, parts, reader); break;
    case What::Str:
    case What::Unicode: makeString(number, what == What::Unicode, parts, reader); break;
    case What::StrConcat:
    case What::UnicodeConcat: makeConcat(number, what == What::UnicodeConcat, reader); break;
    case What::StrSlice:
    case What::UnicodeSlice: makeSlice(number, what == What::UnicodeSlice, reader); break;
    case What::RawBuffer: makeRaw(number, descr, parts, reader); break;
    case What::RawSlice: makeRawSlice(number, reader); break;
    }
    return sink_.known(number);
  }

  // An object is known before its parts are made, which may lead back to it.
  void makeStruct(uint32_t number, uint32_t descr, uint32_t parts, ByteReader& reader) {
    sink_.known(number) = sink_.newStruct(descr);
    const uint32_t* fields = tw_jit_program.fields + descrAt(descr).size.first_field;
    for (uint32_t part = 0; part < parts; ++part) {
      const Value stored = value(reader);
      if (!Sink::isNothing(stored)) sink_.setField(sink_.known(number), fields[part], stored);
    }
  }
  void makeArray(uint32_t number, uint32_t descr, uint32_t parts, ByteReader& reader) {
    sink_.known(number) = sink_.newArray(descr, parts);
    for (uint32_t part = 0; part < parts; ++part) {
      const Value stored = value(reader);
      if (!Sink::isNothing(stored)) sink_.setItem(sink_.known(number), part, descr, stored);
    }
  }
  void makeArrayOfStructs(uint32_t number, uint32_t descr, uint32_t parts, ByteReader& reader) {
    const tw_jit_descr& array = descrAt(descr);
    const uint32_t width = array.array.field_count;
    sink_.known(number) = sink_.newArray(descr, width ? parts / width : 0);
    const uint32_t* fields = tw_jit_program.fields + array.array.first_field;
    for (uint32_t part = 0; part < parts; ++part) {
      const Value stored = value(reader);
      if (!Sink::isNothing(stored))
        sink_.setInterior(sink_.known(number), part / width, fields[part % width], stored);
    }
  }
  void makeString(uint32_t number, bool unicode, uint32_t parts, ByteReader& reader) {
    sink_.known(number) = sink_.newString(unicode, sink_.constant(Kind::Int, parts));
    for (uint32_t part = 0; part < parts; ++part) {
      const Value stored = value(reader);
      if (!Sink::isNothing(stored)) sink_.setChar(unicode, sink_.known(number), part, stored);
    }
  }
  void makeConcat(uint32_t number, bool unicode, ByteReader& reader) {
    Value left = value(reader);
    Value right = value(reader);
    const Value zero = sink_.constant(Kind::Int, 0);
    const Value leftLength = sink_.length(unicode, left);
    const Value rightLength = sink_.length(unicode, right);
    sink_.known(number) = sink_.newString(unicode, sink_.add(leftLength, rightLength));
    sink_.copyString(unicode, left, sink_.known(number), zero, zero, leftLength);
    sink_.copyString(unicode, right, sink_.known(number), zero, leftLength, rightLength);
  }
  void makeSlice(uint32_t number, bool unicode, ByteReader& reader) {
    Value string = value(reader);
    const Value start = value(reader);
    const Value length = value(reader);
    sink_.known(number) = sink_.newString(unicode, length);
    sink_.copyString(unicode, string, sink_.known(number), start, sink_.constant(Kind::Int, 0),
                     length);
  }
  void makeRawSlice(uint32_t number, ByteReader& reader) {
    const Value buffer = value(reader);
    sink_.known(number) = sink_.add(buffer, sink_.constant(Kind::Int, Word(reader.number())));
  }
  void makeRaw(uint32_t number, uint32_t descr, uint32_t parts, ByteReader& reader) {
    std::vector<Value> stored;
    for (uint32_t part = 0; part < parts; ++part) stored.push_back(value(reader));
    const Word function = Word(reader.number());
    const Word size = Word(reader.number());
    sink_.known(number) = sink_.newRaw(descr, function, size);
    for (uint32_t part = 0; part < parts; ++part) {
      const Word offset = Word(reader.number());
      const auto item = uint32_t(reader.number());
      if (!Sink::isNothing(stored[part]))
        sink_.setRaw(sink_.known(number), offset, item, stored[part]);
    }
  }
};

} // namespace tw::jit
