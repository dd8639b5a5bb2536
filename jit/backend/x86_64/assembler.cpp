// The walk over a trace: entry, labels, jumps, and the dispatch of operations.
#include "jit/backend/x86_64/assembler.h"

#include "runtime/prelude.h"

#include <algorithm>

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {

Location toLocation(const ExitLocation& exit) {
  switch (exit.where) {
  case ExitLocation::Register: return Location::gp(exit.number);
  case ExitLocation::FloatRegister: return Location::xmm(exit.number);
  case ExitLocation::Frame: return Location::slot(slotOfOffset(exit.offset));
  default: return {};
  }
}

ExitLocation toExitLocation(const Location& location) {
  ExitLocation exit;
  if (location.where == Location::InSlot) {
    exit.where = ExitLocation::Frame;
    exit.offset = slotOffset(int32_t(location.index));
  } else if (location.where != Location::None) {
    exit.where =
        location.where == Location::InXmm ? ExitLocation::FloatRegister : ExitLocation::Register;
    exit.number = location.reg;
  }
  return exit;
}

} // namespace

TraceAssembler::TraceAssembler(const Routines& routines, CodeMemory& memory, bool checkAllocation)
    : routines_(routines), memory_(memory), checker_(checkAllocation),
      ra_(a_, liveness_, checker_) {
  ra_.setConstantLoader(loadConstant, this);
}

void TraceAssembler::reset(const Trace& trace, LoopToken& token, CompiledCode& code) {
  trace_ = &trace;
  token_ = &token;
  code_ = &code;
  holder_.reset();
  holder_.init(asmjit::Environment::host());
  holder_.setErrorHandler(&errors_);
  holder_.attach(&a_);
  guardSites_.clear();
  targetSites_.clear();
  depthPlaces_.clear();
  cold_.clear();
  coldMoves_.clear();
  coldObjects_.clear();
  wordOfConstant_.assign(trace.constants.size(), 0);
  refs_.clear();
  words_.clear();
  refsLabel_ = a_.newLabel();
  wordsLabel_ = a_.newLabel();
  propagateLabel_ = a_.newLabel();
  propagateUsed_ = false;
  flagsValue_ = kNone;
  youngEpoch_.assign(trace.size(), 0);
  epoch_ = 1;
  for (uint32_t index = 0; index < code.guards.size(); ++index) {
    code.guards[index]->index = index;
    code.guards[index]->code = &code;
  }
}

bool TraceAssembler::assemble(const Trace& trace, LoopToken& token, CompiledCode& code,
                              const Guard* from) {
  reset(trace, token, code);
  liveness_.analyse(trace);
  ra_.start(trace);
  if (trace.size() > 0 && trace.ops.back().op == Op::Jump) {
    const LoopTarget* target = trace.targets[trace.ops.back().extra];
    if (target->address) hintJump(*target, trace.ops.back());
  }
  if (from)
    enterBridge(*from);
  else
    enterLoop();
  for (now_ = trace.inputCount; now_ < trace.size(); ++now_) operation(trace.ops[now_]);
  return finishPiece();
}

// rsp to the end of the frame, whose size is known at the end.
void TraceAssembler::lowerStack() {
  a_.lea(rsp, ptr(rbp, 0x7fffff00));
  depthPlaces_.push_back(uint32_t(a_.offset() - 4));
}

// The condition flags are nobody's here.
void TraceAssembler::countRun(uint64_t* count) {
  if (countsRuns_) a_.inc(global(count, 8));
}

// On entry rdi points to the arguments. Those that are needed first get registers.
void TraceAssembler::enterLoop() {
  a_.push(rbp);
  a_.mov(rbp, rsp);
  a_.push(0); // kForceGuardOffset
  a_.push(0); // kForcedDataOffset
  lowerStack();
  ColdPath path = newColdPath(ColdPath::StackCheck);
  countRun(&code_->runs);
  a_.mov(rax, global(&tw_stack.end, 8));
  a_.sub(rax, rsp);
  a_.cmp(rax, global(&tw_stack.length, 8));
  a_.ja(path.entry);
  a_.bind(path.back);
  cold_.push_back(path);

  now_ = 0;
  ra_.begin(0);
  a_.mov(scratchGp(), rdi);
  inputOrder_.clear();
  for (uint32_t value = 0; value < trace_->inputCount; ++value)
    if (liveness_.lastUse(value) > value) inputOrder_.push_back(value);
  std::stable_sort(inputOrder_.begin(), inputOrder_.end(), [this](uint32_t a, uint32_t b) {
    return liveness_.nextOperandUse(a) < liveness_.nextOperandUse(b);
  });
  for (const uint32_t value : inputOrder_) {
    const Mem from = qword_ptr(scratchGp(), int32_t(8 * value));
    const bool isFloat = ra_.isFloat(value);
    const int reg = liveness_.nextOperandUse(value) == kNone ? -1
                    : isFloat                                ? ra_.pickFreeXmm(value)
                                                             : ra_.pickFreeGp(value, kAllGp);
    if (reg < 0) {
      const int32_t slot = ra_.newSlot(value);
      a_.movsd(scratchXmm(), from);
      a_.movsd(slotMem(slot), scratchXmm());
      ra_.arriveIn(value, Location::slot(slot));
    } else if (isFloat) {
      a_.movsd(xmmReg(reg), from);
      ra_.arriveIn(value, Location::xmm(reg));
    } else {
      a_.mov(gpReg(reg), from);
      ra_.arriveIn(value, Location::gp(reg));
    }
  }
}

// The inputs lie where the guard left them. A value that was handed over twice, or a constant, gets
// a place of its own behind the others.
void TraceAssembler::enterBridge(const Guard& from) {
  a_.mov(global(&code_->entered, 1), 1);
  countRun(&code_->runs);
  lowerStack();
  now_ = 0;
  ra_.begin(0);
  struct Late {
    uint32_t value;
    ExitLocation from;
  };
  std::vector<Late> late;
  uint32_t input = 0;
  for (const ExitLocation& exit : from.exits()) {
    if (exit.where == ExitLocation::None) continue;
    const uint32_t value = input++;
    const Location place = toLocation(exit);
    if (place.where == Location::None || !ra_.isFree(place))
      late.push_back({value, exit});
    else
      ra_.arriveIn(value, place);
  }
  assert(input == trace_->inputCount && "a bridge's inputs are its guard's exit values");
  for (const Late& one : late) {
    const int32_t slot = ra_.newSlot(one.value);
    if (one.from.where == ExitLocation::Constant) {
      moveWord(scratchGp(), reinterpret_cast<int64_t>(&from.code->words[size_t(one.from.offset)]));
      a_.mov(scratchGp(), qword_ptr(scratchGp()));
      a_.mov(slotMem(slot), scratchGp());
    } else {
      ra_.emitMove(Location::slot(slot), toLocation(one.from));
    }
    ra_.arriveIn(one.value, Location::slot(slot));
  }
  for (uint32_t value = 0; value < trace_->inputCount; ++value)
    if (liveness_.lastUse(value) <= value) ra_.release(value);
}

void TraceAssembler::hintJump(const LoopTarget& target, const TraceOp& jump) {
  for (uint32_t index = 0; index < jump.count; ++index) {
    const Operand operand = arg(jump, index);
    if (operand.isResult()) ra_.hint(operand.index(), toLocation(target.locations[index]));
  }
}

// The places that the loop-carried values have now are where jumps must bring their next values.
void TraceAssembler::label(const TraceOp& op) {
  LoopTarget* target = trace_->targets[op.extra];
  target->locations.clear();
  ra_.startLabel(trace_->operandsOf(op));
  for (uint32_t index = 0; index < op.count; ++index) {
    const uint32_t value = arg(op, index).index();
    target->locations.push_back(
        toExitLocation(ra_.diesNow(value) ? Location() : ra_.location(value)));
  }
  ++epoch_;
  a_.align(asmjit::AlignMode::kCode, 16);
  targetSites_.push_back({target, a_.newLabel()});
  a_.bind(targetSites_.back().label);
  countRun(&target->runs);
  const TraceOp& last = trace_->ops.back();
  if (last.op == Op::Jump && trace_->targets[last.extra] == target) hintJump(*target, last);
}

void TraceAssembler::jump(const TraceOp& op) {
  const LoopTarget* target = trace_->targets[op.extra];
  const auto own = std::find_if(targetSites_.begin(), targetSites_.end(),
                                [target](const TargetSite& site) { return site.target == target; });
  const bool isOwn = own != targetSites_.end();
  // The other piece's frame may be deeper; what lies below the stack pointer is nobody's.
  if (!isOwn) a_.lea(rsp, ptr(rbp, -target->frameDepth));
  moves_.clear();
  for (uint32_t index = 0; index < op.count; ++index) {
    const Location to = toLocation(target->locations[index]);
    if (to.where == Location::None) continue;
    const Location from = locate(arg(op, index));
    if (arg(op, index).isResult()) ra_.expect(arg(op, index).index(), from);
    moves_.add(to, from);
  }
  ra_.emitMoves(moves_);
  if (isOwn)
    a_.jmp(own->label);
  else
    a_.jmp(asmjit::Imm(reinterpret_cast<uint64_t>(target->address)));
}

// The result goes to rdx and the frame is left; exceptions go the way of guards.
void TraceAssembler::finish(const TraceOp& op) {
  Guard* guard = trace_->exits[op.extra].guard;
  if (guard->kind != GuardKind::DoneWithFrame) {
    captureExits(*guard, trace_->operandsOf(op), false);
    guardSites_.push_back({guard, a_.newLabel(), 0});
    a_.long_().jmp(guardSites_.back().stub);
    guardSites_.back().branch = uint32_t(a_.offset() - 4);
    return;
  }
  if (op.count > 0) {
    guard->setExits(trace_->kindsOf(trace_->operandsOf(op)));
    const Location from = locate(arg(op, 0));
    if (arg(op, 0).isResult()) ra_.expect(arg(op, 0).index(), from);
    if (from.where == Location::Constant)
      loadConstantTo(Location::gp(2), from.index);
    else if (!(from == Location::gp(2)))
      ra_.emitMove(Location::gp(2), from);
  }
  moveWord(rax, reinterpret_cast<int64_t>(guard) | int64_t(kFinished));
  a_.leave();
  a_.ret();
}

void TraceAssembler::operation(const TraceOp& op) {
  const Category category = opInfo(op.op).category;
  ra_.begin(now_);
  if (category == Category::Note) return;
  if (op.op != Op::Label) {
    for (uint32_t slot = op.first; slot < op.first + op.count; ++slot)
      if (trace_->operands[slot].isResult()) liveness_.pass(trace_->operands[slot].index(), slot);
  }
  const bool isGuardOp = category == Category::Guard;
  if (!isGuardOp) flagsValue_ = kNone;
  // So that loading one operand does not drive out another. Calls and jumps need none in a
  // register.
  if (category != Category::Call && category != Category::Control)
    for (const Operand operand : trace_->operandsOf(op))
      if (operand.isResult()) ra_.lock(operand.index());
  dispatch(op, category);
  if (isGuardOp) flagsValue_ = kNone;
  ra_.end();
}

void TraceAssembler::dispatch(const TraceOp& op, Category category) {
  switch (category) {
  case Category::Pure: return pure(op);
  case Category::Overflow: return overflow(op);
  case Category::Guard: return guard(op);
  case Category::Read:
  case Category::Write: return memoryOperation(op);
  case Category::Allocate: return allocate(op);
  case Category::Call: return call(op);
  case Category::Control:
    return op.op == Op::Label ? label(op) : op.op == Op::Jump ? jump(op) : finish(op);
  default: return other(op);
  }
}

void TraceAssembler::other(const TraceOp& op) {
  switch (op.op) {
  case Op::CastPtrToInt:
  case Op::CastIntToPtr: copyForResult(now_, arg(op, 0)); return;
  case Op::ForceToken: a_.mov(ra_.resultGp(now_), rbp); return;
  case Op::SaveException:
  case Op::SaveExceptionClass:
  case Op::RestoreException: return exceptionState(op);
  default:
    assert((op.op == Op::KeepAlive || op.op == Op::Escape) &&
           "virtual references are lowered before");
  }
}

} // namespace tw::jit::x86
