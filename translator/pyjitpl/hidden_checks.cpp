// Functions that test hidden fields.
#include "translator/pyjitpl/hidden_checks.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/source_c/cfile.h"
#include "translator/source_c/ctypes.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;

void HiddenChecks::replace(std::span<FunctionGraph* const> graphs,
                           const Virtualizables& virtualizables, Descrs& descrs) {
  auto call = [&](Operation& op, const Check& check) {
    op.op = OpCode::LlDirectCall;
    op.args = {flow::functionConstant(context_, heap_.types(), *check.function), op.args[0]};
  };
  // False: no machine code can be concerned.
  auto change = [&](Operation& op) {
    const lltype::StructType& type = op.args[0].type()->ptr().target().structure();
    if (op.op == OpCode::LlJitForceVirtualizable) {
      const Virtualizable* virtualizable = virtualizables.of(type);
      if (!virtualizable || flow::symbolOf(op.args[2])->name == "fresh") return false;
      size_t index = static_cast<size_t>(virtualizable - virtualizables.all().data());
      call(op, checkOf(*virtualizable->type, kVableToken,
                       fmt::format("tw_jit_force_virtualizable({}, object)", index)));
      return true;
    }
    const std::string& field = flow::symbolOf(op.args[1])->name;
    uint32_t descr = descrs.field(type, field);
    call(op,
         checkOf(ownerOf(type, field), field, fmt::format("tw_jit_invalidate(object, {})", descr)));
    return true;
  };
  for (FunctionGraph* graph : graphs) {
    for (flow::Block* block : graph->blocks()) {
      std::erase_if(block->operations, [&](Operation* op) {
        bool concerned =
            op->op == OpCode::LlJitForceVirtualizable || op->op == OpCode::LlJitForceQuasiImmutable;
        return concerned && !change(*op);
      });
    }
  }
}

const HiddenChecks::Check& HiddenChecks::checkOf(const lltype::StructType& owner,
                                                 const std::string& field, std::string call) {
  auto [entry, isNew] = checks_.try_emplace({owner.index(), field}, Check{});
  Check& check = entry->second;
  if (!isNew) return check;
  lltype::TypeTable& types = heap_.types();
  FunctionGraph* graph = context_.newGraph("check_" + field);
  graph->dontInline = true;
  graph->startBlock = graph->newBlock();
  flow::Variable* object = context_.newVariable("object");
  object->type = types.ptr(&owner);
  graph->startBlock->inputArgs = {object};
  graph->startBlock->close(
      {context_.newLink({flow::voidNone(context_, types)}, graph->returnBlock)});
  graph->returnBlock->inputArgs[0]->type = types.voidType();
  for (flow::Variable* input : graph->exceptBlock->inputArgs) input->type = types.gcRef();
  graphs_.push_back(graph);
  check = {&owner, field, std::move(call), flow::makeFunction(*graph, heap_)};
  ofGraph_[graph] = &check;
  return check;
}

std::string HiddenChecks::text(const database_c::FunctionNode& node, source_c::CFile& file) const {
  auto found = ofGraph_.find(node.graph);
  if (found == ofGraph_.end()) return "";
  const Check& check = *found->second;
  file.include("jit/format/program.h");
  file.defineStruct(*check.type);
  return fmt::format("{} {{\n  if (TW_UNLIKELY(object->{})) {};\n}}\n\n",
                     source_c::prototype(node, file, {"object"}), source_c::fieldName(check.field),
                     check.call);
}

} // namespace tw::pyjitpl
