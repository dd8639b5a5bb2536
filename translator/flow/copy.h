// Copies of graphs: specialisation and inlining start from them.
#pragma once

#include "translator/flow/graph.h"

#include <unordered_map>

namespace tw::flow {

// Old variable -> its copy.
using VariableMap = std::unordered_map<const Variable*, Variable*>;

// A new graph of the same context with fresh blocks, links and variables
// (annotations and types are copied too); constants are shared. `map`, if
// given, receives every variable's copy.
FunctionGraph* copyGraph(const FunctionGraph& graph, std::string name, VariableMap* map = nullptr);

// What copyBlocks made: the copies of the blocks in the order of the originals.
struct BlockCopies {
  std::vector<Block*> blocks;
  std::unordered_map<const Block*, Block*> map;
  VariableMap variables;
};

// Copies `blocks` for use in a graph of `context`. Links to blocks outside of
// `blocks` keep their target.
BlockCopies copyBlocks(std::span<Block* const> blocks, FunctionGraph& owner);

} // namespace tw::flow
