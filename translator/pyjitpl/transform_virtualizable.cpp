// Accesses of virtualizables: the tracer keeps the values itself.
#include "translator/pyjitpl/transform.h"

#include "translator/flow/llconstants.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::OpCode;
using flow::Operation;
using flow::Value;

// Of the object whose field is accessed; null for one that is fresh.
const Virtualizable* Transformer::virtualizableOf(const Operation& op) {
  bool fresh = std::exchange(fresh_, false);
  const lltype::Type& target = op.args[0].type()->ptr().target();
  if (!target.asStruct() || !target.structure().isGc()) return nullptr;
  Value object = arg(op, 0);
  if (fresh || (object.isVariable() && made_.contains(object.variable()))) return nullptr;
  return shop_.virtualizables.of(target.structure());
}

bool Transformer::getVirtualizable(const Operation& op, const Virtualizable& virtualizable) {
  const std::string& name = flow::symbolOf(op.args[1])->name;
  auto field = std::ranges::find(virtualizable.fields, name);
  if (field == virtualizable.fields.end()) return false;
  auto index = static_cast<size_t>(field - virtualizable.fields.begin());
  emit(ofKind(JitOp::GetFieldVableI, kindOf(*op.result->type)),
       {arg(op, 0), descrOperand(virtualizable.fieldDescrs[index])}, op.result);
  return true;
}

bool Transformer::setVirtualizable(const Operation& op, const Virtualizable& virtualizable) {
  auto field = std::ranges::find(virtualizable.fields, flow::symbolOf(op.args[1])->name);
  if (field == virtualizable.fields.end()) return false;
  uint32_t descr =
      virtualizable.fieldDescrs[static_cast<size_t>(field - virtualizable.fields.begin())];
  emit(ofKind(JitOp::SetFieldVableI, kindOf(op.args[2])),
       {arg(op, 0), arg(op, 2), descrOperand(descr)});
  return true;
}

bool Transformer::virtualizableArray(const Operation& op) {
  if (!op.args[0].isVariable()) return false;
  auto found = virtualizableArrays_.find(op.args[0].variable());
  if (found == virtualizableArrays_.end()) return false;
  Value object = arg(op, 0);
  Operand fieldOperand = descrOperand(found->second.field);
  Operand arrayOperand = descrOperand(found->second.array);
  if (op.op == OpCode::LlGetArraySize)
    emit(JitOp::ArrayLenVable, {object, fieldOperand, arrayOperand}, op.result);
  else if (op.op == OpCode::LlGetArrayItem)
    emit(ofKind(JitOp::GetArrayItemVableI, kindOf(*op.result->type)),
         {object, arg(op, 1), fieldOperand, arrayOperand}, op.result);
  else
    emit(ofKind(JitOp::SetArrayItemVableI, kindOf(op.args[2])),
         {object, arg(op, 1), arg(op, 2), fieldOperand, arrayOperand});
  return true;
}

// ---- Arrays that pass through several blocks

void Transformer::prepare(const flow::FunctionGraph& graph) {
  for (const flow::Block* block : graph.blocks()) findVirtualizableArrays(*block);
  if (virtualizableArrays_.empty()) return;
  passArraysOn(graph);
  checkIndexed(graph);
}

void Transformer::findVirtualizableArrays(const flow::Block& block) {
  made_.clear();
  for (const Operation* op : block.operations) {
    if (op->op == OpCode::LlMalloc) made_.insert(op->result);
    if (op->op == OpCode::LlJitForceVirtualizable)
      fresh_ = flow::symbolOf(op->args[2])->name == "fresh";
    if (op->op == OpCode::LlSetField) fresh_ = false;
    // The hint about the items of such an array is the array.
    if (op->op == OpCode::LlHint && op->args[0].isVariable())
      if (auto found = virtualizableArrays_.find(op->args[0].variable());
          found != virtualizableArrays_.end())
        virtualizableArrays_.emplace(op->result, VirtualizableArray(found->second));
    if (op->op != OpCode::LlGetField || isVoid(op->result)) continue;
    const Virtualizable* virtualizable = virtualizableOf(*op);
    if (!virtualizable) continue;
    auto array = std::ranges::find(virtualizable->arrays, flow::symbolOf(op->args[1])->name);
    if (array == virtualizable->arrays.end()) continue;
    auto index = static_cast<size_t>(array - virtualizable->arrays.begin());
    virtualizableArrays_[op->result] = {virtualizable->arrayFieldDescrs[index],
                                        virtualizable->arrayDescrs[index], op->span};
  }
  made_.clear();
  fresh_ = false;
}

// An input that only ever receives such an array is one, too.
void Transformer::passArraysOn(const flow::FunctionGraph& graph) {
  std::unordered_map<const flow::Variable*, std::vector<Value>> incoming;
  for (const flow::Link* link : graph.links())
    for (size_t i = 0; i < link->args.size(); ++i)
      incoming[link->target->inputArgs[i]].push_back(link->args[i]);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [input, values] : incoming) {
      if (virtualizableArrays_.contains(input)) continue;
      const VirtualizableArray* common = nullptr;
      bool all = true;
      for (Value value : values) {
        if (value == Value(const_cast<flow::Variable*>(input))) continue; // round a loop
        auto found = value.isVariable() ? virtualizableArrays_.find(value.variable())
                                        : virtualizableArrays_.end();
        all = all && found != virtualizableArrays_.end() &&
              (!common || common->field == found->second.field);
        if (!all) break;
        common = &found->second;
      }
      if (!all || !common) continue;
      virtualizableArrays_[input] = VirtualizableArray(*common);
      changed = true;
    }
  }
}

// The array itself is out of date while a trace holds its items: it must not get anywhere.
void Transformer::checkIndexed(const flow::FunctionGraph& graph) const {
  auto fail = [&](const VirtualizableArray& array) {
    Diagnostic diagnostic;
    diagnostic.span = array.span;
    diagnostic.message =
        fmt::format("the array {} of a virtualizable is used in another way than by an index",
                    shop_.descrs.at(array.field).name);
    diagnostic.hint = "keep the function from being traced (dont_look_inside), or index the array";
    throw TranslationError(std::move(diagnostic));
  };
  auto find = [&](Value value) {
    return value.isVariable() ? virtualizableArrays_.find(value.variable())
                              : virtualizableArrays_.end();
  };
  for (const flow::Block* block : graph.blocks()) {
    for (const Operation* op : block->operations) {
      bool indexes = op->op == OpCode::LlGetArrayItem || op->op == OpCode::LlSetArrayItem ||
                     op->op == OpCode::LlBareSetArrayItem || op->op == OpCode::LlGetArraySize ||
                     op->op == OpCode::LlHint;
      for (size_t i = indexes ? 1 : 0; i < op->args.size(); ++i)
        if (auto array = find(op->args[i]); array != virtualizableArrays_.end())
          fail(array->second);
    }
    for (const flow::Link* link : block->exits) {
      for (size_t i = 0; i < link->args.size(); ++i) {
        auto array = find(link->args[i]);
        if (array != virtualizableArrays_.end() &&
            !virtualizableArrays_.contains(link->target->inputArgs[i]))
          fail(array->second);
      }
    }
  }
}

} // namespace tw::pyjitpl
