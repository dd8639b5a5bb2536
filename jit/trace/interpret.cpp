// The interpreter of traces: one run is an activation with its values.
#include "jit/trace/interpret.h"

#include "jit/trace/evaluate.h"
#include "jit/trace/objects.h"
#include "runtime/prelude.h"

namespace tw::jit {

class TraceRun {
public:
  TraceRun(TraceInterpreter& interpreter, uint64_t budget)
      : interpreter_(interpreter), budget_(budget) {}

  TraceInterpreter::Result run(const Trace& trace, std::span<const int64_t> arguments) {
    enter(trace, arguments);
    while (!left_) {
      if (++interpreter_.executed_ > budget_) return {};
      const TraceOp& op = trace_->ops[at_];
      const uint32_t here = at_++;
      execute(op, here);
    }
    return std::move(result_);
  }

private:
  void enter(const Trace& trace, std::span<const int64_t> arguments) {
    assert(arguments.size() == trace.inputCount);
    trace_ = &trace;
    values_.assign(trace.size(), 0);
    std::copy(arguments.begin(), arguments.end(), values_.begin());
    at_ = trace.inputCount;
  }

  int64_t word(Operand operand) const {
    return operand.isConstant() ? trace_->wordOf(operand) : values_[operand.index()];
  }
  int64_t word(const TraceOp& op, uint32_t index) const {
    return word(trace_->operands[op.first + index]);
  }
  char* object(const TraceOp& op, uint32_t index = 0) const {
    return reinterpret_cast<char*>(word(op, index));
  }
  std::vector<int64_t> words(std::span<const Operand> operands) const {
    std::vector<int64_t> all;
    for (const Operand operand : operands) all.push_back(operand ? word(operand) : 0);
    return all;
  }

  void execute(const TraceOp& op, uint32_t here) {
    int64_t& result = values_[here];
    switch (opInfo(op.op).category) {
    case Category::Pure: result = pure(op); break;
    case Category::Overflow:
      overflow_ = evaluateOverflow(op.op, word(op, 0), word(op, 1), &result);
      break;
    case Category::Guard: guard(op, here); break;
    case Category::Read: result = read(op); break;
    case Category::Write: write(op); break;
    case Category::Allocate:
      result = allocate(op);
      if (result == 0) outOfMemory();
      break;
    case Category::Call: result = call(op); break;
    case Category::Control: control(op); break;
    default: result = other(op);
    }
  }

  int64_t pure(const TraceOp& op) const {
    if (op.op == Op::SameAsI || op.op == Op::SameAsR || op.op == Op::SameAsF) return word(op, 0);
    int64_t operands[2];
    for (uint32_t index = 0; index < op.count; ++index) operands[index] = word(op, index);
    return evaluatePure(op.op, operands);
  }

  bool holds(const TraceOp& op) {
    switch (op.op) {
    case Op::GuardTrue:
    case Op::GuardNonNull: return word(op, 0) != 0;
    case Op::GuardFalse:
    case Op::GuardIsNull: return word(op, 0) == 0;
    case Op::GuardValue: return word(op, 0) == word(op, 1);
    case Op::GuardNonNullClass:
      if (word(op, 0) == 0) return false;
      [[fallthrough]];
    case Op::GuardClass: return TW_VTABLE(object(op)) == reinterpret_cast<void*>(word(op, 1));
    case Op::GuardSubclass:
      return tw_is_subclass(TW_VTABLE(object(op)), reinterpret_cast<void*>(word(op, 1)));
    case Op::GuardGcType: return tw_gc_typeid(object(op)) == word(op, 1);
    case Op::GuardNoException: return tw_exc.type == nullptr;
    case Op::GuardException: return tw_exc.type == reinterpret_cast<void*>(word(op, 0));
    case Op::GuardNoOverflow: return !overflow_;
    case Op::GuardOverflow: return overflow_;
    case Op::GuardAlwaysFails: return false;
    case Op::GuardNotInvalidated: return !trace_->exits[op.extra].guard->invalidated;
    default: return true;
    }
  }

  void guard(const TraceOp& op, uint32_t here) {
    if (holds(op)) {
      if (op.op == Op::GuardException) values_[here] = takeException();
      return;
    }
    const Exit& exit = trace_->exits[op.extra];
    std::vector<int64_t> values = words(trace_->valuesOf(exit));
    if (auto bridge = interpreter_.bridges_.find(exit.guard);
        bridge != interpreter_.bridges_.end()) {
      std::vector<int64_t> arguments;
      for (size_t index = 0; index < values.size(); ++index)
        if (trace_->valuesOf(exit)[index]) arguments.push_back(values[index]);
      enter(*bridge->second, arguments);
      return;
    }
    leave(exit.guard, std::move(values));
  }

  void leave(const Guard* guard, std::vector<int64_t> values) {
    result_.guard = guard;
    result_.values = std::move(values);
    left_ = true;
  }

  void outOfMemory() {
    static Guard propagate;
    propagate.kind = GuardKind::PropagateException;
    leave(&propagate, {});
  }

  static int64_t takeException() {
    const auto value = reinterpret_cast<int64_t>(tw_exc.value);
    tw_exc = {};
    return value;
  }

  const tw_jit_descr& array(const TraceOp& op) const {
    if (op.descr != kNone) return descrAt(op.descr);
    return descrAt(op.op >= Op::UnicodeLen || op.op == Op::NewUnicode ? tw_jit_program.unicode_array
                                                                      : tw_jit_program.str_array);
  }

  int64_t read(const TraceOp& op) const {
    switch (op.op) {
    case Op::StrHash: return readField(object(op), descrAt(tw_jit_program.str_hash));
    case Op::UnicodeHash: return readField(object(op), descrAt(tw_jit_program.unicode_hash));
    case Op::ArrayLenGc:
    case Op::StrLen:
    case Op::UnicodeLen: return arrayLength(object(op), array(op));
    case Op::RawLoadI:
    case Op::RawLoadF:
      return loadWord(object(op) + word(op, 1), descrAt(op.descr).width,
                      descrAt(op.descr).flags & TW_FIELD_SIGNED);
    case Op::GcLoadIndexedI:
    case Op::GcLoadIndexedF: {
      const int64_t width = word(op, 4);
      return loadWord(object(op) + word(op, 1) * word(op, 2) + word(op, 3),
                      uint32_t(width < 0 ? -width : width), width < 0);
    }
    case Op::GetInteriorFieldGcI:
    case Op::GetInteriorFieldGcR:
    case Op::GetInteriorFieldGcF: return readInterior(object(op), descrAt(op.descr), word(op, 1));
    default:
      return op.count == 1 ? readField(object(op), descrAt(op.descr))
                           : readItem(object(op), array(op), word(op, 1));
    }
  }

  void write(const TraceOp& op) const {
    switch (op.op) {
    case Op::SetFieldGc:
    case Op::SetFieldRaw: return writeField(object(op), descrAt(op.descr), word(op, 1));
    case Op::SetInteriorFieldGc:
      return writeInterior(object(op), descrAt(op.descr), word(op, 1), word(op, 2));
    case Op::RawStore:
      return storeWord(object(op) + word(op, 1), descrAt(op.descr).width, word(op, 2));
    case Op::GcStoreIndexed:
      return storeWord(object(op) + word(op, 1) * word(op, 3) + word(op, 4), uint32_t(word(op, 5)),
                       word(op, 2));
    case Op::CopyStrContent:
    case Op::CopyUnicodeContent:
      std::memcpy(itemAddress(object(op, 1), array(op), word(op, 3)),
                  itemAddress(object(op, 0), array(op), word(op, 2)),
                  size_t(word(op, 4)) * array(op).array.item_size);
      return;
    default: return writeItem(object(op), array(op), word(op, 1), word(op, 2));
    }
  }

  int64_t allocate(const TraceOp& op) const {
    if (op.op == Op::New || op.op == Op::NewWithVtable)
      return int64_t(makeObject(descrAt(op.descr)));
    return int64_t(makeArray(array(op), word(op, 0)));
  }

  int64_t callFunction(const TraceOp& op, uint32_t functionAt) const {
    const std::vector<int64_t> arguments = words(trace_->operandsOf(op).subspan(functionAt + 1));
    int64_t result = 0;
    descrAt(op.descr).call.trampoline(object(op, functionAt), arguments.data(), &result);
    return result;
  }

  int64_t call(const TraceOp& op) {
    switch (op.op) {
    case Op::CondCallN:
      if (word(op, 0)) callFunction(op, 1);
      return 0;
    case Op::CondCallValueI:
    case Op::CondCallValueR: return word(op, 0) ? word(op, 0) : callFunction(op, 1);
    case Op::CallAssemblerI:
    case Op::CallAssemblerR:
    case Op::CallAssemblerF:
    case Op::CallAssemblerN: return callLoop(op);
    default: return callFunction(op, 0);
    }
  }

  // The callee must finish.
  int64_t callLoop(const TraceOp& op) {
    const LoopToken* token = trace_->targets[op.extra]->token;
    const std::vector<int64_t> arguments = words(trace_->operandsOf(op));
    const TraceInterpreter::Result inner =
        TraceRun(interpreter_, budget_).run(*interpreter_.loops_.at(token), arguments);
    if (!inner.guard) {
      left_ = true;
      return 0;
    }
    assert(inner.guard->kind == GuardKind::DoneWithFrame);
    return inner.values.empty() ? 0 : inner.values[0];
  }

  void control(const TraceOp& op) {
    if (op.op == Op::Label) return;
    const std::vector<int64_t> arguments = words(trace_->operandsOf(op));
    if (op.op == Op::Finish) return leave(trace_->exits[op.extra].guard, arguments);
    const TraceInterpreter::Place place = interpreter_.labels_.at(trace_->targets[op.extra]);
    trace_ = place.trace;
    values_.resize(trace_->size());
    const std::span<const Operand> carried = trace_->operandsOf(trace_->ops[place.index]);
    for (size_t index = 0; index < carried.size(); ++index)
      values_[carried[index].index()] = arguments[index];
    at_ = place.index + 1;
  }

  int64_t other(const TraceOp& op) const {
    switch (op.op) {
    case Op::CastPtrToInt:
    case Op::CastIntToPtr: return word(op, 0);
    case Op::SaveExceptionClass: return reinterpret_cast<int64_t>(tw_exc.type);
    case Op::SaveException: return takeException();
    case Op::RestoreException: tw_exc = {object(op, 0), object(op, 1)}; return 0;
    default: return 0;
    }
  }

  TraceInterpreter& interpreter_;
  const uint64_t budget_;
  const Trace* trace_ = nullptr;
  std::vector<int64_t> values_;
  uint32_t at_ = 0;
  bool overflow_ = false, left_ = false;
  TraceInterpreter::Result result_;
};

void TraceInterpreter::addLoop(const LoopToken& token, const Trace& trace) {
  loops_[&token] = &trace;
  for (uint32_t index = 0; index < trace.size(); ++index)
    if (trace.ops[index].op == Op::Label)
      labels_[trace.targets[trace.ops[index].extra]] = {&trace, index};
}

void TraceInterpreter::addBridge(const Guard& from, const Trace& trace) {
  bridges_[&from] = &trace;
  for (uint32_t index = 0; index < trace.size(); ++index)
    if (trace.ops[index].op == Op::Label)
      labels_[trace.targets[trace.ops[index].extra]] = {&trace, index};
}

TraceInterpreter::Result
TraceInterpreter::run(const Trace& trace, std::span<const int64_t> arguments, uint64_t budget) {
  return TraceRun(*this, executed_ + budget).run(trace, arguments);
}

} // namespace tw::jit
