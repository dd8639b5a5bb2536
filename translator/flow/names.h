// Names of the variables and blocks of one graph in its text forms: numbers in
// the order of appearance.
#pragma once

#include "translator/flow/graph.h"

#include <string>
#include <unordered_map>

namespace tw::flow {

class GraphNames {
public:
  explicit GraphNames(const FunctionGraph& graph);

  const std::vector<Block*>& blocks() const { return blocks_; } // without the final ones
  std::string variable(const Variable* variable);
  // b0, b1, ...; "return" and "except" for the final blocks.
  std::string block(const Block* block) const;
  // Whether something reads the variable.
  bool isUsed(const Variable* variable) const { return used_.contains(variable); }

private:
  const FunctionGraph& graph_;
  std::vector<Block*> blocks_;
  std::unordered_map<const Block*, size_t> blockNumbers_;
  std::unordered_map<const Variable*, size_t> numbers_;
  std::unordered_map<const Variable*, bool> used_;
};

} // namespace tw::flow
