// Stage pyjitpl: jitcode for the JIT, from low-level graphs.
//
// In: the graphs of a program after rtype; the target's JitPolicy. Out: a JitProgram, which
// database_c and source_c write out as static const tables (jit/format/program.h). The graphs
// change in what concerns markers: portals are split off (drivers.h). What the JIT looks into
// loses its assert statements: a trace has no guard for what is known to hold. Everything else
// happens on copies, so that backendopt sees the graphs as rtype made them.
// Guarantees: the result depends on the program alone; a wrong use of a JitDriver throws
// TranslationError.
#pragma once

#include "translator/pyjitpl/assemble.h"
#include "translator/pyjitpl/hidden_checks.h"
#include "translator/pyjitpl/inline_helpers.h"

#include <memory>
#include <string>
#include <vector>

namespace tw::pyjitpl {

struct Input {
  std::span<flow::FunctionGraph* const> graphs;
  flow::GraphContext* context = nullptr;
  lltype::Heap* heap = nullptr;
  host::Host* host = nullptr;
  host::Object* policy = nullptr; // the target's JitPolicy, or null
  lltype::Word overflowError = 0; // the prebuilt instances
  lltype::Word assertionError = 0;
};

class JitProgram {
public:
  explicit JitProgram(const Input& input);

  const Drivers& drivers() const { return drivers_; }
  const Descrs& descrs() const { return descrs_; }
  const Virtualizables& virtualizables() const { return virtualizables_; }
  const HiddenChecks& hiddenChecks() const { return hiddenChecks_; }
  const std::vector<Jitcode>& jitcodes() const { return jitcodes_; }
  const LivenessTable& liveness() const { return liveness_; }
  // Graphs that the stage made; they are part of the program.
  const std::vector<flow::FunctionGraph*>& newGraphs() const { return newGraphs_; }
  // Members of families that indirect calls go into: their jitcodes.
  const std::vector<uint32_t>& familyMembers() const { return familyMembers_; }
  // str and unicode, with the descriptors of their parts; null and -1 where the program has none.
  struct StringType {
    const lltype::StructType* type = nullptr;
    int64_t characters = -1, hash = -1;
  };
  const StringType& string(lltype::Kind character) const {
    return strings_[character == lltype::Kind::UniChar ? 1 : 0];
  }
  // The jitcode as text, of all functions or those of that name.
  std::string text(const std::string& function) const;

private:
  flow::FunctionGraph* copyForJit(flow::FunctionGraph& graph, HelperInliner& inliner);
  void makeJitcodes(const Input& input, Policy& policy, Outliner& outliner);
  void assembleOne(Workshop& shop, HelperInliner& inliner, size_t index);
  void describeStrings();

  lltype::Heap& heap_;
  flow::GraphContext& context_;
  Drivers drivers_;
  Descrs descrs_;
  Virtualizables virtualizables_;
  HiddenChecks hiddenChecks_;
  LivenessTable liveness_;
  std::vector<Jitcode> jitcodes_;
  std::unordered_map<const flow::FunctionGraph*, uint32_t> jitcodeOf_;
  std::vector<uint32_t> familyMembers_;
  std::unordered_set<uint32_t> isFamilyMember_;
  std::vector<flow::FunctionGraph*> newGraphs_;
  StringType strings_[2]; // str, unicode
};

} // namespace tw::pyjitpl
