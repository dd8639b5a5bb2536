// Making graphs and walking over them.
#include "translator/flow/graph.h"

namespace tw::flow {

FunctionGraph::FunctionGraph(GraphContext& context, std::string name)
    : name(std::move(name)), id(static_cast<uint32_t>(context.graphs_.size())), context_(context) {
  returnBlock = newBlock();
  returnBlock->inputArgs.push_back(context.newVariable("result"));
  exceptBlock = newBlock();
  exceptBlock->inputArgs.push_back(context.newVariable("etype"));
  exceptBlock->inputArgs.push_back(context.newVariable("evalue"));
}

Block* FunctionGraph::newBlock() { return context_.arena_.make<Block>(context_.blocks_++); }

void Block::close(std::vector<Link*> links, ExitKind kind, Value condition) {
  for (Link* link : links) link->source = this;
  exits = std::move(links);
  exitKind = kind;
  exitSwitch = condition;
}

std::vector<Block*> FunctionGraph::blocks() const {
  std::vector<Block*> order;
  if (!startBlock) return order;
  uint64_t visit = ++context_.visits_;
  std::vector<Block*> stack{startBlock};
  while (!stack.empty()) {
    Block* block = stack.back();
    stack.pop_back();
    if (block->visit_ == visit) continue;
    block->visit_ = visit;
    order.push_back(block);
    for (auto it = block->exits.rbegin(); it != block->exits.rend(); ++it)
      stack.push_back((*it)->target);
  }
  return order;
}

std::vector<Link*> FunctionGraph::links() const {
  std::vector<Link*> result;
  for (Block* block : blocks())
    result.insert(result.end(), block->exits.begin(), block->exits.end());
  return result;
}

FunctionGraph* GraphContext::functionGraph(const host::FunctionObject* function) const {
  auto it = functionGraphs_.find(function);
  return it == functionGraphs_.end() ? nullptr : it->second;
}

void GraphContext::setFunctionGraph(const host::FunctionObject* function, FunctionGraph* graph) {
  functionGraphs_[function] = graph;
}

Variable* GraphContext::newVariable(std::string_view hint) {
  return arena_.make<Variable>(Variable{variables_++, std::string(hint)});
}

Variable* GraphContext::newVariableLike(const Variable& other) {
  Variable* copy = newVariable(other.hint);
  copy->annotation = other.annotation;
  copy->type = other.type;
  return copy;
}

Constant* GraphContext::newConstant(host::Object* object) {
  return arena_.make<Constant>(Constant{object, nullptr, 0, {}});
}

Constant* GraphContext::newConstant(const lltype::Type* type, uint64_t word) {
  return arena_.make<Constant>(Constant{nullptr, type, word, {}});
}

Operation* GraphContext::newOperation(OpCode op, std::vector<Value> args, Variable* result,
                                      SourceSpan span) {
  return arena_.make<Operation>(Operation{op, std::move(args), result, span});
}

Link* GraphContext::newLink(std::vector<Value> args, Block* target) {
  Link* link = arena_.make<Link>();
  link->args = std::move(args);
  link->target = target;
  return link;
}

FunctionGraph* GraphContext::newGraph(std::string name) {
  FunctionGraph* graph = arena_.make<FunctionGraph>(*this, std::move(name));
  graphs_.push_back(graph);
  return graph;
}

} // namespace tw::flow
