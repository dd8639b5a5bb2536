// Calls.
#include "translator/pyjitpl/transform.h"

#include "translator/flow/llconstants.h"

#include <algorithm>

namespace tw::pyjitpl {

using flow::Operation;
using flow::Value;

namespace {

const lltype::FuncType& functionType(Value function) {
  return function.type()->ptr().target().func();
}

flow::Variable* existing(flow::Variable* result) {
  return result->type->isVoid() ? nullptr : result;
}

bool isRawMalloc(const Operation& op) {
  const bool isMalloc = op.op == flow::OpCode::LlMalloc || op.op == flow::OpCode::LlMallocVarsize;
  return op.op == flow::OpCode::LlRawMalloc || (isMalloc && !op.result->type->isGcPtr());
}

} // namespace

void Transformer::residualCall(const Operation& op, Value function, std::vector<Value> args,
                               const CallInfo& info) {
  emit(ofKind(JitOp::ResidualCallI, kindOf(info.type->result())),
       {function, descrOperand(shop_.descrs.call(info)), std::move(args)}, existing(op.result));
}

void Transformer::directCall(const Operation& op) {
  Value function = arg(op, 0);
  CallInfo info{&functionType(op.args[0]), flow::callTargets(op), Oopspec::None};
  std::vector<Value> arguments = args(op, 1, op.args.size());
  if (info.targets.graphs.size() == 1) {
    flow::FunctionGraph* graph = info.targets.graphs[0];
    if (const Driver* driver = shop_.drivers.ofRunner(graph)) return recursiveCall(op, *driver);
    if (shop_.policy.looksInside(*graph)) {
      emit(ofKind(JitOp::InlineCallI, kindOf(info.type->result())),
           {Operand(Operand::What::Jitcode, shop_.jitcodeOf(graph)), std::move(arguments)},
           existing(op.result));
      return;
    }
    info.oopspec = oopspecOf(*graph);
    if (virtualReference(op, info.oopspec, arguments)) return;
  }
  residualCall(op, function, std::move(arguments), info);
}

// virtual_ref and virtual_ref_finish of rlib.jit are instructions.
bool Transformer::virtualReference(const Operation& op, Oopspec oopspec,
                                   std::vector<Value> arguments) {
  if (oopspec == Oopspec::JitVirtualRef) {
    shop_.descrs.virtualReference(op.result->type->ptr().target().structure());
    emit(JitOp::VirtualRef, {arguments[0]}, op.result);
    return true;
  }
  if (oopspec != Oopspec::JitVirtualRefFinish) return false;
  emit(JitOp::VirtualRefFinish, {arguments[0], arguments[1]});
  return true;
}

// What the elidable function would give for these arguments.
void Transformer::recordKnownResult(const Operation& op) {
  if (kindOf(op.args[0]) == 'f') return;
  flow::FunctionGraph* graph = flow::calleeOf(op.args[1])->graph;
  CallInfo info{&functionType(op.args[1]), {}, oopspecOf(*graph)};
  info.targets.graphs = {graph};
  emit(
      ofKind(JitOp::RecordKnownResultI, kindOf(op.args[0])),
      {arg(op, 0), arg(op, 1), descrOperand(shop_.descrs.call(info)), args(op, 2, op.args.size())});
}

void Transformer::indirectCall(const Operation& op) {
  CallInfo info{&functionType(op.args[0]), flow::callTargets(op), Oopspec::None};
  std::vector<Value> arguments = args(op, 1, op.args.size() - 1);
  bool looked = false;
  for (flow::FunctionGraph* graph : info.targets.graphs) {
    if (!shop_.policy.looksInside(*graph)) continue;
    looked = true;
    shop_.addFamilyMember(graph);
  }
  if (!looked) return residualCall(op, arg(op, 0), std::move(arguments), info);
  emit(ofKind(JitOp::IndirectCallI, kindOf(info.type->result())),
       {arg(op, 0), descrOperand(shop_.descrs.call(info)), std::move(arguments)},
       existing(op.result));
}

void Transformer::conditionalCall(const Operation& op) {
  CallInfo info{&functionType(op.args[1]), flow::callTargets(op), Oopspec::None};
  if (info.targets.graphs.size() == 1) info.oopspec = oopspecOf(*info.targets.graphs[0]);
  bool gives = op.op == flow::OpCode::LlJitConditionalCallValue;
  JitOp first = gives ? ofKind(JitOp::ConditionalCallValueI, kindOf(info.type->result()))
                      : JitOp::ConditionalCallV;
  emit(first,
       {arg(op, 0), arg(op, 1), descrOperand(shop_.descrs.call(info)), args(op, 2, op.args.size())},
       gives ? op.result : nullptr);
}

void Transformer::recursiveCall(const Operation& op, const Driver& driver) {
  std::vector<Value> variables = args(op, 1, op.args.size());
  auto middle = variables.begin() + static_cast<ptrdiff_t>(driver.greens.size());
  std::vector<Value> greens(variables.begin(), middle), reds(middle, variables.end());
  for (Value green : greens) promote(green);
  emit(ofKind(JitOp::RecursiveCallI, kindOf(*op.result->type)),
       {numberOperand(driver.index), std::move(greens), std::move(reds)}, existing(op.result));
}

void Transformer::outlined(const Operation& op) {
  lltype::Allocation& function = *shop_.outliner.function(op);
  CallInfo info{&function.type->func(), {}, Oopspec::None};
  info.targets.graphs = {function.function->graph};
  if (op.op == flow::OpCode::LlArrayCopy) info.oopspec = Oopspec::ArrayCopy;
  if (op.op == flow::OpCode::LlArrayFill) info.oopspec = Oopspec::ArrayFill;
  if (op.op == flow::OpCode::LlShrinkArray) info.oopspec = Oopspec::ShrinkArray;
  if (isRawMalloc(op)) info.oopspec = Oopspec::RawMalloc;
  if (op.op == flow::OpCode::LlFree || op.op == flow::OpCode::LlRawFree)
    info.oopspec = Oopspec::RawFree;
  if (op.op == flow::OpCode::LlJitForceVirtual) info.oopspec = Oopspec::JitForceVirtual;
  Value constant = flow::functionConstant(shop_.context, shop_.heap.types(), function);
  residualCall(op, constant, args(op, 0, op.args.size()), info);
}

} // namespace tw::pyjitpl
