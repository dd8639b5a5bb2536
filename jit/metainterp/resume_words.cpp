// Resume data as plain words.
#include "jit/metainterp/resume_words.h"

#include "jit/metainterp/engine.h"
#include "jit/metainterp/exit.h"
#include "jit/metainterp/resume_reader.h"
#include "jit/metainterp/virtual_ref.h"

#include <utility>

namespace tw::jit {

namespace {

// Makes objects and stores into them at once.
class WordSink {
public:
  using Value = MadeVirtual;

  WordSink(const Word* exits, MadeVirtuals& virtuals) : exits_(exits), virtuals_(virtuals.list) {}

  static bool isNothing(const Value& value) { return !value.made; }
  Value box(uint32_t exit, Kind kind) { return {exits_[exit], true, kind == Kind::Ref}; }
  Value constant(Kind kind, Word word) { return {word, true, kind == Kind::Ref}; }
  Value nothing() { return {}; }
  Value& known(uint32_t number) { return virtuals_[number]; }

  Value newStruct(uint32_t descr) { return object(newObject(descrAt(descr))); }
  Value newArray(uint32_t descr, Word length) {
    return object(jit::newArray(descrAt(descr), length));
  }
  Value newString(bool unicode, const Value& length) {
    return object(jit::newArray(string(unicode), length.word));
  }
  Value newRaw(uint32_t call, Word function, Word size) {
    const Word address = callFunction(descrAt(call), function, &size);
    if (!address) tw_fatal("out of memory while frames were rebuilt");
    return {address, true, false};
  }
  void setField(const Value& to, uint32_t descr, const Value& value) {
    jit::setField(descrAt(descr), to.word, value.word);
  }
  void setItem(const Value& array, Word index, uint32_t descr, const Value& value) {
    jit::setItem(descrAt(descr), array.word, index, value.word);
  }
  void setInterior(const Value& array, Word index, uint32_t descr, const Value& value) {
    jit::setInterior(descrAt(descr), array.word, index, value.word);
  }
  void setChar(bool unicode, const Value& to, Word index, const Value& value) {
    setRawItem(string(unicode), to.word, index, value.word);
  }
  void setRaw(const Value& address, Word offset, uint32_t descr, const Value& value) {
    storeWord(reinterpret_cast<char*>(address.word) + offset, descrAt(descr).width, value.word);
  }
  void copyString(bool unicode, const Value& from, const Value& to, const Value& start,
                  const Value& at, const Value& length) {
    copyItems(string(unicode), from.word, to.word, start.word, at.word, length.word);
  }
  Value length(bool unicode, const Value& of) {
    return {arrayLength(string(unicode), of.word), true, false};
  }
  Value add(const Value& a, const Value& b) { return {a.word + b.word, true, false}; }

private:
  const Word* exits_;
  std::vector<MadeVirtual>& virtuals_;

  static const tw_jit_descr& string(bool unicode) { return unicode ? unicodeDescr() : strDescr(); }
  // Without memory, a half rebuilt frame could not go on.
  static Value object(Word word) {
    if (!word) tw_fatal("out of memory while frames were rebuilt");
    return {word, true, true};
  }
};

using Reader = ResumeReader<WordSink>;

uint32_t virtualizableOf(const Guard& guard) {
  return uint32_t(driverAt(guard.code->token->driver).virtualizable);
}

void readVirtualizable(Reader& reader, const Guard& guard, bool perform) {
  const uint32_t count = reader.count();
  if (count == 0) return;
  if (!perform) {
    for (uint32_t index = 0; index < count; ++index) reader.skipOwnValue();
    return;
  }
  const tw_jit_virtualizable& type = virtualizableAt(virtualizableOf(guard));
  const Word object = reader.ownValue().word;
  setToken(type, object, kTokenNone);
  for (uint32_t position = 0; position + 1 < count; ++position)
    writeValue(type, object, position, reader.ownValue().word);
}

void readVirtualRefs(Reader& reader, bool perform) {
  for (uint32_t count = reader.count(); count > 0; count -= 2) {
    if (!perform) {
      reader.skipOwnValue();
      reader.skipOwnValue();
      continue;
    }
    const Word reference = reader.ownValue().word;
    const Word object = reader.ownValue().word;
    if (object) resolveVirtualRef(reference, object);
  }
}

void pushFrames(Reader& reader) {
  reader.frames([](const tw_jitcode& code, uint32_t position, Kind result, auto next) {
    Frame* frame = frameStack().push(code);
    frame->position = position;
    const Liveness alive(code, position);
    for (unsigned bank = 0; bank < 3; ++bank)
      for (unsigned index = 0; index < alive.count[bank]; ++index)
        frame->bank[bank][alive.registers[bank][index]] = next().word;
    if (result != Kind::Void) frame->bank[bankOf(result)][code.code[position - 1]] = next().word;
  });
}

} // namespace

void ExitValueRoots::visitRoots(VisitSlot visit, void* context) {
  const std::span<const ExitLocation> exits = guard_.exits();
  for (size_t index = 0; index < exits.size(); ++index)
    if (exits[index].kind == Kind::Ref)
      visit(reinterpret_cast<void**>(&exitRecord.values[index]), context);
}

void MadeVirtuals::visitRoots(VisitSlot visit, void* context) {
  for (MadeVirtual& made : list)
    if (made.isObject) visit(reinterpret_cast<void**>(&made.word), context);
}

std::unique_ptr<MadeVirtuals> takeForcedVirtuals(const Guard& guard) {
  if (guard.op != Op::GuardNotForced) return nullptr;
  return std::unique_ptr<MadeVirtuals>(
      static_cast<MadeVirtuals*>(std::exchange(exitRecord.forcedData, nullptr)));
}

Outcome resumeInBlackhole(Guard& guard) {
  Frame* const floor = frameStack().top();
  const bool raised = tw_exc.type != nullptr;
  const Word pending = Word(tw_exc.value); // rebuilding must not see it, and it may move
  tw_exc = {nullptr, nullptr};
  const std::unique_ptr<MadeVirtuals> forced = takeForcedVirtuals(guard);
  const bool perform = !forced;
  MadeVirtuals fresh;
  {
    const ExitValueRoots roots(guard);
    WordSink sink(exitRecord.values, forced ? *forced : fresh);
    Reader reader(guard, sink);
    (forced ? *forced : fresh).list.resize(reader.virtualCount());
    reader.makeVirtuals();
    reader.pendingStores(perform);
    readVirtualizable(reader, guard, perform);
    readVirtualRefs(reader, perform);
    pushFrames(reader);
  }
  if (raised) setException(pending);
  return runBlackhole(floor, raised);
}

void forceMachineFrame(MachineFrame* frame) {
  Backend& backend = engine().backend();
  if (backend.forcedData(frame)) return;
  Word exits[kMaxExitValues]; // on the stack: what they refer to stays where it is
  Guard* const guard = backend.force(frame, exits);
  auto virtuals = std::make_unique<MadeVirtuals>();
  WordSink sink(exits, *virtuals);
  Reader reader(*guard, sink);
  virtuals->list.resize(reader.virtualCount());
  reader.makeVirtuals();
  reader.pendingStores(true);
  readVirtualizable(reader, *guard, true);
  readVirtualRefs(reader, true);
  backend.setForcedData(frame, virtuals.release());
  engine().statistics().count(Counter::ForceVirtualizables);
}

} // namespace tw::jit
