// FlowBuilder: jumps, branches, loops and the with statement.
#include "translator/flow/builder.h"

#include "translator/flow/unroller.h"

namespace tw::flow {

using syntax::Instruction;
using syntax::Opcode;

bool FlowBuilder::stepControl(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::Jump: return jump(instruction.arg);
  case Opcode::PopJumpIfFalse: return jumpIf(false, false, instruction.arg);
  case Opcode::PopJumpIfTrue: return jumpIf(true, false, instruction.arg);
  case Opcode::JumpIfFalseOrPop: return jumpIf(false, true, instruction.arg);
  case Opcode::JumpIfTrueOrPop: return jumpIf(true, true, instruction.arg);
  case Opcode::ForIter: return forIter(instruction.arg);
  case Opcode::Return: {
    Value value = pop();
    link(block_, {value}, graph_->returnBlock);
    block_->exits.front()->span = span();
    return false;
  }
  case Opcode::Raise: return raiseStatement(instruction.arg);
  case Opcode::Reraise: {
    Value type = pop();
    Value value = pop();
    return raise(type, value);
  }
  default: return exceptionMatch();
  }
}

bool FlowBuilder::jump(uint32_t target) {
  position_ = target;
  return true;
}

FlowBuilder::Branches FlowBuilder::split(Value condition) {
  Branches branches{graph_->newBlock(), graph_->newBlock()};
  block_->close({context_.newLink({}, branches.no), context_.newLink({}, branches.yes)},
                ExitKind::Bool, condition);
  return branches;
}

bool FlowBuilder::jumpIf(bool when, bool keep, uint32_t target) {
  Value value = pop();
  Value condition = truth(value);
  FrameState jumping = state_;
  if (keep) jumping.stack.push_back(value);
  if (host::Object* known = constantOf(condition)) {
    if (host_.truth(known) == when) {
      state_ = std::move(jumping);
      return jump(target);
    }
    ++position_;
    return true;
  }
  Branches branches = split(condition);
  addPath(target, when ? branches.yes : branches.no, std::move(jumping));
  addPath(position_ + 1, when ? branches.no : branches.yes, state_);
  return false;
}

bool FlowBuilder::pushNot(Value value) {
  if (host::Object* known = constantOf(value)) {
    push(constant(host_.boolean(!host_.truth(known))));
    return true;
  }
  Branches branches = split(value);
  for (bool outcome : {false, true}) {
    FrameState state = state_;
    state.stack.push_back(constant(host_.boolean(!outcome)));
    addPath(position_ + 1, outcome ? branches.yes : branches.no, std::move(state));
  }
  return false;
}

Value FlowBuilder::iterator(Value iterable) {
  host::Object* object = constantOf(iterable);
  if (!object || !special_.isUnrollingIterable(object)) return record(OpCode::Iter, {iterable});
  host::Object*& unroller = unrollers_[object];
  if (!unroller) unroller = newUnroller(host_, host_.listOf(object));
  return constant(unroller);
}

bool FlowBuilder::unroll(host::Object* unroller, uint32_t target) {
  host::Object* item = unrolledItem(unroller);
  if (!item) {
    pop();
    return jump(target);
  }
  state_.stack.back() = constant(nextUnroller(host_, unroller));
  push(constant(item));
  ++position_;
  return true;
}

bool FlowBuilder::forIter(uint32_t target) {
  Value iterator = state_.stack.back();
  host::Object* known = constantOf(iterator);
  if (known && isUnroller(known)) return unroll(known, target);

  state_.clearDispatch();
  Variable* item = context_.newVariable();
  block_->operations.push_back(context_.newOperation(OpCode::Next, {iterator}, item, span()));
  Block* body = graph_->newBlock();
  Block* end = graph_->newBlock();
  Link* stop = newExceptionLink(host_.types().StopIteration, end);
  stop->args.clear();
  end->inputArgs.clear();
  std::vector<Link*> links{context_.newLink({}, body), stop};
  Link* other = nullptr;
  const syntax::ExceptionRange* range = handler();
  if (range) {
    other = newExceptionLink(host_.types().Exception, graph_->newBlock());
    links.push_back(other);
  }
  block_->close(std::move(links), ExitKind::Exception);
  if (other) addHandler(*other, true, *range);

  FrameState finished = state_;
  finished.stack.pop_back();
  addPath(target, end, std::move(finished));
  block_ = body;
  push(item);
  ++position_;
  return true;
}

// Calls manager.__enter__ and keeps manager.__exit__.
void FlowBuilder::withEnter() {
  Value manager = pop();
  push(emit(OpCode::GetAttr, {manager, newStr("__exit__")}));
  Value enter = emit(OpCode::GetAttr, {manager, newStr("__enter__")});
  push(callFunction(enter, {}));
}

} // namespace tw::flow
