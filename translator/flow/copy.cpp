// Copies of graphs and of groups of blocks.
#include "translator/flow/copy.h"

namespace tw::flow {
namespace {

class BlockCopier {
public:
  BlockCopier(std::span<Block* const> blocks, FunctionGraph& owner, BlockCopies& out)
      : originals_(blocks), owner_(owner), context_(owner.context()), out_(out) {}

  // Blocks that `out.map` already knows (the final ones) have their inputs, too.
  void run() {
    for (const Block* block : originals_) {
      if (out_.map.contains(block)) continue;
      out_.map[block] = owner_.newBlock();
    }
    for (const Block* block : originals_) {
      Block* copy = out_.map.at(block);
      out_.blocks.push_back(copy);
      if (copy->inputArgs.empty())
        for (Variable* input : block->inputArgs) copy->inputArgs.push_back(define(input));
      for (const Operation* op : block->operations) copyOperation(*op, *copy);
      copyExits(*block, *copy);
    }
  }

private:
  Variable* define(const Variable* variable) {
    if (!variable) return nullptr;
    Variable*& copy = out_.variables[variable];
    if (!copy) copy = context_.newVariableLike(*variable);
    return copy;
  }

  Value mapped(Value value) { return value.isVariable() ? Value(define(value.variable())) : value; }

  std::vector<Value> mapped(const std::vector<Value>& values) {
    std::vector<Value> result;
    result.reserve(values.size());
    for (Value value : values) result.push_back(mapped(value));
    return result;
  }

  void copyOperation(const Operation& op, Block& into) {
    std::vector<Value> args = mapped(op.args);
    into.operations.push_back(
        context_.newOperation(op.op, std::move(args), define(op.result), op.span));
  }

  void copyExits(const Block& block, Block& copy) {
    std::vector<Link*> links;
    for (const Link* link : block.exits) {
      auto target = out_.map.find(link->target);
      Link* made = context_.newLink({}, target == out_.map.end() ? link->target : target->second);
      made->exitCase = link->exitCase;
      made->llExitCase = link->llExitCase;
      made->lastException = define(link->lastException);
      made->lastExcValue = define(link->lastExcValue);
      made->span = link->span;
      made->args = mapped(link->args);
      links.push_back(made);
    }
    copy.close(std::move(links), block.exitKind, mapped(block.exitSwitch));
  }

  std::span<Block* const> originals_;
  FunctionGraph& owner_;
  GraphContext& context_;
  BlockCopies& out_;
};

void mapInputs(const Block& from, Block& to, VariableMap& map) {
  for (size_t i = 0; i < from.inputArgs.size(); ++i) {
    const Variable& old = *from.inputArgs[i];
    Variable& copy = *to.inputArgs[i];
    copy.hint = old.hint;
    copy.annotation = old.annotation;
    copy.type = old.type;
    map[&old] = &copy;
  }
}

} // namespace

BlockCopies copyBlocks(std::span<Block* const> blocks, FunctionGraph& owner) {
  BlockCopies copies;
  BlockCopier(blocks, owner, copies).run();
  return copies;
}

FunctionGraph* copyGraph(const FunctionGraph& graph, std::string name, VariableMap* map) {
  FunctionGraph* copy = graph.context().newGraph(std::move(name));
  copy->signature = graph.signature;
  copy->defaults = graph.defaults;
  copy->function = graph.function;
  copy->span = graph.span;
  copy->isGenerator = graph.isGenerator;
  copy->alwaysInline = graph.alwaysInline;
  copy->dontInline = graph.dontInline;

  BlockCopies copies;
  copies.map[graph.returnBlock] = copy->returnBlock;
  copies.map[graph.exceptBlock] = copy->exceptBlock;
  mapInputs(*graph.returnBlock, *copy->returnBlock, copies.variables);
  mapInputs(*graph.exceptBlock, *copy->exceptBlock, copies.variables);
  std::vector<Block*> blocks = graph.blocks();
  BlockCopier(blocks, *copy, copies).run();
  copy->startBlock = copies.map.at(graph.startBlock);
  if (map) *map = std::move(copies.variables);
  return copy;
}

} // namespace tw::flow
