// Execution of jitcode on words.
#include "jit/metainterp/blackhole.h"

#include "jit/metainterp/exit.h"
#include "jit/metainterp/virtual_ref.h"
#include "jit/trace/evaluate.h"

#include <algorithm>
#include <cstdlib>

namespace tw::jit {

using namespace meaning;

namespace {

class Blackhole {
public:
  explicit Blackhole(Frame* floor) : floor_(floor), frame_(stack_.top()) { enter(); }

  Outcome run(bool raised);

private:
  FrameStack& stack_ = frameStack();
  Frame* const floor_;
  Frame* frame_;
  const uint16_t* unit_ = nullptr; // the next one of the innermost frame's code
  bool ended_ = false;
  Outcome outcome_;

  void enter() { unit_ = frame_->code->code + frame_->position; }
  void suspend() { frame_->position = uint32_t(unit_ - frame_->code->code); }
  void jump(uint32_t position) { unit_ = frame_->code->code + position; }
  bool isOutermost() const { return frame_->below == floor_; }

  // Operands, in their order.
  Word value(unsigned bank) { return frame_->read(bank, *unit_++); }
  Word i() { return value(0); }
  Word r() { return value(1); }
  Word f() { return value(2); }
  uint32_t wide() {
    const uint32_t result = wideAt(unit_);
    unit_ += 2;
    return result;
  }
  const tw_jit_descr& descr() { return descrAt(wide()); }
  void put(unsigned bank, Word word) { frame_->bank[bank][*unit_++] = word; }
  void skipGroup() { unit_ += 3 + unit_[0] + unit_[1] + unit_[2]; }
  void skipArguments() { unit_ += 1 + unit_[0]; }

  template <char Letter> auto operand() {
    if constexpr (Letter == 'f')
      return floatValue(f());
    else
      return value(bankOf(Letter));
  }
  void putPure(double result) { put(2, floatBits(result)); }
  void putPure(Signed result) { put(0, result); }
  void putPure(bool result) { put(0, result); }

  void branchUnless(bool condition) {
    const uint32_t label = wide();
    if (!condition) jump(label);
  }
  void step(JitOp op);
  bool stepMemory(JitOp op); // fields and new objects; what is none is passed on
  bool stepItems(JitOp op);
  bool stepAddresses(JitOp op);
  bool stepStrings(JitOp op);
  bool stepVirtualizable(JitOp op);
  bool stepHints(JitOp op);
  void stepCalls(JitOp op);

  void switchOn(Word key, const tw_jit_descr& table);
  template <class Compute> void overflow(Compute compute);

  // Ends
  void end(Outcome outcome);
  void leave(unsigned bank, Word result);
  void leaveWithResult(char kind, Word result);
  void raise();
  void raiseExit();

  // Calls
  Word* arguments(const char* kinds, Word* words);
  void finishCall(char kind, Word result);
  void call(Word function, char kind);
  void inlineCall();
  void recursiveCall();
  void mergePoint();
  void allocated(Word object);
};

constexpr size_t kMaxArguments = 255;

void Blackhole::end(Outcome outcome) {
  while (stack_.top() != floor_) stack_.pop();
  outcome_ = outcome;
  ended_ = true;
}

// The frame returns; its caller goes on behind its call, whose last unit is the result's register.
void Blackhole::leave(unsigned bank, Word result) {
  if (isOutermost()) return end({RunStatus::Done, result});
  stack_.pop();
  frame_ = stack_.top();
  enter();
  if (bank < 3) frame_->bank[bank][unit_[-1]] = result;
}

void Blackhole::leaveWithResult(char kind, Word result) {
  leave(kind == 'v' ? 3 : bankOf(kind), result);
}

// tw_exc is set: goes to the handler in the innermost frame that has one.
void Blackhole::raise() {
  if (isExitPending()) return raiseExit();
  suspend();
  for (;;) {
    const uint32_t handler = handlerAt(*frame_->code, frame_->position);
    if (handler != kNone) {
      frame_->exception = Word(tw_exc.value);
      tw_exc = {nullptr, nullptr};
      return jump(handler);
    }
    if (isOutermost()) return end({RunStatus::Exception, 0});
    stack_.pop();
    frame_ = stack_.top();
  }
}

// Compiled code has run the loop of the portal that it belongs to, and leaves for that
// portal's runner. Here that is the nearest frame of a portal.
void Blackhole::raiseExit() {
  while (frame_->code->driver < 0 && !isOutermost()) {
    stack_.pop();
    frame_ = stack_.top();
  }
  const Outcome outcome = takePendingExit();
  if (isOutermost()) return end(outcome);
  const tw_jit_driver& driver = driverAt(uint32_t(frame_->code->driver));
  const Word result = resultOf(driver, outcome);
  suspend();
  if (tw_exc.type) {
    stack_.pop();
    frame_ = stack_.top();
    enter();
    return raise();
  }
  leaveWithResult(char(driver.result), result);
}

Word* Blackhole::arguments(const char* kinds, Word* words) {
  const unsigned count = *unit_++;
  for (unsigned index = 0; index < count; ++index) words[index] = value(bankOf(kinds[index]));
  return words;
}

// The unit of the result is read here, so that the position is behind the call if it raised.
void Blackhole::finishCall(char kind, Word result) {
  if (kind != 'v') put(bankOf(kind), result);
  if (tw_exc.type) raise();
}

void Blackhole::call(Word function, char kind) {
  const tw_jit_descr& called = descr();
  Word words[kMaxArguments];
  arguments(called.call.arguments, words);
  suspend();
  const Word result = callFunction(called, function, words);
  finishCall(kind, result);
}

// The compiled function is called, if there is one: it is faster.
void Blackhole::inlineCall() {
  const tw_jitcode& code = *tw_jit_program.jitcodes[wide()];
  const tw_jit_descr& called = descrAt(code.call_descr);
  if (code.function) {
    Word words[kMaxArguments];
    arguments(called.call.arguments, words);
    suspend();
    return finishCall(char(called.kind), callFunction(called, Word(code.function), words));
  }
  if (tw_stack_check()) {
    skipArguments();
    if (called.kind != 'v') ++unit_;
    return raise();
  }
  Frame* callee = stack_.push(code);
  unsigned next[3] = {};
  const unsigned count = *unit_++;
  for (unsigned index = 0; index < count; ++index) {
    const unsigned bank = bankOf(called.call.arguments[index]);
    callee->bank[bank][next[bank]++] = value(bank);
  }
  if (called.kind != 'v') ++unit_;
  suspend();
  frame_ = callee;
  enter();
}

void Blackhole::recursiveCall() {
  const tw_jit_driver& driver = driverAt(*unit_++);
  Word words[kMaxArguments];
  const auto read = [this](unsigned bank, uint16_t unit) { return frame_->read(bank, unit); };
  unit_ = readGroup(unit_, driver.greens, read, words);
  unit_ = readGroup(unit_, driver.reds, read, words + greenCount(driver));
  suspend();
  finishCall(char(driver.result), callRunner(driver, words));
}

// The outermost portal goes on as compiled code. One that had been inlined is run by its
// runner, and its result is that of the frame.
void Blackhole::mergePoint() {
  const uint32_t number = *unit_++;
  const tw_jit_driver& driver = driverAt(number);
  const auto read = [this](unsigned bank, uint16_t unit) { return frame_->read(bank, unit); };
  Word local[kMaxArguments];
  Word* values = isOutermost() ? exitValues(number) : local;
  unit_ = readGroup(unit_, driver.greens, read, values);
  unit_ = readGroup(unit_, driver.reds, read, values + greenCount(driver));
  suspend();
  if (isOutermost()) return end({RunStatus::Continue, 0});
  const Word result = callRunner(driver, values);
  if (!tw_exc.type) return leaveWithResult(char(driver.result), result);
  stack_.pop();
  frame_ = stack_.top();
  enter();
  raise();
}

void Blackhole::switchOn(Word key, const tw_jit_descr& table) {
  const i64* const end = table.select.values + table.select.count;
  const i64* const found = std::lower_bound(table.select.values, end, key);
  if (found != end && *found == key) jump(table.select.labels[found - table.select.values]);
}

template <class Compute> void Blackhole::overflow(Compute compute) {
  const uint32_t label = wide();
  const Word a = i(), b = i();
  Word result;
  if (compute(a, b, &result)) return jump(label);
  put(0, result);
}

void Blackhole::allocated(Word object) {
  put(1, object);
  if (!object) raise();
}

Outcome Blackhole::run(bool raised) {
  if (raised) raise();
  while (!ended_) step(JitOp(*unit_++));
  return outcome_;
}

void Blackhole::step(JitOp op) {
  switch (op) {
#define PURE(id, name, letters, result, expression)                                                \
  case JitOp::id: {                                                                                \
    [[maybe_unused]] const auto a = operand<letters[0]>();                                         \
    if constexpr (letters[1] != 0) {                                                               \
      [[maybe_unused]] const auto b = operand < letters[1] ? letters[1] : 'i' > ();                \
      return putPure(expression);                                                                  \
    } else {                                                                                       \
      [[maybe_unused]] const Word b = 0;                                                           \
      return putPure(expression);                                                                  \
    }                                                                                              \
  }
#include "jit/trace/pure.def"
  case JitOp::Live: unit_ += 2; return;
  case JitOp::IntCopy: {
    const Word a = i();
    return put(0, a);
  }
  case JitOp::RefCopy: {
    const Word a = r();
    return put(1, a);
  }
  case JitOp::FloatCopy: {
    const Word a = f();
    return put(2, a);
  }
  case JitOp::CastPtrToInt: {
    const Word a = r();
    return put(0, a);
  }
  case JitOp::CastIntToPtr: {
    const Word a = i();
    return put(1, a);
  }

  case JitOp::Goto: return jump(wide());
  case JitOp::GotoIfNot: return branchUnless(i() != 0);
#define COMPARE(id, bank, operator)                                                                \
  case JitOp::id: {                                                                                \
    const Word a = value(bank), b = value(bank);                                                   \
    return branchUnless(a operator b);                                                             \
  }
    COMPARE(GotoIfNotIntLt, 0, <)
    COMPARE(GotoIfNotIntLe, 0, <=)
    COMPARE(GotoIfNotIntEq, 0, ==)
    COMPARE(GotoIfNotIntNe, 0, !=)
    COMPARE(GotoIfNotIntGt, 0, >)
    COMPARE(GotoIfNotIntGe, 0, >=)
    COMPARE(GotoIfNotPtrEq, 1, ==)
    COMPARE(GotoIfNotPtrNe, 1, !=)
#undef COMPARE
  case JitOp::GotoIfNotIntIsZero: return branchUnless(i() == 0);
  case JitOp::GotoIfNotPtrIszero: return branchUnless(r() == 0);
  case JitOp::GotoIfNotPtrNonzero: return branchUnless(r() != 0);
  case JitOp::Switch: {
    const Word key = i();
    return switchOn(key, descr());
  }
  case JitOp::IntReturn: return leave(0, i());
  case JitOp::RefReturn: return leave(1, r());
  case JitOp::FloatReturn: return leave(2, f());
  case JitOp::VoidReturn: return leave(3, 0);
  case JitOp::Unreachable: tw_fatal("unreachable jitcode was reached");

  case JitOp::IntAddJumpIfOvf:
    return overflow([](Word a, Word b, Word* c) { return __builtin_add_overflow(a, b, c); });
  case JitOp::IntSubJumpIfOvf:
    return overflow([](Word a, Word b, Word* c) { return __builtin_sub_overflow(a, b, c); });
  case JitOp::IntMulJumpIfOvf:
    return overflow([](Word a, Word b, Word* c) { return __builtin_mul_overflow(a, b, c); });

  case JitOp::CatchException: wide(); return; // the instruction before has not raised
  case JitOp::GotoIfExceptionMismatch: {
    const Word type = i();
    return branchUnless(tw_is_subclass(classOf(frame_->exception), asObject(type)));
  }
  case JitOp::LastException: return put(0, Word(classOf(frame_->exception)));
  case JitOp::LastExcValue: return put(1, frame_->exception);
  case JitOp::Raise: setException(r()); return raise();
  case JitOp::Reraise: setException(frame_->exception); return raise();
  default:
    if (!stepMemory(op) && !stepStrings(op) && !stepVirtualizable(op) && !stepHints(op))
      stepCalls(op);
  }
}

bool Blackhole::stepMemory(JitOp op) {
  switch (op) {
  case JitOp::GetFieldGcI:
  case JitOp::GetFieldGcR:
  case JitOp::GetFieldGcF:
  case JitOp::GetFieldGcPureI:
  case JitOp::GetFieldGcPureR:
  case JitOp::GetFieldGcPureF:
  case JitOp::GetFieldGcGreenI:
  case JitOp::GetFieldGcGreenR:
  case JitOp::GetFieldGcGreenF: {
    const Word object = r();
    const tw_jit_descr& field = descr();
    put(bankOf(char(field.kind)), getField(field, object));
    return true;
  }
  case JitOp::GetFieldRawI:
  case JitOp::GetFieldRawR:
  case JitOp::GetFieldRawF: {
    const Word address = i();
    const tw_jit_descr& field = descr();
    put(bankOf(char(field.kind)), getField(field, address));
    return true;
  }
#define SET_FIELD(id, bank, set, object)                                                           \
  case JitOp::id: {                                                                                \
    const Word target = object(), word = value(bank);                                              \
    set(descr(), target, word);                                                                    \
    return true;                                                                                   \
  }
    SET_FIELD(SetFieldGcI, 0, setField, r)
    SET_FIELD(SetFieldGcR, 1, setField, r)
    SET_FIELD(SetFieldGcF, 2, setField, r)
    SET_FIELD(SetFieldRawI, 0, setRawField, i)
    SET_FIELD(SetFieldRawR, 1, setRawField, i)
    SET_FIELD(SetFieldRawF, 2, setRawField, i)
#undef SET_FIELD
  case JitOp::New:
  case JitOp::NewWithVtable: allocated(newObject(descr())); return true;
  case JitOp::NewArray: {
    const Word length = i();
    allocated(newArray(descr(), length));
    return true;
  }
  default: return stepItems(op);
  }
}

bool Blackhole::stepItems(JitOp op) {
  switch (op) {
  case JitOp::GetArrayItemGcI:
  case JitOp::GetArrayItemGcR:
  case JitOp::GetArrayItemGcF:
  case JitOp::GetArrayItemGcPureI:
  case JitOp::GetArrayItemGcPureR:
  case JitOp::GetArrayItemGcPureF: {
    const Word array = r(), index = i();
    const tw_jit_descr& type = descr();
    put(bankOf(char(type.kind)), getItem(type, array, index));
    return true;
  }
  case JitOp::GetArrayItemRawI:
  case JitOp::GetArrayItemRawR:
  case JitOp::GetArrayItemRawF: {
    const Word array = i(), index = i();
    const tw_jit_descr& type = descr();
    put(bankOf(char(type.kind)), getItem(type, array, index));
    return true;
  }
#define SET_ITEM(id, bank, set, object)                                                            \
  case JitOp::id: {                                                                                \
    const Word target = object(), index = i(), word = value(bank);                                 \
    set(descr(), target, index, word);                                                             \
    return true;                                                                                   \
  }
    SET_ITEM(SetArrayItemGcI, 0, setItem, r)
    SET_ITEM(SetArrayItemGcR, 1, setItem, r)
    SET_ITEM(SetArrayItemGcF, 2, setItem, r)
    SET_ITEM(SetArrayItemRawI, 0, setRawItem, i)
    SET_ITEM(SetArrayItemRawR, 1, setRawItem, i)
    SET_ITEM(SetArrayItemRawF, 2, setRawItem, i)
    SET_ITEM(SetInteriorFieldGcI, 0, setInterior, r)
    SET_ITEM(SetInteriorFieldGcR, 1, setInterior, r)
    SET_ITEM(SetInteriorFieldGcF, 2, setInterior, r)
#undef SET_ITEM
  case JitOp::ArrayLenGc: {
    const Word array = r();
    put(0, arrayLength(descr(), array));
    return true;
  }
  case JitOp::GetInteriorFieldGcI:
  case JitOp::GetInteriorFieldGcR:
  case JitOp::GetInteriorFieldGcF: {
    const Word array = r(), index = i();
    const tw_jit_descr& field = descr();
    put(bankOf(char(field.kind)), getInterior(field, array, index));
    return true;
  }
  default: return stepAddresses(op);
  }
}

bool Blackhole::stepAddresses(JitOp op) {
  switch (op) {
  case JitOp::RawLoadI:
  case JitOp::RawLoadF: {
    const Word address = i(), offset = i();
    const tw_jit_descr& type = descr();
    put(bankOf(char(type.kind)), loadValue(type, reinterpret_cast<char*>(address) + offset));
    return true;
  }
  case JitOp::RawStoreI:
  case JitOp::RawStoreF: {
    const Word address = i(), offset = i(), word = value(op == JitOp::RawStoreI ? 0 : 2);
    storeWord(reinterpret_cast<char*>(address) + offset, descr().width, word);
    return true;
  }
  case JitOp::GcLoadIndexedI:
  case JitOp::GcLoadIndexedF: {
    const Word object = r(), index = i(), scale = i(), base = i(), width = i();
    const char* place = reinterpret_cast<char*>(object) + base + index * scale;
    put(op == JitOp::GcLoadIndexedI ? 0 : 2, loadWord(place, unsigned(std::abs(width)), width < 0));
    return true;
  }
  case JitOp::GcStoreIndexedI:
  case JitOp::GcStoreIndexedF: {
    const Word object = r(), index = i(), word = value(op == JitOp::GcStoreIndexedI ? 0 : 2);
    const Word scale = i(), base = i(), width = i();
    storeWord(reinterpret_cast<char*>(object) + base + index * scale, unsigned(std::abs(width)),
              word);
    return true;
  }
  default: return false;
  }
}

bool Blackhole::stepStrings(JitOp op) {
  const bool isUnicode = op >= JitOp::UnicodeLen && op <= JitOp::CopyUnicodeContent;
  switch (op) {
  case JitOp::StrLen:
  case JitOp::UnicodeLen:
    put(0, arrayLength(isUnicode ? unicodeDescr() : strDescr(), r()));
    return true;
  case JitOp::StrGetItem:
  case JitOp::UnicodeGetItem: {
    const Word string = r(), index = i();
    put(0, getItem(isUnicode ? unicodeDescr() : strDescr(), string, index));
    return true;
  }
  case JitOp::StrSetItem:
  case JitOp::UnicodeSetItem: {
    const Word string = r(), index = i(), word = i();
    setRawItem(isUnicode ? unicodeDescr() : strDescr(), string, index, word);
    return true;
  }
  case JitOp::StrHash:
  case JitOp::UnicodeHash:
    put(0,
        getField(descrAt(isUnicode ? tw_jit_program.unicode_hash : tw_jit_program.str_hash), r()));
    return true;
  case JitOp::CopyStrContent:
  case JitOp::CopyUnicodeContent: {
    const Word from = r(), to = r(), fromStart = i(), toStart = i(), length = i();
    copyItems(isUnicode ? unicodeDescr() : strDescr(), from, to, fromStart, toStart, length);
    return true;
  }
  case JitOp::NewStr: allocated(newArray(strDescr(), i())); return true;
  case JitOp::NewUnicode: allocated(newArray(unicodeDescr(), i())); return true;
  default: return false;
  }
}

bool Blackhole::stepVirtualizable(JitOp op) {
  switch (op) {
  case JitOp::GetFieldVableI:
  case JitOp::GetFieldVableR:
  case JitOp::GetFieldVableF: {
    const Word object = r();
    const uint32_t field = wide();
    forceVirtualizable(virtualizableOfField(field), object);
    put(bankOf(char(descrAt(field).kind)), getField(descrAt(field), object));
    return true;
  }
  case JitOp::SetFieldVableI:
  case JitOp::SetFieldVableR:
  case JitOp::SetFieldVableF: {
    const Word object = r(), word = value(unsigned(op) - unsigned(JitOp::SetFieldVableI));
    const uint32_t field = wide();
    forceVirtualizable(virtualizableOfField(field), object);
    setField(descrAt(field), object, word);
    return true;
  }
  case JitOp::GetArrayItemVableI:
  case JitOp::GetArrayItemVableR:
  case JitOp::GetArrayItemVableF: {
    const Word object = r(), index = i();
    const uint32_t field = wide();
    const tw_jit_descr& array = descr();
    forceVirtualizable(virtualizableOfField(field), object);
    put(bankOf(char(array.kind)), getItem(array, getField(descrAt(field), object), index));
    return true;
  }
  case JitOp::SetArrayItemVableI:
  case JitOp::SetArrayItemVableR:
  case JitOp::SetArrayItemVableF: {
    const Word object = r(), index = i(),
               word = value(unsigned(op) - unsigned(JitOp::SetArrayItemVableI));
    const uint32_t field = wide();
    const tw_jit_descr& array = descr();
    forceVirtualizable(virtualizableOfField(field), object);
    setItem(array, getField(descrAt(field), object), index, word);
    return true;
  }
  case JitOp::ArrayLenVable: {
    const Word object = r();
    const uint32_t field = wide();
    const tw_jit_descr& array = descr();
    forceVirtualizable(virtualizableOfField(field), object);
    put(0, arrayLength(array, getField(descrAt(field), object)));
    return true;
  }
  case JitOp::HintForceVirtualizable: {
    // Any driver's: the object's type tells which.
    const Word object = r();
    for (uint32_t index = 0; index < tw_jit_program.virtualizable_count; ++index)
      if (u32(descrAt(virtualizableAt(index).size).size.header) ==
          reinterpret_cast<tw_gc*>(object)->tid)
        forceVirtualizable(index, object);
    return true;
  }
  case JitOp::VirtualRef: {
    const uint16_t unit = *unit_++;
    const Word reference = newObject(descrAt(tw_jit_program.virtual_ref_size));
    // Not read before the allocation, which may move the object.
    if (reference) resolveVirtualRef(reference, frame_->read(1, unit));
    allocated(reference);
    return true;
  }
  case JitOp::VirtualRefFinish: unit_ += 2; return true;
  default: return false;
  }
}

bool Blackhole::stepHints(JitOp op) {
  switch (op) {
  case JitOp::IntGuardValue:
  case JitOp::RefGuardValue:
  case JitOp::FloatGuardValue:
  case JitOp::AssertNotNone:
  case JitOp::AssertGreenI:
  case JitOp::AssertGreenR:
  case JitOp::AssertGreenF:
  case JitOp::LoopHeader: ++unit_; return true;
  case JitOp::RecordExactClass:
  case JitOp::RecordExactValueI:
  case JitOp::RecordExactValueR: unit_ += 2; return true;
  case JitOp::StrGuardValue: {
    const Word string = r();
    unit_ += 3;
    put(1, string);
    return true;
  }
  case JitOp::GuardClass: put(0, Word(classOf(r()))); return true;
  case JitOp::RecordKnownResultI:
  case JitOp::RecordKnownResultR:
    unit_ += 4;
    skipArguments();
    return true;
  case JitOp::IsConstantI:
  case JitOp::IsConstantR:
  case JitOp::IsConstantF:
  case JitOp::IsVirtual:
    ++unit_;
    put(0, 0);
    return true;
  case JitOp::CurrentTraceLength: put(0, -1); return true;
  case JitOp::JitDebug:
    ++unit_;
    skipGroup();
    return true;
  case JitOp::RecordQuasiImmutField: unit_ += 5; return true;
  case JitOp::ForceQuasiImmut: {
    const Word object = r();
    const uint32_t mark = wide();
    if (getField(descrAt(mark), object)) tw_jit_invalidate(asObject(object), mark);
    return true;
  }
  default: return false;
  }
}

void Blackhole::stepCalls(JitOp op) {
  switch (op) {
  case JitOp::ResidualCallI:
  case JitOp::IndirectCallI: return call(i(), 'i');
  case JitOp::ResidualCallR:
  case JitOp::IndirectCallR: return call(i(), 'r');
  case JitOp::ResidualCallF:
  case JitOp::IndirectCallF: return call(i(), 'f');
  case JitOp::ResidualCallV:
  case JitOp::IndirectCallV: return call(i(), 'v');
  case JitOp::InlineCallI:
  case JitOp::InlineCallR:
  case JitOp::InlineCallF:
  case JitOp::InlineCallV: return inlineCall();
  case JitOp::RecursiveCallI:
  case JitOp::RecursiveCallR:
  case JitOp::RecursiveCallF:
  case JitOp::RecursiveCallV: return recursiveCall();
  case JitOp::ConditionalCallV: {
    const Word condition = i(), function = i();
    if (condition) return call(function, 'v');
    unit_ += 2;
    return skipArguments();
  }
  case JitOp::ConditionalCallValueI:
  case JitOp::ConditionalCallValueR: {
    const char kind = op == JitOp::ConditionalCallValueI ? 'i' : 'r';
    const Word known = value(bankOf(kind)), function = i();
    if (!known) return call(function, kind);
    unit_ += 2;
    skipArguments();
    return put(bankOf(kind), known);
  }
  case JitOp::JitMergePoint: return mergePoint();
  default: tw_fatal("an unknown instruction in jitcode");
  }
}

} // namespace

Outcome runBlackhole(Frame* floor, bool raised) {
  const Outcome outcome = Blackhole(floor).run(raised);
  returnFrameStack();
  return outcome;
}

} // namespace tw::jit
