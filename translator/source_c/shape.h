// What the emitter knows about a graph before it writes it.
//
// The SSI form passes every live value through every block. Here that is undone
// where C does not need it: an input argument that always receives the same
// value, and the result of an operation that only renames or casts a pointer,
// is an alias of that value. What is left are the C variables: operation
// results and true joins. Operations and joins that nothing needs are dropped.
#pragma once

#include "translator/database_c/database.h"
#include "translator/flow/graph.h"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tw::source_c {

class GraphShape {
public:
  GraphShape(const database_c::Database& database, const flow::FunctionGraph& graph);

  // Blocks to write, in order. The return and except blocks are not among them.
  const std::vector<flow::Block*>& blocks() const { return blocks_; }
  // The exits that can be taken.
  std::vector<flow::Link*> exits(const flow::Block& block) const;
  // The exception exits can be taken.
  bool mayRaise(const flow::Block& block) const;

  // What the value really is: a constant or a C variable.
  flow::Value resolve(flow::Value value) const;
  // Does the emitter need a C variable (or an expression) for it?
  bool isNeeded(const flow::Variable* variable) const { return uses(variable) > 0; }
  // How often C code will mention it.
  unsigned uses(const flow::Variable* variable) const;
  // Is it mentioned outside of the block that computes it?
  bool leavesBlock(const flow::Variable* variable) const { return leaving_.contains(variable); }
  bool isAlias(const flow::Operation& operation) const;
  // Must the operation be written?
  bool isLive(const flow::Operation& operation) const;
  // The exception that a link to the except block raises was caught before.
  bool isReraise(const flow::Link& link) const;

private:
  void findBlocks();
  void findAliases();
  bool findAliasesOfBlock(const flow::Block& block);
  void countUses();
  void use(flow::Value value, const flow::Block& block);
  void useArguments(const flow::Link& link);

  const database_c::Database& database_;
  const flow::FunctionGraph& graph_;
  std::vector<flow::Block*> blocks_;
  std::unordered_map<const flow::Block*, std::vector<flow::Link*>> entries_;
  std::unordered_map<const flow::Variable*, flow::Value> alias_;
  std::unordered_map<const flow::Variable*, unsigned> uses_;
  struct Definition {
    const flow::Operation* operation;
    const flow::Block* block;
  };
  std::unordered_map<const flow::Variable*, Definition> definition_;
  struct Incoming {
    flow::Value value;
    const flow::Block* block;
  };
  std::unordered_map<const flow::Variable*, std::vector<Incoming>> incoming_;
  std::unordered_set<const flow::Variable*> leaving_;
  std::unordered_set<const flow::Variable*> exceptionVariables_;
};

} // namespace tw::source_c
