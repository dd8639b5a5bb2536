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
  if (field != virtualizable.fields.end()) {
    uint32_t descr = virtualizable.fieldDescrs[static_cast<size_t>(field - virtualizable.fields.begin())];
    emit(ofKind(JitOp::GetFieldVableI, kindOf(*op.result->type)),
         {arg(op, 0), descrOperand(descr)}, op.result);
    return true;
  }
  auto array = std::ranges::find(virtualizable.arrays, name);
  if (array == virtualizable.arrays.end()) return false;
  checkIndexed(op);
  auto index = static_cast<size_t>(array - virtualizable.arrays.begin());
  virtualizableArrays_[op.result] = {arg(op, 0), virtualizable.arrayFieldDescrs[index],
                                     virtualizable.arrayDescrs[index]};
  return true;
}

bool Transformer::setVirtualizable(const Operation& op, const Virtualizable& virtualizable) {
  auto field = std::ranges::find(virtualizable.fields, flow::symbolOf(op.args[1])->name);
  if (field == virtualizable.fields.end()) return false;
  uint32_t descr = virtualizable.fieldDescrs[static_cast<size_t>(field - virtualizable.fields.begin())];
  emit(ofKind(JitOp::SetFieldVableI, kindOf(op.args[2])),
       {arg(op, 0), arg(op, 2), descrOperand(descr)});
  return true;
}

bool Transformer::virtualizableArray(const Operation& op) {
  if (!op.args[0].isVariable()) return false;
  auto found = virtualizableArrays_.find(op.args[0].variable());
  if (found == virtualizableArrays_.end()) return false;
  auto [object, field, array] = found->second;
  Operand fieldOperand = descrOperand(field), arrayOperand = descrOperand(array);
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

// The array itself is out of date while a trace holds its items: it must not get anywhere.
void Transformer::checkIndexed(const Operation& read) const {
  bool escapes = false;
  Value array = read.result;
  for (const Operation* op : block_->operations) {
    bool indexes = op->op == OpCode::LlGetArrayItem || op->op == OpCode::LlSetArrayItem ||
                   op->op == OpCode::LlBareSetArrayItem || op->op == OpCode::LlGetArraySize;
    for (size_t i = 0; i < op->args.size(); ++i)
      escapes |= op->args[i] == array && !(indexes && i == 0);
  }
  for (const flow::Link* link : block_->exits) escapes |= std::ranges::count(link->args, array) > 0;
  if (!escapes) return;
  Diagnostic diagnostic;
  diagnostic.span = read.span;
  diagnostic.message =
      fmt::format("the array {} of a virtualizable is used in another way than by an index",
                  flow::symbolOf(read.args[1])->name);
  diagnostic.hint = "index it with what cannot be negative (assert i >= 0), or keep the function "
                    "from being traced (dont_look_inside)";
  throw TranslationError(std::move(diagnostic));
}

} // namespace tw::pyjitpl
