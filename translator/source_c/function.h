// Writes one graph as a C function.
//
// Blocks are labelled statements, links are assignments and gotos; the C
// compiler finds the loops again. The result of an operation that is used once,
// in the same block, becomes part of the expression that uses it, as long as
// nothing between could change what it reads. Links assign joins as if in
// parallel.
#pragma once

#include "translator/source_c/cfile.h"
#include "translator/source_c/expression.h"
#include "translator/source_c/shape.h"

#include <map>
#include <optional>

namespace tw::source_c {

class FunctionWriter {
public:
  FunctionWriter(const database_c::FunctionNode& node, CFile& file);
  std::string write();

private:
  friend class OperationWriter;

  // Values
  Expression value(flow::Value value);                             // consumes a pending expression
  Expression value(flow::Value value, const lltype::Type& wanted); // cast if need be
  // The same, but of a value that C code mentions more than once.
  Expression repeatable(flow::Value value);
  const std::string& variableName(const flow::Variable* variable);

  // Statements of the current block
  void line(const std::string& text);
  // Gives the operation's result: keeps the expression for its only user, or
  // assigns it.
  void define(const flow::Variable* result, Expression expression, bool movable);
  void assign(const flow::Variable* result, const Expression& expression);
  // Writes pending expressions that read memory, before memory changes.
  void flushReads();

  // Control flow
  void writeBlock(size_t index);
  void writeExits(const flow::Block& block, const flow::Block* next);
  void writeBranch(const flow::Block& block, const flow::Block* next);
  void writeSwitch(const flow::Block& block);
  // The values that a jump table has entries for.
  struct CaseRange {
    int64_t first;
    uint64_t size;
  };
  std::optional<CaseRange> tableRange(const flow::Block& block) const;
  void writeJumpTable(const flow::Block& block, const CaseRange& range);
  bool isInLoop(const flow::Block& block) const;
  // Assignments and jump; the jump is left out where `next` is its target.
  void writeLink(const flow::Link& link, const flow::Block* next);
  void writeMoves(const flow::Link& link);
  void writeReturn(const flow::Link& link);
  void writeRaise(const flow::Link& link);
  void jump(const flow::Block* target, const flow::Block* next);
  // The link assigns nothing.
  bool isJumpOnly(const flow::Link& link) const;

  // Exceptions. `condition` is true when tw_exc was set by the operation, or,
  // with `standard`, when that exception is to be raised.
  void writeRaising(const flow::Operation& operation, const std::string& condition,
                    const database_c::StandardException* standard = nullptr);
  void writeStackCheck(const flow::Operation& operation);
  void writeHandlers(const flow::Block& block, const flow::Operation& operation);
  bool writeKnownHandler(const flow::Block& block, database_c::StandardException standard);
  void writeCatch(const flow::Link& link, const flow::Operation& operation);
  void writePropagation(SourceSpan span);
  std::string place(SourceSpan span);
  std::string returnNothing() const;

  const database_c::FunctionNode& node_;
  const flow::FunctionGraph& graph_;
  CFile& file_;
  GraphShape shape_;
  const flow::Block* block_ = nullptr; // being written
  std::unordered_map<const flow::Variable*, std::string> names_;
  std::vector<std::pair<std::string, std::vector<std::string>>> declarations_; // type, names
  std::vector<std::pair<const flow::Variable*, Expression>> pending_;
  std::unordered_map<const flow::Block*, unsigned> blockNumber_;
  std::unordered_set<const flow::Block*> labelled_;
  std::unordered_set<const flow::Variable*> fresh_; // objects allocated since the last collection
  // A new array whose first items the next array_copy fills; it clears the others.
  flow::Value uncleared_;
  std::vector<std::string> bodies_; // one text per block
  std::string body_;
  std::string indent_ = "  ";
  unsigned temporaries_ = 0;
};

} // namespace tw::source_c
