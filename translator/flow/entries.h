// Helpers of passes: the links that enter each block, and renaming of values
// over a whole graph.
#pragma once

#include "translator/flow/graph.h"

#include <memory_resource>
#include <span>
#include <unordered_map>

namespace tw::flow {

// Incoming links of every reachable block, in the order of FunctionGraph::links().
class EntryMap {
public:
  explicit EntryMap(const FunctionGraph& graph);
  std::span<Link* const> of(const Block* block) const;

private:
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<const Block*, std::pmr::vector<Link*>> entries_{&memory_};
};

// Replaces variables by values. Chains of replacements are followed.
class Renaming {
public:
  bool empty() const { return map_.empty(); }
  void add(const Variable* from, Value to) { map_[from] = to; }
  Value resolve(Value value) const;
  // In operands, exit switches and link arguments of the graph's (one block's) code.
  void apply(const FunctionGraph& graph) const;
  void apply(Block& block) const;

private:
  std::unordered_map<const Variable*, Value> map_;
};

// Constants that cannot be told apart: the same object or equal values of an
// immutable type; when typed, the same word of the same type.
bool sameConstant(const Constant& a, const Constant& b);
bool sameValue(Value a, Value b);

// A new empty block between a link and its target.
Block* insertBlock(FunctionGraph& graph, Link& link);

} // namespace tw::flow
