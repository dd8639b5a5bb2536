// Inlining of one call.
#include "translator/backendopt/inliner.h"

#include "translator/flow/llconstants.h"

#include <algorithm>

namespace tw::backendopt {

using flow::Block;
using flow::ExitKind;
using flow::FunctionGraph;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

struct ClassRange {
  int64_t min, max;
};

// The numbers at the start of a vtable: the classes below have theirs inside.
ClassRange classRange(lltype::Word vtable) {
  const auto* words = lltype::asPointer<const int64_t>(vtable);
  return {words[0], words[1]};
}

bool catches(const Link& handler, lltype::Word vtable) {
  if (handler.llExitCase->word == vtable) return true;
  ClassRange wanted = classRange(handler.llExitCase->word);
  int64_t raised = classRange(vtable).min;
  return wanted.min <= raised && raised < wanted.max;
}

} // namespace

Value Inliner::inCopy(Value value, const PassMap& pass) const {
  return value.isVariable() ? Value(pass[passedIndex_.at(value.variable())]) : value;
}

void Inliner::findPassed(const Operation& call, const Split& split) {
  live_ = split.live;
  std::vector<Variable*> uses = split.live;
  for (const Link* handler : handlers_) collectUses(*handler, uses);
  for (Variable* use : uses)
    if (use != call.result && passedIndex_.try_emplace(use, passed_.size()).second)
      passed_.push_back(use);
}

Block* Inliner::inlineCall(Block& block, size_t index, FunctionGraph& callee) {
  Operation* call = block.operations[index];
  call_ = call;
  passed_.clear();
  passedIndex_.clear();
  pass_.clear();
  handlers_.clear();
  if (block.canRaise() && index + 1 == block.operations.size()) {
    handlers_.assign(block.exits.begin() + 1, block.exits.end());
    block.close({block.exits.front()});
  }
  dispatch_.assign(handlers_.size(), nullptr);
  guardsAllocations_ = memoryError_ && std::ranges::any_of(handlers_, [this](const Link* handler) {
                         return catches(*handler, memoryError_);
                       });
  Split split = splitAfter(caller_, block, index);
  after_ = split.after;
  findPassed(*call, split);
  block.operations.pop_back();

  std::vector<Block*> body;
  for (Block* each : callee.blocks())
    if (each != callee.returnBlock && each != callee.exceptBlock) body.push_back(each);
  flow::BlockCopies copies = flow::copyBlocks(body, caller_);
  for (Block* copy : copies.blocks) {
    PassMap& pass = pass_[copy];
    for (Variable* variable : passed_) pass.push_back(caller_.context().newVariableLike(*variable));
    copy->inputArgs.insert(copy->inputArgs.end(), pass.begin(), pass.end());
  }
  std::vector<Value> args(call->args.begin() + 1, call->args.end());
  args.insert(args.end(), passed_.begin(), passed_.end());
  block.close({caller_.context().newLink(std::move(args), copies.map.at(callee.startBlock))});
  for (Block* copy : copies.blocks) connect(*copy, callee);
  if (!handlers_.empty())
    for (Block* copy : copies.blocks) guardBlock(*copy);
  return after_;
}

// Gives the links of a copied block their targets and arguments in the caller.
void Inliner::connect(Block& copy, const FunctionGraph& callee) {
  const PassMap& pass = pass_.at(&copy);
  for (Link* link : copy.exits) {
    if (link->target == callee.returnBlock)
      returnTo(*link, pass);
    else if (link->target == callee.exceptBlock)
      raiseTo(*link, pass);
    else
      link->args.insert(link->args.end(), pass.begin(), pass.end());
  }
}

void Inliner::returnTo(Link& link, const PassMap& pass) {
  Value result = link.args[0];
  link.target = after_;
  link.args.clear();
  for (Variable* live : live_)
    link.args.push_back(live == call_->result ? result : inCopy(live, pass));
}

std::vector<Value> Inliner::handlerArgs(const Link& handler, Value type, Value value,
                                        const PassMap& pass) const {
  std::vector<Value> args;
  for (Value arg : handler.args) {
    if (handler.lastException && arg == Value(handler.lastException))
      args.push_back(type);
    else if (handler.lastExcValue && arg == Value(handler.lastExcValue))
      args.push_back(value);
    else
      args.push_back(inCopy(arg, pass));
  }
  return args;
}

Link* Inliner::handlerCopy(const Link& handler, const PassMap& pass) {
  flow::GraphContext& context = caller_.context();
  Variable* type =
      handler.lastException ? context.newVariableLike(*handler.lastException) : nullptr;
  Variable* value = handler.lastExcValue ? context.newVariableLike(*handler.lastExcValue) : nullptr;
  Link* copy = context.newLink(handlerArgs(handler, type, value, pass), handler.target);
  copy->exitCase = handler.exitCase;
  copy->llExitCase = handler.llExitCase;
  copy->lastException = type;
  copy->lastExcValue = value;
  return copy;
}

// Whatever may allocate may raise MemoryError.
bool Inliner::needsHandlers(const Operation& op) const {
  return analysis_.canRaise(op) || (guardsAllocations_ && analysis_.canCollect(op));
}

// Every operation that may raise ends its block, with the handlers as exits.
// From the last to the first: what is cut off is finished already.
void Inliner::guardBlock(Block& copy) {
  const PassMap& pass = pass_.at(&copy);
  for (size_t i = copy.operations.size(); i-- > 0;) {
    if (!needsHandlers(*copy.operations[i])) continue;
    std::vector<Link*> exits;
    if (copy.canRaise() && i + 1 == copy.operations.size()) {
      exits = copy.exits;
    } else {
      Split split = splitAfter(caller_, copy, i);
      std::vector<Value> args(split.live.begin(), split.live.end());
      exits.push_back(caller_.context().newLink(std::move(args), split.after));
    }
    for (const Link* handler : handlers_) exits.push_back(handlerCopy(*handler, pass));
    copy.close(std::move(exits), ExitKind::Exception);
  }
}

// A link that raised in the callee: args are the class and the instance.
void Inliner::raiseTo(Link& link, const PassMap& pass) {
  if (handlers_.empty()) {
    link.target = caller_.exceptBlock;
    return;
  }
  if (raiseKnown(link, pass)) return;
  link.target = dispatchBlock(0);
  link.args.insert(link.args.end(), pass.begin(), pass.end());
}

bool Inliner::raiseKnown(Link& link, const PassMap& pass) {
  Value type = link.args[0];
  if (!type.isConstant() || !type.constant()->word) return false;
  for (const Link* handler : handlers_) {
    if (!catches(*handler, type.constant()->word)) continue;
    link.target = handler->target;
    link.args = handlerArgs(*handler, type, link.args[1], pass);
    return true;
  }
  link.target = caller_.exceptBlock;
  return true;
}

// Tests whether one handler takes the exception; the next handler's block, or
// the caller's except block, follows if it does not.
Block* Inliner::dispatchBlock(size_t index) {
  if (dispatch_[index]) return dispatch_[index];
  flow::GraphContext& context = caller_.context();
  lltype::TypeTable& types = heap_.types();
  Block* block = dispatch_[index] = caller_.newBlock();
  Variable* type = context.newVariableLike(*caller_.exceptBlock->inputArgs[0]);
  Variable* value = context.newVariableLike(*caller_.exceptBlock->inputArgs[1]);
  block->inputArgs = {type, value};
  PassMap pass;
  for (Variable* variable : passed_) pass.push_back(context.newVariableLike(*variable));
  block->inputArgs.insert(block->inputArgs.end(), pass.begin(), pass.end());

  const Link& handler = *handlers_[index];
  ClassRange range = classRange(handler.llExitCase->word);
  auto number = [&](int64_t n) {
    return Value(context.newConstant(types.signedType(), lltype::fromInt(n)));
  };
  auto compute = [&](OpCode op, std::vector<Value> args, const lltype::Type* resultType) {
    Variable* result = context.newVariable();
    result->type = resultType;
    block->operations.push_back(context.newOperation(op, std::move(args), result, call_->span));
    return result;
  };
  Variable* min =
      compute(OpCode::LlGetField, {type, flow::nameConstant(context, types, "subclassrange_min")},
              types.signedType());
  Variable* taken =
      compute(OpCode::LlIntBetween, {number(range.min), min, number(range.max)}, types.boolType());
  Link* yes = context.newLink(handlerArgs(handler, type, value, pass), handler.target);
  std::vector<Value> onward{type, value};
  bool isLast = index + 1 == handlers_.size();
  if (!isLast) onward.insert(onward.end(), pass.begin(), pass.end());
  Block* next = isLast ? caller_.exceptBlock : dispatchBlock(index + 1);
  block->close({context.newLink(std::move(onward), next), yes}, ExitKind::Bool, taken);
  return block;
}

} // namespace tw::backendopt
