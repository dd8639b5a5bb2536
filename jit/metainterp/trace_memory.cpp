// Tracing of memory: fields, items, strings, allocation.
#include "jit/metainterp/engine.h"
#include "jit/metainterp/tracer.h"

#include <cstdlib>

namespace tw::jit {

namespace {

Op withBank(Op first, unsigned bank) { return Op(unsigned(first) + bank); }

} // namespace

// ---- Fields

// The value of a field, from what is known or by a recorded read.
Value Tracer::fieldValue(uint32_t descr, Value object) {
  const tw_jit_descr& field = descrAt(descr);
  const Word word = getField(field, object.word);
  // Of a quasi-immutable field the trace has noted the value (recordQuasiImmutable).
  if (object.isConstant() && (field.flags & (TW_FIELD_IMMUTABLE | TW_FIELD_QUASI_IMMUTABLE)))
    return constant(word);
  const Operand from = operand(object, Kind::Ref);
  if (const Operand known = heap_.load(descr, from)) {
    engine_.statistics().count(Counter::HeapcachedOps);
    return {word, known.isConstant() ? Operand() : known};
  }
  const Operand read = record(withBank(Op::GetFieldGcI, bankOf(char(field.kind))), {from}, descr);
  heap_.remember(descr, from, read);
  return {word, read};
}

void Tracer::setFieldValue(uint32_t descr, Value object, Value stored) {
  const tw_jit_descr& field = descrAt(descr);
  const Kind kind = kindOfLetter(char(field.kind));
  const Operand to = operand(object, Kind::Ref), what = operand(stored, kind);
  setField(field, object.word, stored.word);
  if (heap_.load(descr, to) == what) return;
  record(Op::SetFieldGc, {to, what}, descr);
  if (kind == Kind::Ref) heap_.stored(to, what);
  heap_.store(descr, to, what);
}

// ---- Arrays

Value Tracer::lengthOfArray(uint32_t descr, Value array) {
  const Word word = arrayLength(descrAt(descr), array.word);
  if (array.isConstant()) return constant(word);
  if (const Operand known = heap_.arrayLength(array.op))
    return {word, known.isConstant() ? Operand() : known};
  const Operand read = record(Op::ArrayLenGc, {array.op}, descr);
  heap_.rememberLength(array.op, read);
  return {word, read};
}

Value Tracer::itemValue(uint32_t descr, Value array, Value index, bool immutable) {
  const tw_jit_descr& type = descrAt(descr);
  const unsigned bank = bankOf(char(type.kind));
  const Word word = getItem(type, array.word, index.word);
  immutable = immutable || (type.flags & TW_ARRAY_IMMUTABLE);
  if (immutable && array.isConstant() && index.isConstant()) return constant(word);
  const Operand from = operand(array, Kind::Ref);
  if (index.isConstant())
    if (const Operand known = heap_.load(descr, from, index.word)) {
      engine_.statistics().count(Counter::HeapcachedOps);
      return {word, known.isConstant() ? Operand() : known};
    }
  const Op op = immutable ? Op::GetArrayItemGcPureI : Op::GetArrayItemGcI;
  const Operand read = record(withBank(op, bank), {from, operand(index, Kind::Int)}, descr);
  if (index.isConstant()) heap_.remember(descr, from, read, index.word);
  return {word, read};
}

void Tracer::setItemValue(uint32_t descr, Value array, Value index, Value stored) {
  const tw_jit_descr& type = descrAt(descr);
  const Kind kind = kindOfLetter(char(type.kind));
  const Operand to = operand(array, Kind::Ref), what = operand(stored, kind);
  setItem(type, array.word, index.word, stored.word);
  record(Op::SetArrayItemGc, {to, operand(index, Kind::Int), what}, descr);
  if (kind == Kind::Ref) heap_.stored(to, what);
  if (index.isConstant())
    heap_.store(descr, to, what, index.word);
  else
    heap_.storeSomewhere(descr, to);
}

// ---- Allocation

// Without memory the exception is raised behind the instruction, which is not traced.
Tracer::Step Tracer::putAllocated(Op op, std::initializer_list<Operand> args, uint32_t descr,
                                  Word object) {
  if (!object) {
    ++unit_;
    finishInstruction();
    return giveUp(Abort::BadLoop, true);
  }
  const Operand made = record(op, args, descr);
  heap_.made(made);
  put(1, {object, made});
  return Step::Next;
}

Tracer::Step Tracer::putArray(Op op, uint32_t descr, const tw_jit_descr& array, Value length) {
  const Operand count = operand(length, Kind::Int);
  const uint32_t made = trace_.size();
  const Step result = putAllocated(op, {count}, descr, newArray(array, length.word));
  if (result == Step::Next) heap_.rememberLength(Operand::result(made), count);
  return result;
}

// ---- Instructions

Tracer::Step Tracer::stepMemory(JitOp op) {
  switch (op) {
  case JitOp::GetFieldGcI:
  case JitOp::GetFieldGcR:
  case JitOp::GetFieldGcF:
  case JitOp::GetFieldGcPureI:
  case JitOp::GetFieldGcPureR:
  case JitOp::GetFieldGcPureF: {
    const Value object = r();
    const uint32_t descr = wide();
    put(bankOf(char(descrAt(descr).kind)), fieldValue(descr, object));
    break;
  }
  case JitOp::GetFieldGcGreenI:
  case JitOp::GetFieldGcGreenR:
  case JitOp::GetFieldGcGreenF: {
    const Value object = r();
    const uint32_t descr = wide();
    const unsigned bank = bankOf(char(descrAt(descr).kind));
    put(bank, promote(fieldValue(descr, object), bank));
    break;
  }
  case JitOp::GetFieldRawI:
  case JitOp::GetFieldRawR:
  case JitOp::GetFieldRawF: {
    const Value address = i();
    const uint32_t descr = wide();
    const unsigned bank = bankOf(char(descrAt(descr).kind));
    const Word word = getField(descrAt(descr), address.word);
    if (address.isConstant() && descrAt(descr).flags & TW_FIELD_IMMUTABLE)
      put(bank, constant(word));
    else
      put(bank,
          {word, record(withBank(Op::GetFieldRawI, bank), {operand(address, Kind::Int)}, descr)});
    break;
  }
  case JitOp::SetFieldGcI:
  case JitOp::SetFieldGcR:
  case JitOp::SetFieldGcF: {
    const Value object = r(), stored = value(unsigned(op) - unsigned(JitOp::SetFieldGcI));
    setFieldValue(wide(), object, stored);
    break;
  }
  case JitOp::SetFieldRawI:
  case JitOp::SetFieldRawR:
  case JitOp::SetFieldRawF: {
    const unsigned bank = unsigned(op) - unsigned(JitOp::SetFieldRawI);
    const Value address = i(), stored = value(bank);
    const uint32_t descr = wide();
    setRawField(descrAt(descr), address.word, stored.word);
    record(Op::SetFieldRaw, {operand(address, Kind::Int), operand(stored, bank)}, descr);
    break;
  }
  case JitOp::New:
  case JitOp::NewWithVtable: {
    const uint32_t descr = wide();
    return putAllocated(op == JitOp::New ? Op::New : Op::NewWithVtable, {}, descr,
                        newObject(descrAt(descr)));
  }
  case JitOp::NewArray: {
    const Value length = i();
    const uint32_t descr = wide();
    return putArray(Op::NewArray, descr, descrAt(descr), length);
  }
  default: return stepItems(op);
  }
  return Step::Next;
}

Tracer::Step Tracer::stepItems(JitOp op) {
  switch (op) {
  case JitOp::GetArrayItemGcI:
  case JitOp::GetArrayItemGcR:
  case JitOp::GetArrayItemGcF:
  case JitOp::GetArrayItemGcPureI:
  case JitOp::GetArrayItemGcPureR:
  case JitOp::GetArrayItemGcPureF: {
    const Value array = r(), index = i();
    const uint32_t descr = wide();
    put(bankOf(char(descrAt(descr).kind)),
        itemValue(descr, array, index, op >= JitOp::GetArrayItemGcPureI));
    break;
  }
  case JitOp::GetArrayItemRawI:
  case JitOp::GetArrayItemRawR:
  case JitOp::GetArrayItemRawF: {
    const Value array = i(), index = i();
    const uint32_t descr = wide();
    const unsigned bank = bankOf(char(descrAt(descr).kind));
    put(bank, {getItem(descrAt(descr), array.word, index.word),
               record(withBank(Op::GetArrayItemRawI, bank),
                      {operand(array, Kind::Int), operand(index, Kind::Int)}, descr)});
    break;
  }
  case JitOp::SetArrayItemGcI:
  case JitOp::SetArrayItemGcR:
  case JitOp::SetArrayItemGcF: {
    const Value array = r(), index = i();
    const Value stored = value(unsigned(op) - unsigned(JitOp::SetArrayItemGcI));
    setItemValue(wide(), array, index, stored);
    break;
  }
  case JitOp::SetArrayItemRawI:
  case JitOp::SetArrayItemRawR:
  case JitOp::SetArrayItemRawF: {
    const unsigned bank = unsigned(op) - unsigned(JitOp::SetArrayItemRawI);
    const Value array = i(), index = i(), stored = value(bank);
    const uint32_t descr = wide();
    setRawItem(descrAt(descr), array.word, index.word, stored.word);
    record(Op::SetArrayItemRaw,
           {operand(array, Kind::Int), operand(index, Kind::Int), operand(stored, bank)}, descr);
    break;
  }
  case JitOp::ArrayLenGc: {
    const Value array = r();
    put(0, lengthOfArray(wide(), array));
    break;
  }
  case JitOp::GetInteriorFieldGcI:
  case JitOp::GetInteriorFieldGcR:
  case JitOp::GetInteriorFieldGcF: {
    const Value array = r(), index = i();
    const uint32_t descr = wide();
    const unsigned bank = bankOf(char(descrAt(descr).kind));
    put(bank, {getInterior(descrAt(descr), array.word, index.word),
               record(withBank(Op::GetInteriorFieldGcI, bank),
                      {operand(array, Kind::Ref), operand(index, Kind::Int)}, descr)});
    break;
  }
  case JitOp::SetInteriorFieldGcI:
  case JitOp::SetInteriorFieldGcR:
  case JitOp::SetInteriorFieldGcF: {
    const unsigned bank = unsigned(op) - unsigned(JitOp::SetInteriorFieldGcI);
    const Value array = r(), index = i(), stored = value(bank);
    const uint32_t descr = wide();
    setInterior(descrAt(descr), array.word, index.word, stored.word);
    const Operand to = operand(array, Kind::Ref), what = operand(stored, bank);
    record(Op::SetInteriorFieldGc, {to, operand(index, Kind::Int), what}, descr);
    if (bank == 1) heap_.stored(to, what);
    break;
  }
  default: return stepAddresses(op);
  }
  return Step::Next;
}

Tracer::Step Tracer::stepAddresses(JitOp op) {
  switch (op) {
  case JitOp::RawLoadI:
  case JitOp::RawLoadF: {
    const Value address = i(), offset = i();
    const uint32_t descr = wide();
    const char* place = reinterpret_cast<char*>(address.word) + offset.word;
    put(op == JitOp::RawLoadI ? 0 : 2,
        {loadValue(descrAt(descr), place),
         record(op == JitOp::RawLoadI ? Op::RawLoadI : Op::RawLoadF,
                {operand(address, Kind::Int), operand(offset, Kind::Int)}, descr)});
    break;
  }
  case JitOp::RawStoreI:
  case JitOp::RawStoreF: {
    const unsigned bank = op == JitOp::RawStoreI ? 0 : 2;
    const Value address = i(), offset = i(), stored = value(bank);
    const uint32_t descr = wide();
    storeWord(reinterpret_cast<char*>(address.word) + offset.word, descrAt(descr).width,
              stored.word);
    record(Op::RawStore,
           {operand(address, Kind::Int), operand(offset, Kind::Int), operand(stored, bank)}, descr);
    break;
  }
  case JitOp::GcLoadIndexedI:
  case JitOp::GcLoadIndexedF: {
    const Value object = r(), index = i(), scale = i(), base = i(), width = i();
    const char* place = reinterpret_cast<char*>(object.word) + base.word + index.word * scale.word;
    put(op == JitOp::GcLoadIndexedI ? 0 : 2,
        {loadWord(place, unsigned(std::abs(width.word)), width.word < 0),
         record(op == JitOp::GcLoadIndexedI ? Op::GcLoadIndexedI : Op::GcLoadIndexedF,
                {operand(object, Kind::Ref), operand(index, Kind::Int), operand(scale, Kind::Int),
                 operand(base, Kind::Int), operand(width, Kind::Int)})});
    break;
  }
  case JitOp::GcStoreIndexedI:
  case JitOp::GcStoreIndexedF: {
    const unsigned bank = op == JitOp::GcStoreIndexedI ? 0 : 2;
    const Value object = r(), index = i(), stored = value(bank), scale = i(), base = i(),
                width = i();
    storeWord(reinterpret_cast<char*>(object.word) + base.word + index.word * scale.word,
              unsigned(std::abs(width.word)), stored.word);
    record(Op::GcStoreIndexed,
           {operand(object, Kind::Ref), operand(index, Kind::Int), operand(stored, bank),
            operand(scale, Kind::Int), operand(base, Kind::Int), operand(width, Kind::Int)});
    break;
  }
  default: return Step::NotMine;
  }
  return Step::Next;
}

Tracer::Step Tracer::stepStrings(JitOp op) {
  const bool isUnicode = op >= JitOp::UnicodeLen && op <= JitOp::CopyUnicodeContent;
  if (!isUnicode && op != JitOp::NewUnicode && (op < JitOp::StrLen || op > JitOp::NewStr))
    return Step::NotMine;
  const auto pick = [&](Op str, Op unicode) { return isUnicode ? unicode : str; };
  const auto string = [&]() -> const tw_jit_descr& {
    return isUnicode ? unicodeDescr() : strDescr();
  };
  switch (op) {
  case JitOp::StrLen:
  case JitOp::UnicodeLen: {
    const Value text = r();
    const Word word = arrayLength(string(), text.word);
    Value length = constant(word);
    if (!text.isConstant()) {
      const Operand known = heap_.arrayLength(text.op);
      length.op = known ? known : record(pick(Op::StrLen, Op::UnicodeLen), {text.op});
      if (!known) heap_.rememberLength(text.op, length.op);
      if (length.op.isConstant()) length.op = {};
    }
    put(0, length);
    break;
  }
  case JitOp::StrGetItem:
  case JitOp::UnicodeGetItem: {
    const Value text = r(), index = i();
    Value character = constant(getItem(string(), text.word, index.word));
    if (!text.isConstant() || !index.isConstant())
      character.op = record(pick(Op::StrGetItem, Op::UnicodeGetItem),
                            {operand(text, Kind::Ref), operand(index, Kind::Int)});
    put(0, character);
    break;
  }
  case JitOp::StrSetItem:
  case JitOp::UnicodeSetItem: {
    const Value text = r(), index = i(), character = i();
    setRawItem(string(), text.word, index.word, character.word);
    record(pick(Op::StrSetItem, Op::UnicodeSetItem),
           {operand(text, Kind::Ref), operand(index, Kind::Int), operand(character, Kind::Int)});
    break;
  }
  case JitOp::StrHash:
  case JitOp::UnicodeHash: {
    const Value text = r();
    const Word hash = getField(
        descrAt(isUnicode ? tw_jit_program.unicode_hash : tw_jit_program.str_hash), text.word);
    if (text.isConstant() && hash != 0)
      put(0, constant(hash));
    else
      put(0, {hash, record(pick(Op::StrHash, Op::UnicodeHash), {operand(text, Kind::Ref)})});
    break;
  }
  case JitOp::CopyStrContent:
  case JitOp::CopyUnicodeContent: {
    const Value from = r(), to = r(), fromStart = i(), toStart = i(), length = i();
    copyItems(string(), from.word, to.word, fromStart.word, toStart.word, length.word);
    record(pick(Op::CopyStrContent, Op::CopyUnicodeContent),
           {operand(from, Kind::Ref), operand(to, Kind::Ref), operand(fromStart, Kind::Int),
            operand(toStart, Kind::Int), operand(length, Kind::Int)});
    break;
  }
  case JitOp::NewStr: return putArray(Op::NewStr, kNone, strDescr(), i());
  case JitOp::NewUnicode: return putArray(Op::NewUnicode, kNone, unicodeDescr(), i());
  default: return Step::NotMine;
  }
  return Step::Next;
}

} // namespace tw::jit
