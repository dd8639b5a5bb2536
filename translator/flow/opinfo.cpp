// The properties of operations, from the tables of high- and low-level ones.
#include "translator/flow/graph.h"

#include <array>
#include <unordered_map>

namespace tw::flow {
namespace {

constexpr size_t kOperations = static_cast<size_t>(OpCode::Count);

constexpr std::array<OpInfo, kOperations> kInfo = {{
#define HLOP(id, name, arity, canRaise, pure) {name, arity, canRaise, pure, false},
#include "translator/flow/operations.def"
#define LLOP(id, name, arity, canRaise, pure, ...) {name, arity, canRaise, pure, true},
#include "translator/lltype/llops.def"
}};

std::unordered_map<std::string_view, OpCode> makeNames() {
  std::unordered_map<std::string_view, OpCode> names;
  for (size_t i = 0; i < kOperations; ++i) names.emplace(kInfo[i].name, static_cast<OpCode>(i));
  return names;
}

} // namespace

const OpInfo& opInfo(OpCode op) { return kInfo[static_cast<size_t>(op)]; }

OpCode opByName(std::string_view name) {
  static const std::unordered_map<std::string_view, OpCode> names = makeNames();
  auto it = names.find(name);
  return it == names.end() ? OpCode::Count : it->second;
}

} // namespace tw::flow
