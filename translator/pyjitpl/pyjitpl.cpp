// The stage: drivers, candidates, one jitcode after the other, effects.
#include "translator/pyjitpl/pyjitpl.h"

#include "translator/backendopt/backendopt.h"
#include "translator/flow/copy.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"

#include <algorithm>

namespace tw::pyjitpl {

using flow::FunctionGraph;
using flow::OpCode;

namespace {

// Equality of strings that some call uses: promote_string compares with it.
void findStringEquality(std::span<FunctionGraph* const> graphs, lltype::Heap& heap,
                        Workshop& shop) {
  for (FunctionGraph* graph : graphs) {
    Oopspec oopspec = oopspecOf(*graph);
    if (oopspec != Oopspec::StrEqual && oopspec != Oopspec::UnicodeEqual) continue;
    const lltype::Type* type = graph->startBlock->inputArgs[0]->type;
    if (!shop.stringEquality.contains(type))
      shop.stringEquality[type] = flow::makeFunction(*graph, heap);
  }
}

} // namespace

JitProgram::JitProgram(const Input& input)
    : heap_(*input.heap), context_(*input.context), drivers_(context_, heap_),
      descrs_(heap_.types()), hiddenChecks_(context_, heap_) {
  drivers_.split(input.graphs);
  newGraphs_ = drivers_.newGraphs();
  virtualizables_.find(drivers_, *input.host, descrs_);
  Policy policy(*input.host, input.policy, drivers_);
  Outliner outliner(context_, heap_);
  makeJitcodes(input, policy, outliner);
  describeStrings();
  newGraphs_.insert(newGraphs_.end(), outliner.graphs().begin(), outliner.graphs().end());
  std::vector<FunctionGraph*> all(input.graphs.begin(), input.graphs.end());
  all.insert(all.end(), newGraphs_.begin(), newGraphs_.end());
  Effects effects(all);
  hiddenChecks_.replace(all, virtualizables_, descrs_);
  newGraphs_.insert(newGraphs_.end(), hiddenChecks_.graphs().begin(), hiddenChecks_.graphs().end());
  descrs_.finish(effects);
}

// The code that the JIT runs: what depends on we_are_jitted() is decided.
FunctionGraph* JitProgram::copyForJit(FunctionGraph& graph, HelperInliner& inliner) {
  FunctionGraph* copy = flow::copyGraph(graph, graph.name);
  for (flow::Block* block : copy->blocks()) {
    for (flow::Operation* op : block->operations) {
      if (op->op != OpCode::LlJitWeAreJitted) continue;
      op->op = OpCode::LlSameAs;
      op->args = {context_.newConstant(heap_.types().boolType(), 1)};
    }
  }
  flow::cleanupGraph(*copy);
  inliner.run(*copy);
  backendopt::foldConstants(*copy, heap_);
  return copy;
}

void JitProgram::makeJitcodes(const Input& input, Policy& policy, Outliner& outliner) {
  Workshop shop{context_,
                heap_,
                drivers_,
                policy,
                descrs_,
                outliner,
                virtualizables_,
                {},
                input.overflowError,
                {},
                {}};
  findStringEquality(input.graphs, heap_, shop);
  shop.jitcodeOf = [this](FunctionGraph* graph) { return jitcodeOf_.at(graph); };
  shop.addFamilyMember = [this](FunctionGraph* graph) {
    uint32_t index = jitcodeOf_.at(graph);
    if (isFamilyMember_.insert(index).second) familyMembers_.push_back(index);
  };
  for (FunctionGraph* graph : policy.candidates()) {
    Jitcode& jitcode = jitcodes_.emplace_back();
    jitcode.name = graph->name;
    jitcode.index = static_cast<uint32_t>(jitcodes_.size() - 1);
    jitcode.graph = graph;
    jitcodeOf_[graph] = jitcode.index;
    const Driver* driver = drivers_.ofPortal(graph);
    if (driver) jitcode.driver = static_cast<int32_t>(driver->index);
    backendopt::removeAssertionErrors(*graph, input.assertionError);
    CallInfo info{&flow::makeFunction(*graph, heap_)->type->func(), {}, oopspecOf(*graph)};
    info.targets.graphs = {graph};
    jitcode.callDescr = descrs_.call(info);
  }
  HelperInliner inliner(input.graphs, heap_, policy);
  for (size_t i = 0; i < jitcodes_.size(); ++i) assembleOne(shop, inliner, i);
}

void JitProgram::assembleOne(Workshop& shop, HelperInliner& inliner, size_t index) {
  flow::LowLevelText dialect(heap_);
  AssemblyNames names;
  names.jitcode = [this](uint32_t jitcode) { return "@" + jitcodes_[jitcode].name; };
  names.constant = [&](const flow::Constant& constant) {
    return dialect.typedConstantText(constant);
  };
  FlatCode code = flatten(*copyForJit(*jitcodes_[index].graph, inliner), shop);
  Allocation allocation = allocateRegisters(code, descrs_);
  assemble(code, allocation, shop, liveness_, names, jitcodes_[index]);
}

void JitProgram::describeStrings() {
  for (const lltype::Type* type : heap_.types().types()) {
    if (!isString(*type) || !type->structure().find("hash")) continue;
    bool isUnicode = type->structure().varArray()->item().kind() == lltype::Kind::UniChar;
    StringType& known = strings_[isUnicode ? 1 : 0];
    if (known.type) continue;
    known.type = &type->structure();
    known.characters = descrs_.characters(*known.type);
    known.hash = descrs_.field(*known.type, "hash");
  }
}

std::string JitProgram::text(const std::string& function) const {
  std::string result;
  for (const Jitcode& jitcode : jitcodes_)
    if (function.empty() || jitcode.name == function) result += jitcode.text;
  return result;
}

} // namespace tw::pyjitpl
