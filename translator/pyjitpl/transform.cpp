// Dispatch, arithmetic, casts and hints.
#include "translator/pyjitpl/transform.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/lltext.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;
using lltype::Kind;
using lltype::Type;

// ---- Operations that are called ---------------------------------------------------------------

lltype::Allocation* Outliner::function(const Operation& op) {
  std::string name(flow::opInfo(op.op).name);
  std::string key = name;
  for (Value arg : op.args) {
    key += ' ' + std::to_string(arg.type()->index());
    if (isVoid(arg)) key += ':' + std::to_string(arg.constant()->word);
  }
  key += '>' + std::to_string(op.result->type->index());
  auto [entry, isNew] = functions_.try_emplace(std::move(key), nullptr);
  if (!isNew) return entry->second;
  lltype::TypeTable& types = heap_.types();
  flow::FunctionGraph* graph = context_.newGraph("ll_" + name);
  graph->startBlock = graph->newBlock();
  std::vector<Value> args;
  for (Value arg : op.args) {
    if (isVoid(arg)) {
      args.push_back(arg);
      continue;
    }
    Variable* input = context_.newVariable();
    input->type = arg.type();
    graph->startBlock->inputArgs.push_back(input);
    args.emplace_back(input);
  }
  Variable* result = context_.newVariable();
  result->type = op.result->type;
  graph->startBlock->operations.push_back(
      context_.newOperation(op.op, std::move(args), result, {}));
  graph->returnBlock->inputArgs[0]->type = result->type;
  for (Variable* input : graph->exceptBlock->inputArgs) input->type = types.gcRef();
  Value returned = result;
  if (result->type->isVoid()) returned = flow::voidNone(context_, types);
  graph->startBlock->close({context_.newLink({returned}, graph->returnBlock)});
  graphs_.push_back(graph);
  return entry->second = flow::makeFunction(*graph, heap_);
}

// ---- Emitting ---------------------------------------------------------------------------------

Value Transformer::resolve(Value value) const {
  while (value.isVariable()) {
    auto found = aliases_.find(value.variable());
    if (found == aliases_.end()) break;
    value = found->second;
  }
  return value;
}

std::vector<Value> Transformer::args(const Operation& op, size_t first, size_t end) const {
  std::vector<Value> result;
  for (size_t i = first; i < end; ++i)
    if (!isVoid(op.args[i])) result.push_back(resolve(op.args[i]));
  return result;
}

void Transformer::alias(const Operation& op, Value value) {
  if (!op.result->type->isVoid()) aliases_[op.result] = resolve(value);
}

Insn& Transformer::emit(JitOp op, std::vector<Operand> operands, Variable* result) {
  insns_.push_back({op, std::move(operands), result, span_, {}});
  return insns_.back();
}

Value Transformer::compute(JitOp op, std::vector<Operand> operands) {
  char kind = jitOpInfo(op).result;
  lltype::TypeTable& types = shop_.heap.types();
  Variable* result = shop_.context.newVariable();
  result->type = kind == 'r' ? types.gcRef() : kind == 'f' ? types.floatType() : types.signedType();
  emit(op, std::move(operands), result);
  return result;
}

Value Transformer::integer(int64_t value) {
  return shop_.context.newConstant(shop_.heap.types().signedType(), lltype::fromInt(value));
}

Value Transformer::nullRef() { return shop_.context.newConstant(shop_.heap.types().gcRef(), 0); }

// ---- Blocks -----------------------------------------------------------------------------------

BlockCode Transformer::transform(const flow::Block& block) {
  insns_.clear();
  made_.clear();
  size_t before = 0;
  for (const Operation* op : block.operations) {
    span_ = op->span;
    before = insns_.size();
    operation(*op);
  }
  BlockCode code;
  // What became of the raising operation may be an instruction that cannot raise.
  if (block.canRaise() && insns_.size() > before) {
    JitOp last = insns_.back().op;
    code.raises = isCall(last) || last == JitOp::IntAddJumpIfOvf ||
                  last == JitOp::IntSubJumpIfOvf || last == JitOp::IntMulJumpIfOvf;
  }
  code.insns = std::move(insns_);
  return code;
}

void Transformer::operation(const Operation& op) {
  switch (op.op) {
  case OpCode::LlDirectCall: directCall(op); return;
  case OpCode::LlIndirectCall: indirectCall(op); return;
  case OpCode::LlJitConditionalCall:
  case OpCode::LlJitConditionalCallValue: conditionalCall(op); return;
  default: break;
  }
  bool done =
      arithmetic(op) || conversion(op) || pointer(op) || memory(op) || hint(op) || vanishes(op);
  if (!done) outlined(op);
}

bool Transformer::arithmetic(const Operation& op) {
  auto simple = [&](JitOp instruction, bool wraps) {
    std::vector<Operand> operands;
    for (Value operand : op.args) operands.emplace_back(resolve(operand));
    const Type& type = *op.result->type;
    if (wraps && type.kind() == Kind::Number && type.number().bits() < 64)
      normalize(compute(instruction, std::move(operands)), op.result);
    else
      emit(instruction, std::move(operands), op.result);
    return true;
  };
  auto overflow = [&](JitOp instruction) {
    emit(instruction, {labelOperand(kNoLabel), arg(op, 0), arg(op, 1)}, op.result);
    return true;
  };
  switch (op.op) {
// clang-format off
#define SIMPLE(ll, jit, wraps) case OpCode::ll: return simple(JitOp::jit, wraps);
#include "translator/pyjitpl/simple_ops.def"
// clang-format on
  case OpCode::LlIntAddOvf:
  case OpCode::LlIntAddNonnegOvf: return overflow(JitOp::IntAddJumpIfOvf);
  case OpCode::LlIntSubOvf: return overflow(JitOp::IntSubJumpIfOvf);
  case OpCode::LlIntMulOvf: return overflow(JitOp::IntMulJumpIfOvf);
  case OpCode::LlIntAbs: absolute(op); return true;
  case OpCode::LlIntBetween: between(op); return true;
  case OpCode::LlFloatIsTrue:
    emit(JitOp::FloatNe,
         {arg(op, 0), Value(shop_.context.newConstant(shop_.heap.types().floatType(), 0))},
         op.result);
    return true;
  default: return false;
  }
}

// (x ^ sign) - sign, where sign is 0 or -1.
void Transformer::absolute(const Operation& op) {
  Value sign = compute(JitOp::IntRshift, {arg(op, 0), integer(63)});
  Value flipped = compute(JitOp::IntXor, {arg(op, 0), sign});
  normalize(compute(JitOp::IntSub, {flipped, sign}), op.result);
}

// a <= b < c, for a <= c.
void Transformer::between(const Operation& op) {
  Value distance = compute(JitOp::IntSub, {arg(op, 1), arg(op, 0)});
  Value size = compute(JitOp::IntSub, {arg(op, 2), arg(op, 0)});
  emit(JitOp::UintLt, {distance, size}, op.result);
}

// Cuts a word to the result's type.
void Transformer::normalize(Value value, Variable* result) {
  const Type& type = *result->type;
  uint64_t size = type.size();
  bool isSigned = type.kind() == Kind::Number && type.number().isSignedNumber();
  if (size == 8)
    emit(JitOp::IntCopy, {value}, result);
  else if (isSigned)
    emit(JitOp::IntSignext, {value, integer(static_cast<int64_t>(size))}, result);
  else
    emit(JitOp::IntAnd, {value, integer(static_cast<int64_t>((uint64_t{1} << (8 * size)) - 1))},
         result);
}

bool Transformer::conversion(const Operation& op) {
  switch (op.op) {
  case OpCode::LlSameAs:
  case OpCode::LlLikely:
  case OpCode::LlUnlikely:
  case OpCode::LlCastBoolToInt:
  case OpCode::LlCastBoolToUint:
  case OpCode::LlCastCharToInt:
  case OpCode::LlCastUniCharToInt:
  case OpCode::LlCastIntToChar:
  case OpCode::LlCastIntToUniChar:
  case OpCode::LlCastIntToUint:
  case OpCode::LlCastUintToInt:
  case OpCode::LlCastIntToLongLong:
  case OpCode::LlTruncateLongLongToInt:
  case OpCode::LlRawMallocUsage: alias(op, op.args[0]); return true;
  case OpCode::LlCastPrimitive:
  case OpCode::LlForceCast: convertPrimitive(op); return true;
  default: return false;
  }
}

void Transformer::convertPrimitive(const Operation& op) {
  const Type &from = *op.args[0].type(), &to = *op.result->type;
  Value value = arg(op, 0);
  if (&from == &to) return alias(op, value);
  if (from.kind() == Kind::SingleFloat && to.kind() != Kind::SingleFloat)
    value = compute(JitOp::CastSingleFloatToFloat, {value});
  bool fromFloat = from.kind() == Kind::Float || from.kind() == Kind::SingleFloat;
  bool isUnsigned = from.kind() == Kind::Number && !from.number().isSignedNumber();
  auto asFloat = [&] {
    if (fromFloat) return value;
    return compute(isUnsigned ? JitOp::CastUintToFloat : JitOp::CastIntToFloat, {value});
  };
  switch (to.kind()) {
  case Kind::Float: return alias(op, asFloat());
  case Kind::SingleFloat: emit(JitOp::CastFloatToSingleFloat, {asFloat()}, op.result); return;
  case Kind::Bool:
    if (fromFloat)
      emit(JitOp::FloatNe,
           {value, Value(shop_.context.newConstant(shop_.heap.types().floatType(), 0))}, op.result);
    else
      emit(JitOp::IntIsTrue, {value}, op.result);
    return;
  default: break;
  }
  if (fromFloat) {
    bool toUnsigned = to.isUnsigned();
    value = compute(toUnsigned ? JitOp::CastFloatToUint : JitOp::CastFloatToInt, {value});
  }
  bool fromSigned = from.kind() == Kind::Number && !isUnsigned;
  bool toSigned = to.kind() == Kind::Number && to.number().isSignedNumber();
  bool fits =
      !fromFloat && (from.size() < to.size() ? !fromSigned || toSigned
                                             : from.size() == to.size() && fromSigned == toSigned);
  if (to.size() == 8 || fits) return alias(op, value);
  normalize(value, op.result);
}

bool Transformer::pointer(const Operation& op) {
  auto isGc = [&](size_t index) { return op.args[index].type()->isGcPtr(); };
  switch (op.op) {
  case OpCode::LlCastPointer:
  case OpCode::LlCastOpaquePtr:
  case OpCode::LlCastPtrToAdr:
  case OpCode::LlCastAdrToPtr:
  case OpCode::LlCastAdrToInt:
  case OpCode::LlCastIntToAdr:
  case OpCode::LlCastPtrToInt:
  case OpCode::LlCastIntToPtr:
  case OpCode::LlCastPtrToWeakrefPtr:
  case OpCode::LlCastWeakrefPtrToPtr: {
    bool toGc = op.result->type->isGcPtr();
    if (isGc(0) == toGc)
      alias(op, op.args[0]);
    else
      emit(toGc ? JitOp::CastIntToPtr : JitOp::CastPtrToInt, {arg(op, 0)}, op.result);
    return true;
  }
  case OpCode::LlPtrEq:
    emit(isGc(0) ? JitOp::PtrEq : JitOp::IntEq, {arg(op, 0), arg(op, 1)}, op.result);
    return true;
  case OpCode::LlPtrNe:
    emit(isGc(0) ? JitOp::PtrNe : JitOp::IntNe, {arg(op, 0), arg(op, 1)}, op.result);
    return true;
  case OpCode::LlPtrNonzero:
    if (isGc(0))
      emit(JitOp::PtrNe, {arg(op, 0), nullRef()}, op.result);
    else
      emit(JitOp::IntIsTrue, {arg(op, 0)}, op.result);
    return true;
  case OpCode::LlPtrIszero:
    if (isGc(0))
      emit(JitOp::PtrEq, {arg(op, 0), nullRef()}, op.result);
    else
      emit(JitOp::IntIsZero, {arg(op, 0)}, op.result);
    return true;
  case OpCode::LlGcTypePtr: emit(JitOp::GuardClass, {arg(op, 0)}, op.result); return true;
  default: return false;
  }
}

// ---- Hints ------------------------------------------------------------------------------------

bool Transformer::hint(const Operation& op) {
  switch (op.op) {
  case OpCode::LlHint: plainHint(op); return true;
  case OpCode::LlJitMarker: marker(op); return true;
  case OpCode::LlJitEnterLoop:
    emit(JitOp::LoopHeader, {numberOperand(static_cast<uint32_t>(op.args[0].constant()->word))});
    return true;
  case OpCode::LlJitIsConstant:
    if (isVoid(op.args[0]))
      alias(op, shop_.context.newConstant(op.result->type, 1));
    else
      emit(ofKind(JitOp::IsConstantI, kindOf(op.args[0])), {arg(op, 0)}, op.result);
    return true;
  case OpCode::LlJitIsVirtual: emit(JitOp::IsVirtual, {arg(op, 0)}, op.result); return true;
  case OpCode::LlJitTraceLength: emit(JitOp::CurrentTraceLength, {}, op.result); return true;
  case OpCode::LlJitAssertGreen:
    if (!isVoid(op.args[0])) emit(ofKind(JitOp::AssertGreenI, kindOf(op.args[0])), {arg(op, 0)});
    return true;
  case OpCode::LlJitRecordKnownResult: recordKnownResult(op); return true;
  case OpCode::LlJitForceQuasiImmutable: {
    const lltype::StructType& type = op.args[0].type()->ptr().target().structure();
    uint32_t mark = shop_.descrs.field(type, flow::symbolOf(op.args[1])->name);
    emit(JitOp::ForceQuasiImmut, {arg(op, 0), descrOperand(mark)});
    return true;
  }
  case OpCode::LlJitRecordExactClass:
    emit(JitOp::RecordExactClass, {arg(op, 0), arg(op, 1)});
    return true;
  case OpCode::LlJitRecordExactValue:
    if (kindOf(op.args[0]) != 'f')
      emit(ofKind(JitOp::RecordExactValueI, kindOf(op.args[0])), {arg(op, 0), arg(op, 1)});
    return true;
  default: return false;
  }
}

void Transformer::plainHint(const Operation& op) {
  const std::string& name = flow::symbolOf(op.args[1])->name;
  alias(op, op.args[0]);
  if (isVoid(op.args[0])) return;
  if (name == "promote")
    promote(arg(op, 0));
  else if (name == "promote_string" || name == "promote_unicode")
    promoteString(op);
  else if (name == "force_virtualizable")
    emit(JitOp::HintForceVirtualizable, {arg(op, 0)});
  else if (name == "constant_items" && arg(op, 0).isVariable())
    immutableArrays_.insert(arg(op, 0).variable());
}

void Transformer::promote(Value value) {
  if (value.isConstant()) return;
  emit(ofKind(JitOp::IntGuardValue, kindOf(value)), {value});
}

void Transformer::promoteString(const Operation& op) {
  Value value = arg(op, 0);
  if (value.isConstant()) return;
  auto found = shop_.stringEquality.find(value.type());
  if (found == shop_.stringEquality.end()) return promote(value);
  lltype::Allocation& function = *found->second;
  CallInfo info{&function.type->func(), {}, Oopspec::None};
  info.targets.graphs = {function.function->graph};
  info.oopspec = oopspecOf(*function.function->graph);
  aliases_.erase(op.result);
  emit(JitOp::StrGuardValue,
       {value, Value(flow::functionConstant(shop_.context, shop_.heap.types(), function)),
        descrOperand(shop_.descrs.call(info))},
       op.result);
}

void Transformer::marker(const Operation& op) {
  const std::string& kind = flow::symbolOf(op.args[0])->name;
  const Driver* driver = shop_.drivers.ofMarker(op);
  if (!driver) return;
  if (kind == "loop_header") emit(JitOp::LoopHeader, {numberOperand(driver->index)});
  if (kind != "jit_merge_point") return;
  std::vector<Value> variables = args(op, 2, op.args.size());
  auto middle = variables.begin() + static_cast<ptrdiff_t>(driver->greens.size());
  std::vector<Value> greens(variables.begin(), middle), reds(middle, variables.end());
  for (Value green : greens) promote(green);
  emit(JitOp::JitMergePoint, {numberOperand(driver->index), std::move(greens), std::move(reds)});
}

// Operations that do nothing in a trace.
bool Transformer::vanishes(const Operation& op) {
  auto known = [&](uint64_t word) {
    alias(op, shop_.context.newConstant(op.result->type, word));
    return true;
  };
  switch (op.op) {
  case OpCode::LlDebugPrint:
  case OpCode::LlDebugFlush:
  case OpCode::LlDebugAssert:
  case OpCode::LlDebugNonnullPointer:
  case OpCode::LlDebugStartTraceback:
  case OpCode::LlDebugRecordTraceback:
  case OpCode::LlDebugCatchException:
  case OpCode::LlDebugReraiseTraceback:
  case OpCode::LlInstrumentCount:
  case OpCode::LlKeepAlive:
  case OpCode::LlGcWriteBarrier:
  case OpCode::LlStackCheck:
  case OpCode::LlJitEnterPortalFrame: // notes for profilers; merge points make their own
  case OpCode::LlJitLeavePortalFrame: return true;
  case OpCode::LlJitForceVirtualizable:
    fresh_ = flow::symbolOf(op.args[2])->name == "fresh";
    return true;
  case OpCode::LlDebugAssertNotNone:
    if (arg(op, 0).isVariable() && op.args[0].type()->isGcPtr())
      emit(JitOp::AssertNotNone, {arg(op, 0)});
    return true;
  case OpCode::LlDebugStart:
  case OpCode::LlDebugStop:
  case OpCode::LlHaveDebugPrints:
  case OpCode::LlHaveDebugPrintsFor: return known(0);
  default: return false;
  }
}

} // namespace tw::pyjitpl
