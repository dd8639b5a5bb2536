// How a bridge's trace starts: frames from resume data, whose values are the bridge's inputs. What
// had been virtual is made by recorded operations.
#include "jit/backend/backend.h"
#include "jit/metainterp/engine.h"
#include "jit/metainterp/resume_reader.h"
#include "jit/metainterp/resume_words.h"
#include "jit/metainterp/tracer.h"
#include "jit/metainterp/virtual_ref.h"

namespace tw::jit {

// Makes objects and records how.
class TracerSink {
public:
  struct Value {
    jit::Value value;
    Kind kind = Kind::Void; // Void: nothing
  };

  class Made final : public RootHolder {
  public:
    std::vector<Value> list;
    void visitRoots(VisitSlot visit, void* context) override {
      for (Value& made : list)
        if (made.kind == Kind::Ref) visit(reinterpret_cast<void**>(&made.value.word), context);
    }
  };

  TracerSink(Tracer& tracer, Made& made) : tracer_(tracer), made_(made.list) {}

  static bool isNothing(const Value& value) { return value.kind == Kind::Void; }
  Value box(uint32_t exit, Kind kind) {
    return {{exitRecord.values[exit], Operand::result(exit)}, kind};
  }
  Value constant(Kind kind, Word word) { return {{word, {}}, kind}; }
  Value nothing() { return {}; }
  Value& known(uint32_t number) { return made_[number]; }

  Value newStruct(uint32_t descr) {
    const Op op = descrAt(descr).flags & TW_SIZE_INSTANCE ? Op::NewWithVtable : Op::New;
    return object(newObject(descrAt(descr)), tracer_.record(op, {}, descr));
  }
  Value newArray(uint32_t descr, Word length) {
    return object(jit::newArray(descrAt(descr), length),
                  tracer_.record(Op::NewArray, {tracer_.trace_.constInt(length)}, descr));
  }
  Value newString(bool unicode, const Value& length) {
    return object(jit::newArray(string(unicode), length.value.word),
                  tracer_.record(unicode ? Op::NewUnicode : Op::NewStr, {operand(length)}));
  }
  Value newRaw(uint32_t call, Word function, Word size) {
    const Word address = callFunction(descrAt(call), function, &size);
    std::vector<Operand> operands{tracer_.trace_.constInt(function)};
    if (*descrAt(call).call.arguments) operands.push_back(tracer_.trace_.constInt(size));
    if (!address) tw_fatal("out of memory while frames were rebuilt");
    return {{address, tracer_.record(Op::CallI, operands, call)}, Kind::Int};
  }
  void setField(const Value& to, uint32_t descr, const Value& value) {
    jit::setField(descrAt(descr), to.value.word, value.value.word);
    tracer_.record(Op::SetFieldGc, {operand(to), operand(value)}, descr);
    if (value.kind == Kind::Ref) tracer_.heap_.stored(operand(to), operand(value));
    tracer_.heap_.store(descr, operand(to), operand(value));
  }
  void setItem(const Value& array, Word index, uint32_t descr, const Value& value) {
    jit::setItem(descrAt(descr), array.value.word, index, value.value.word);
    tracer_.record(Op::SetArrayItemGc,
                   {operand(array), tracer_.trace_.constInt(index), operand(value)}, descr);
    if (value.kind == Kind::Ref) tracer_.heap_.stored(operand(array), operand(value));
    tracer_.heap_.store(descr, operand(array), operand(value), index);
  }
  void setInterior(const Value& array, Word index, uint32_t descr, const Value& value) {
    jit::setInterior(descrAt(descr), array.value.word, index, value.value.word);
    tracer_.record(Op::SetInteriorFieldGc,
                   {operand(array), tracer_.trace_.constInt(index), operand(value)}, descr);
    if (value.kind == Kind::Ref) tracer_.heap_.stored(operand(array), operand(value));
  }
  void setChar(bool unicode, const Value& to, Word index, const Value& value) {
    setRawItem(string(unicode), to.value.word, index, value.value.word);
    tracer_.record(unicode ? Op::UnicodeSetItem : Op::StrSetItem,
                   {operand(to), tracer_.trace_.constInt(index), operand(value)});
  }
  void setRaw(const Value& address, Word offset, uint32_t descr, const Value& value) {
    storeWord(reinterpret_cast<char*>(address.value.word) + offset, descrAt(descr).width,
              value.value.word);
    tracer_.record(Op::RawStore,
                   {operand(address), tracer_.trace_.constInt(offset), operand(value)}, descr);
  }
  void copyString(bool unicode, const Value& from, const Value& to, const Value& start,
                  const Value& at, const Value& length) {
    copyItems(string(unicode), from.value.word, to.value.word, start.value.word, at.value.word,
              length.value.word);
    tracer_.record(unicode ? Op::CopyUnicodeContent : Op::CopyStrContent,
                   {operand(from), operand(to), operand(start), operand(at), operand(length)});
  }
  Value length(bool unicode, const Value& of) {
    const Word word = arrayLength(string(unicode), of.value.word);
    if (of.value.isConstant()) return constant(Kind::Int, word);
    return {{word, tracer_.record(unicode ? Op::UnicodeLen : Op::StrLen, {of.value.op})},
            Kind::Int};
  }
  Value add(const Value& a, const Value& b) {
    return {tracer_.pure(Op::IntAdd, a.value, b.value, "ii"), Kind::Int};
  }

private:
  Tracer& tracer_;
  std::vector<Value>& made_;

  Operand operand(const Value& value) { return tracer_.operand(value.value, value.kind); }
  static const tw_jit_descr& string(bool unicode) { return unicode ? unicodeDescr() : strDescr(); }
  Value object(Word word, Operand made) {
    if (!word) tw_fatal("out of memory while frames were rebuilt");
    tracer_.heap_.made(made);
    return {{word, made}, Kind::Ref};
  }
};

namespace {

using Reader = ResumeReader<TracerSink>;

} // namespace

void Tracer::readVirtualizable(ResumeReader<TracerSink>& reader) {
  const uint32_t count = reader.count();
  if (count == 0) return;
  vableObject_ = reader.ownValue().value;
  vable_ = &virtualizableAt(uint32_t(driver_->virtualizable));
  setToken(*vable_, vableObject_.word, kTokenNone);
  std::vector<Value> values;
  for (uint32_t position = 0; position + 1 < count; ++position) {
    values.push_back(reader.ownValue().value);
    writeValue(*vable_, vableObject_.word, position, values.back().word);
  }
  describeVirtualizable(vableObject_.word);
  vableValues_ = std::move(values);
  // Memory is as old as the last time the interpreter ran the frame.
  vableDirty_.assign(vableValues_.size(), true);
  vableTokenDirty_ = true;
}

void Tracer::readVirtualRefs(ResumeReader<TracerSink>& reader) {
  for (uint32_t count = reader.count(); count > 0; count -= 2) {
    const Value reference = reader.ownValue().value;
    const Value object = reader.ownValue().value;
    if (object.word) resolveVirtualRef(reference.word, object.word);
    virtualRefs_.push_back({object, reference});
  }
}

Tracer::CallResult Tracer::readFrames(ResumeReader<TracerSink>& reader) {
  CallResult returned;
  reader.frames([&](const tw_jitcode& code, uint32_t position, Kind result, auto next) {
    pushFrame(code);
    frame().position = position;
    if (code.driver >= 0) {
      frame().portal = code.driver;
      if (frames_.size() > 1) ++portalDepth_;
    }
    const Liveness alive(code, position);
    for (unsigned bank = 0; bank < 3; ++bank)
      for (unsigned index = 0; index < alive.count[bank]; ++index)
        frame().bank[bank][alive.registers[bank][index]] = next().value;
    returned = {result, {}};
    if (result == Kind::Void) return;
    returned.value = next().value;
    frame().bank[bankOf(result)][code.code[position - 1]] = returned.value;
  });
  return returned;
}

TraceResult Tracer::traceFromGuard(Guard& guard) {
  begin(guard.code->token->driver);
  from_ = &guard;
  forceFinish_ = guard.code->token->cutsBridges;
  const bool raised = tw_exc.type != nullptr;
  exception_ = {Word(tw_exc.value), {}};
  tw_exc = {nullptr, nullptr};
  // A guard on what a call raises fails for all other outcomes: the bridge tells which one it is for.
  const bool endsCall = raised || guard.op == Op::GuardException;
  CallResult returned;
  for (const ExitLocation& exit : guard.exits())
    recorded_.carried.push_back(trace_.addInput(exit.kind));
  {
    const ExitValueRoots roots(guard);
    TracerSink::Made made;
    TracerSink sink(*this, made);
    Reader reader(guard, sink);
    made.list.resize(reader.virtualCount());
    // Making objects must not disturb the pending exception.
    const bool isSaved = endsCall && reader.virtualCount() > 0;
    Operand type, instance;
    if (isSaved) {
      type = record(Op::SaveExceptionClass, {});
      instance = record(Op::SaveException, {});
    }
    reader.makeVirtuals();
    reader.pendingStores(true);
    readVirtualizable(reader);
    readVirtualRefs(reader);
    returned = readFrames(reader);
    if (isSaved) record(Op::RestoreException, {type, instance});
  }
  if (endsCall) {
    if (raised) setException(exception_.word);
    finishResidualCall(returned.kind, returned.value, true);
    if (frames_.empty()) return {outcome_};
  }
  return run();
}

} // namespace tw::jit
