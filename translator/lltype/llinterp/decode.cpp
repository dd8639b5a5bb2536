// Decoding of control flow, arithmetic and calls.
#include "translator/flow/llconstants.h"
#include "translator/lltype/llinterp/decoder.h"

#include <algorithm>

namespace tw::llinterp {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

Decoder::Decoder(const flow::FunctionGraph& graph, lltype::Heap& heap)
    : graph_(graph), heap_(heap) {
  code_->graph = &graph;
}

uint32_t Decoder::constantSlot(Word word) {
  auto [it, isNew] = constants_.try_emplace(word, static_cast<uint32_t>(code_->constants.size()));
  if (isNew) code_->constants.push_back(word);
  return it->second;
}

uint32_t Decoder::slot(Value value) {
  if (value.isConstant()) return constantSlot(value.constant()->word);
  auto [it, isNew] = variables_.try_emplace(value.variable(), 0);
  if (isNew) it->second = scratch();
  return it->second;
}

uint32_t Decoder::resultSlot(const Operation& op) {
  return op.result->type->isVoid() ? scratch() : slot(op.result);
}

Instruction& Decoder::emit(Do what) {
  Instruction& made = code_->instructions.emplace_back();
  made.what = what;
  return made;
}

void Decoder::stop(std::string message) {
  emit(Do::Stop).imm = code_->messages.size();
  code_->messages.push_back(std::move(message));
}

uint32_t Decoder::operandList(std::span<const Value> args) {
  auto first = static_cast<uint32_t>(code_->operands.size());
  for (Value arg : args) {
    uint32_t argSlot = slot(arg);
    code_->operands.push_back(argSlot);
  }
  return first;
}

std::unique_ptr<Code> Decoder::run() {
  for (Variable* input : graph_.startBlock->inputArgs) code_->inputs.push_back(slot(input));
  for (const Block* each : graph_.blocks()) block(*each);
  resolveJumps();
  return std::move(code_);
}

void Decoder::block(const Block& block) {
  positions_[&block] = static_cast<uint32_t>(code_->instructions.size());
  if (&block == graph_.returnBlock) {
    emit(Do::Return).a = slot(block.inputArgs[0]);
    return;
  }
  if (&block == graph_.exceptBlock) {
    Instruction& raise = emit(Do::Raise);
    raise.a = slot(block.inputArgs[0]);
    raise.b = slot(block.inputArgs[1]);
    return;
  }
  size_t beforeLast = code_->instructions.size();
  for (const Operation* op : block.operations) {
    beforeLast = code_->instructions.size();
    operation(*op);
  }
  size_t end = code_->instructions.size();
  exits(block);
  if (!block.canRaise()) return;
  // The handlers follow the normal exit; only the raising operation goes there.
  auto position = static_cast<uint32_t>(code_->instructions.size());
  for (size_t i = beforeLast; i < end; ++i) code_->instructions[i].handler = position;
  handlers(block);
}

void Decoder::operation(const Operation& op) {
  if (!flow::isLowLevel(op.op))
    return stop("high-level operation " + std::string(opInfo(op.op).name));
  if (arithmetic(op) || memory(op)) return;
  switch (op.op) {
  case OpCode::LlDirectCall:
  case OpCode::LlIndirectCall: return call(op);
  case OpCode::LlJitConditionalCall:
  case OpCode::LlJitConditionalCallValue: return conditionalCall(op);
  default: return service(op);
  }
}

namespace {

struct Fast {
  OpCode op;
  Do what;
};

constexpr Fast kFast[] = {
    {OpCode::LlIntAdd, Do::IntAdd},       {OpCode::LlUintAdd, Do::IntAdd},
    {OpCode::LlAdrAdd, Do::IntAdd},       {OpCode::LlIntSub, Do::IntSub},
    {OpCode::LlUintSub, Do::IntSub},      {OpCode::LlIntMul, Do::IntMul},
    {OpCode::LlUintMul, Do::IntMul},      {OpCode::LlIntAnd, Do::IntAnd},
    {OpCode::LlUintAnd, Do::IntAnd},      {OpCode::LlIntOr, Do::IntOr},
    {OpCode::LlUintOr, Do::IntOr},        {OpCode::LlIntXor, Do::IntXor},
    {OpCode::LlUintXor, Do::IntXor},      {OpCode::LlIntLt, Do::IntLt},
    {OpCode::LlIntLe, Do::IntLe},         {OpCode::LlIntGt, Do::IntGt},
    {OpCode::LlIntGe, Do::IntGe},         {OpCode::LlIntEq, Do::Equal},
    {OpCode::LlIntNe, Do::NotEqual},      {OpCode::LlUintEq, Do::Equal},
    {OpCode::LlUintNe, Do::NotEqual},     {OpCode::LlCharEq, Do::Equal},
    {OpCode::LlCharNe, Do::NotEqual},     {OpCode::LlUniCharEq, Do::Equal},
    {OpCode::LlUniCharNe, Do::NotEqual},  {OpCode::LlPtrEq, Do::Equal},
    {OpCode::LlPtrNe, Do::NotEqual},      {OpCode::LlCharLt, Do::UintLt},
    {OpCode::LlUintLt, Do::UintLt},       {OpCode::LlCharGe, Do::UintGe},
    {OpCode::LlUintGe, Do::UintGe},       {OpCode::LlPtrNonzero, Do::IsTrue},
    {OpCode::LlIntIsTrue, Do::IsTrue},    {OpCode::LlUintIsTrue, Do::IsTrue},
    {OpCode::LlPtrIszero, Do::IsFalse},   {OpCode::LlBoolNot, Do::IsFalse},
    {OpCode::LlIntAddOvf, Do::AddOvf},    {OpCode::LlIntAddNonnegOvf, Do::AddOvf},
    {OpCode::LlIntSubOvf, Do::SubOvf},    {OpCode::LlIntMulOvf, Do::MulOvf},
    {OpCode::LlSameAs, Do::Move},         {OpCode::LlCastPointer, Do::Move},
    {OpCode::LlCastOpaquePtr, Do::Move},  {OpCode::LlCastPtrToInt, Do::Move},
    {OpCode::LlCastIntToPtr, Do::Move},   {OpCode::LlCastPtrToAdr, Do::Move},
    {OpCode::LlCastAdrToInt, Do::Move},   {OpCode::LlHint, Do::Move},
    {OpCode::LlRawMallocUsage, Do::Move}, {OpCode::LlJitForceVirtual, Do::Move},
    {OpCode::LlJitVirtualRef, Do::Move},
};

} // namespace

bool Decoder::arithmetic(const Operation& op) {
  auto fast = std::ranges::find(kFast, op.op, &Fast::op);
  if (fast != std::end(kFast)) {
    Instruction made{fast->what};
    made.a = slot(op.args[0]);
    if (op.args.size() > 1) made.b = slot(op.args[1]);
    made.dst = resultSlot(op);
    code_->instructions.push_back(made);
    return true;
  }
  const lltype::LlOpInfo& info = flow::llOpInfo(op.op);
  if (!info.pure) return false;
  if (!info.folder || op.args.size() > 3) {
    stop("operation " + std::string(info.name) + " cannot be interpreted");
    return true;
  }
  FoldSite site{
      info.folder, static_cast<uint8_t>(op.args.size()), {}, op.result->type, flow::toLlOp(op.op)};
  uint32_t slots[3] = {};
  for (size_t i = 0; i < op.args.size(); ++i) {
    site.types[i] = op.args[i].type();
    slots[i] = slot(op.args[i]);
  }
  Instruction made{Do::Fold};
  made.a = slots[0];
  made.b = slots[1];
  made.other = slots[2];
  made.dst = resultSlot(op);
  made.imm = code_->folds.size();
  code_->folds.push_back(site);
  code_->instructions.push_back(made);
  return true;
}

void Decoder::call(const Operation& op) {
  std::span<const Value> args(op.args);
  bool indirect = op.op == OpCode::LlIndirectCall;
  args = indirect ? args.subspan(1, args.size() - 2) : args.subspan(1);
  Instruction made{Do::CallIndirect};
  if (const lltype::FunctionContainer* callee = flow::calleeOf(op.args[0])) {
    made.what = Do::Call;
    made.imm = lltype::fromPointer(callee);
  } else {
    made.other = slot(op.args[0]);
  }
  made.a = operandList(args);
  made.b = static_cast<uint32_t>(args.size());
  made.dst = resultSlot(op);
  code_->instructions.push_back(made);
}

// jit_conditional_call(condition, function, ...) and
// jit_conditional_call_value(value, function, ...).
void Decoder::conditionalCall(const Operation& op) {
  bool hasValue = op.op == OpCode::LlJitConditionalCallValue;
  if (hasValue) {
    Instruction keep{Do::Move};
    keep.a = slot(op.args[0]);
    keep.dst = resultSlot(op);
    code_->instructions.push_back(keep);
  }
  Instruction test{hasValue ? Do::JumpIf : Do::JumpIfNot};
  test.a = slot(op.args[0]);
  size_t testAt = code_->instructions.size();
  code_->instructions.push_back(test);
  std::span<const Value> args = std::span(op.args).subspan(2);
  Instruction made{Do::CallIndirect};
  made.other = slot(op.args[1]);
  made.a = operandList(args);
  made.b = static_cast<uint32_t>(args.size());
  made.dst = resultSlot(op);
  code_->instructions.push_back(made);
  code_->instructions[testAt].other = static_cast<uint32_t>(code_->instructions.size());
}

void Decoder::service(const Operation& op) {
  const lltype::LlOpInfo& info = flow::llOpInfo(op.op);
  bool nothing = info.cTemplate && !*info.cTemplate;
  if (nothing) return;
  Instruction made{Do::Service};
  made.a = operandList(op.args);
  made.b = static_cast<uint32_t>(op.args.size());
  made.dst = resultSlot(op);
  made.imm = code_->services.size();
  code_->services.push_back({flow::toLlOp(op.op), op.args, op.result->type});
  code_->instructions.push_back(made);
}

void Decoder::exits(const Block& block) {
  if (block.exitKind == ExitKind::Switch) return switchExits(block);
  if (block.exitKind == ExitKind::Bool) {
    uint32_t condition = slot(block.exitSwitch);
    size_t branch = code_->instructions.size();
    emit(Do::JumpIf).a = condition;
    link(*block.exits[0]);
    code_->instructions[branch].other = static_cast<uint32_t>(code_->instructions.size());
    link(*block.exits[1]);
    return;
  }
  link(*block.exits[0]);
}

void Decoder::switchExits(const Block& block) {
  uint32_t condition = slot(block.exitSwitch);
  Instruction& branch = emit(Do::Switch);
  branch.a = condition;
  branch.imm = code_->tables.size();
  JumpTable table;
  // Without a default case, nothing else can happen: a Stop says so.
  for (const Link* exit : block.exits) {
    auto position = static_cast<uint32_t>(code_->instructions.size());
    if (exit->llExitCase)
      table.cases.emplace_back(exit->llExitCase->word, position);
    else
      table.otherwise = position;
    link(*exit);
  }
  if (!table.otherwise) {
    table.otherwise = static_cast<uint32_t>(code_->instructions.size());
    stop("a switch has no case for the value");
  }
  std::ranges::sort(table.cases);
  code_->tables.push_back(std::move(table));
}

void Decoder::handlers(const Block& block) {
  for (const Link* exit : std::span(block.exits).subspan(1)) {
    size_t at = code_->instructions.size();
    Instruction match{Do::Catch};
    match.imm = exit->llExitCase ? exit->llExitCase->word : 0;
    match.dst = exit->lastException ? slot(exit->lastException) : scratch();
    match.b = exit->lastExcValue ? slot(exit->lastExcValue) : scratch();
    code_->instructions.push_back(match);
    link(*exit);
    code_->instructions[at].other = static_cast<uint32_t>(code_->instructions.size());
  }
  emit(Do::Propagate);
}

void Decoder::link(const Link& link) {
  moves(link.args, link.target->inputArgs);
  openJumps_.emplace_back(static_cast<uint32_t>(code_->instructions.size()), link.target);
  emit(Do::Jump);
}

// A parallel assignment: where a target is still to be read, all values go
// through scratch slots.
void Decoder::moves(const std::vector<Value>& from, const std::vector<Variable*>& to) {
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (size_t i = 0; i < from.size(); ++i) {
    if (to[i]->type && to[i]->type->isVoid()) continue;
    uint32_t source = slot(from[i]);
    uint32_t target = slot(to[i]);
    if (source != target) pairs.emplace_back(source, target);
  }
  bool conflict = false;
  for (size_t i = 0; i < pairs.size(); ++i)
    for (size_t j = i + 1; j < pairs.size(); ++j) conflict |= pairs[i].second == pairs[j].first;
  auto move = [this](uint32_t source, uint32_t target) {
    Instruction& made = emit(Do::Move);
    made.a = source;
    made.dst = target;
  };
  if (conflict) {
    for (auto& [source, target] : pairs) {
      uint32_t temporary = scratch();
      move(source, temporary);
      source = temporary;
    }
  }
  for (auto [source, target] : pairs) move(source, target);
}

void Decoder::resolveJumps() {
  for (auto [at, target] : openJumps_) code_->instructions[at].other = positions_.at(target);
  auto base = static_cast<uint32_t>(code_->constants.size());
  auto place = [base](uint32_t& slot) {
    if (slot != kNoSlot && (slot & kVariableBit)) slot = base + (slot & ~kVariableBit);
  };
  for (Instruction& each : code_->instructions) {
    place(each.dst);
    place(each.a);
    place(each.b);
    place(each.other);
  }
  for (uint32_t& slot : code_->operands) place(slot);
  for (uint32_t& slot : code_->inputs) place(slot);
  code_->frameSize = base + variableSlots_;
}

std::unique_ptr<Code> decode(const flow::FunctionGraph& graph, lltype::Heap& heap) {
  return Decoder(graph, heap).run();
}

} // namespace tw::llinterp
