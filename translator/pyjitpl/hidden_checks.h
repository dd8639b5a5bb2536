// Compiled code tests hidden fields before it touches what machine code may rely on.
//
// jit_force_virtualizable and jit_force_quasi_immutable become calls of functions whose C
// is made here: they test vable_token or mutate_FIELD and call the JIT.
#pragma once

#include "translator/pyjitpl/virtualizables.h"

#include <span>

namespace tw::database_c {
struct FunctionNode;
}
namespace tw::source_c {
class CFile;
}

namespace tw::pyjitpl {

class HiddenChecks {
public:
  HiddenChecks(flow::GraphContext& context, lltype::Heap& heap) : context_(context), heap_(heap) {}

  // In the graphs that are compiled; jitcode must have been made of them before.
  void replace(std::span<flow::FunctionGraph* const> graphs, const Virtualizables& virtualizables,
               Descrs& descrs);
  const std::vector<flow::FunctionGraph*>& graphs() const { return graphs_; }
  // The C of one of the functions; "" for any other.
  std::string text(const database_c::FunctionNode& node, source_c::CFile& file) const;

private:
  struct Check {
    const lltype::StructType* type;
    std::string field;
    std::string call; // what the C code calls, with the argument `object`
    lltype::Allocation* function;
  };
  const Check& checkOf(const lltype::StructType& owner, const std::string& field, std::string call);

  flow::GraphContext& context_;
  lltype::Heap& heap_;
  std::map<std::pair<uint32_t, std::string>, Check> checks_;
  std::map<const flow::FunctionGraph*, const Check*> ofGraph_;
  std::vector<flow::FunctionGraph*> graphs_;
};

} // namespace tw::pyjitpl
