// FlowBuilder: which operations raise what, handlers, raise statements and the
// matching of except clauses.
#include "translator/flow/builder.h"

#include <algorithm>

namespace tw::flow {

using host::ClassObject;

std::vector<ClassObject*> FlowBuilder::exceptionsOf(OpCode op,
                                                    const std::vector<Value>& args) const {
  const host::Types& types = host_.types();
  const auto isBuiltin = [&](std::string_view name) {
    const host::Object* object = constantOf(args[0]);
    return object && host_.builtinModule()->attributes->table.find(host_.intern(name)) == object;
  };
  switch (op) {
  case OpCode::GetItem:
  case OpCode::SetItem:
  case OpCode::DelItem: return {types.IndexError, types.KeyError, types.Exception};
  case OpCode::Contains: return {types.Exception};
  case OpCode::Div:
  case OpCode::Mod:
  case OpCode::FloorDiv:
  case OpCode::InplaceMod: return {types.ZeroDivisionError};
  case OpCode::TrueDiv:
  case OpCode::DivMod:
  case OpCode::InplaceDiv:
  case OpCode::InplaceTrueDiv:
  case OpCode::InplaceFloorDiv: return {types.ZeroDivisionError, types.OverflowError};
  case OpCode::Pow:
  case OpCode::InplacePow: return {types.ZeroDivisionError, types.ValueError, types.OverflowError};
  case OpCode::LShift:
  case OpCode::RShift:
  case OpCode::InplaceRShift: return {types.ValueError};
  case OpCode::InplaceLShift: return {types.ValueError, types.OverflowError};
  case OpCode::InplaceAdd:
  case OpCode::InplaceSub:
  case OpCode::InplaceMul: return {types.OverflowError};
  case OpCode::NegOvf:
  case OpCode::AbsOvf:
  case OpCode::AddOvf:
  case OpCode::SubOvf:
  case OpCode::MulOvf: return {types.OverflowError};
  case OpCode::FloorDivOvf:
  case OpCode::DivOvf:
  case OpCode::ModOvf: return {types.ZeroDivisionError, types.OverflowError};
  case OpCode::LShiftOvf: return {types.ValueError, types.OverflowError};
  case OpCode::Next: return {types.StopIteration, types.Exception};
  case OpCode::Str: return {types.UnicodeEncodeError};
  case OpCode::SimpleCall: {
    // range(start, stop, step): the step may be 0.
    const bool stepped = args.size() == 4 && (isBuiltin("range") || isBuiltin("xrange"));
    return stepped ? std::vector{types.ValueError} : exceptionsOfCall(args[0]);
  }
  case OpCode::CallArgs: return exceptionsOfCall(args[0]);
  default: return {};
  }
}

std::vector<ClassObject*> FlowBuilder::exceptionsOfCall(Value callable) const {
  const host::Types& types = host_.types();
  const host::Object* object = constantOf(callable);
  if (!object) return {types.Exception};
  if (object == types.int_ || object == types.float_) return {types.ValueError};
  if (object == types.unicode) return {types.UnicodeDecodeError};
  if (object->kind == host::Kind::Builtin) {
    std::string_view name = host::as<host::BuiltinObject>(object)->name->value;
    bool inBuiltins = host_.builtinModule()->attributes->table.find(host_.intern(name)) == object;
    if (inBuiltins && (name == "chr" || name == "unichr")) return {types.ValueError};
    if (inBuiltins) return {};
  }
  bool builtinClass = object->kind == host::Kind::Class && host::as<ClassObject>(object)->builtin &&
                      !host::as<ClassObject>(object)->rule;
  if (builtinClass) return {};
  return {types.Exception};
}

Link* FlowBuilder::newExceptionLink(ClassObject* cls, Block* target) {
  Link* link = context_.newLink({}, target);
  link->exitCase = constant(cls);
  link->lastException = context_.newVariable("etype");
  link->lastExcValue = context_.newVariable("evalue");
  link->args = {link->lastException, link->lastExcValue};
  target->inputArgs = {context_.newVariable("etype"), context_.newVariable("evalue")};
  return link;
}

void FlowBuilder::addExceptionExits(const std::vector<ClassObject*>& classes) {
  const syntax::ExceptionRange* range = handler();
  if (!range || classes.empty()) return;
  Block* next = graph_->newBlock();
  std::vector<Link*> links{context_.newLink({}, next)};
  for (ClassObject* cls : classes) links.push_back(newExceptionLink(cls, graph_->newBlock()));
  block_->close(links, ExitKind::Exception);
  for (size_t i = 0; i < classes.size(); ++i)
    addHandler(*links[i + 1], classes[i] == host_.types().Exception, *range);
  block_ = next;
}

// A path into the handler for what the link catches. `anyClass`: the class is
// known at run time only.
void FlowBuilder::addHandler(Link& link, bool anyClass, const syntax::ExceptionRange& range) {
  FrameState state = state_;
  state.stack.resize(range.depth);
  Value type = anyClass ? Value(link.target->inputArgs[0]) : Value(link.exitCase);
  Value value = link.target->inputArgs[1];
  state.stack.push_back(value);
  state.stack.push_back(type);
  state.dispatch = anyClass ? &link : nullptr;
  state.implicit = !anyClass;
  if (info_.hasBareRaise()) {
    state.handledType = type;
    state.handledValue = value;
  }
  addPath(range.handler, link.target, std::move(state));
}

// ---- raise ------------------------------------------------------------------------------------

bool FlowBuilder::raise(Value type, Value value) {
  if (const syntax::ExceptionRange* range = handler()) {
    state_.stack.resize(range->depth);
    push(value);
    push(type);
    if (info_.hasBareRaise()) {
      state_.handledType = type;
      state_.handledValue = value;
    }
    return jump(range->handler);
  }
  if (state_.implicit) {
    // No clause of the function wants it, so it is not checked for at all.
    ClassObject* error = host_.types().AssertionError;
    std::string name(host::as<ClassObject>(constantOf(type))->name->value);
    type = constant(error);
    value = constant(host_.newException(error, "implicit " + name + " shouldn't occur"));
  }
  link(block_, {type, value}, graph_->exceptBlock);
  return false;
}

bool FlowBuilder::raiseStatement(uint32_t count) {
  state_.clearDispatch();
  if (count == 0) {
    if (!state_.handledType) return raiseNew(host_.types().TypeError); // as Python does
    return raise(state_.handledType, state_.handledValue);
  }
  if (count == 3) pop();
  Value argument = count >= 2 ? pop() : none();
  Value raised = pop();
  const host::Object* object = constantOf(raised);
  if (object && object->kind == host::Kind::Class) return raiseClass(raised, argument);
  if (constantOf(argument) == host_.none()) return raiseInstance(raised);
  if (object)
    fail("an exception instance cannot have a separate value", "write raise Class(value)");
  return raiseClass(raised, argument);
}

bool FlowBuilder::raiseInstance(Value instance) {
  if (const host::Object* object = constantOf(instance)) {
    if (!host_.isSubtype(object->cls, host_.types().BaseException) && !object->cls->oldStyle)
      fail("a value of type " + std::string(object->cls->name->value) + " cannot be raised",
           "raise an instance of a class that derives from Exception");
    return raise(constant(object->cls), instance);
  }
  const Operation* made = producer(instance);
  if (made && made->op == OpCode::SimpleCall) {
    // raise Class(...): the class is known.
    const host::Object* cls = constantOf(made->args[0]);
    if (cls && cls->kind == host::Kind::Class) return raise(made->args[0], instance);
  }
  Value type = emit(OpCode::Type, {instance});
  return raise(type, instance);
}

bool FlowBuilder::raiseNew(ClassObject* cls) {
  Value type = constant(cls);
  return raise(type, callFunction(type, {}));
}

// raise Class, argument: the argument may be missing (None), an instance of the
// class, or what the class is called with.
bool FlowBuilder::raiseClass(Value cls, Value argument) {
  Value isNone = emit(OpCode::Is, {argument, none()});
  host::Object* known = constantOf(isNone);
  if (known && host_.truth(known)) return raiseInstance(callFunction(cls, {}));
  if (!known) {
    Branches branches = split(isNone);
    raiseIn(branches.yes, [&] { return raiseInstance(callFunction(cls, {})); });
    block_ = branches.no;
  }
  Value type = emit(OpCode::Type, {argument});
  Value isInstance = emit(OpCode::IsSubtype, {type, cls});
  if (host::Object* decided = constantOf(isInstance))
    return raiseInstance(host_.truth(decided) ? argument : callFunction(cls, {argument}));
  Branches branches = split(isInstance);
  raiseIn(branches.yes, [&] { return raiseInstance(argument); });
  block_ = branches.no;
  return raiseInstance(callFunction(cls, {argument}));
}

void FlowBuilder::raiseIn(Block* block, const std::function<bool()>& raising) {
  Block* current = block_;
  FrameState state = state_;
  uint32_t position = position_;
  block_ = block;
  if (raising()) addPath(position_, block_, std::move(state_));
  block_ = current;
  state_ = std::move(state);
  position_ = position;
}

// ---- except clauses ----------------------------------------------------------------------------

void FlowBuilder::matchPattern(host::Object* pattern, std::vector<ClassObject*>& classes) const {
  if (pattern->kind == host::Kind::Tuple) {
    for (host::Object* item : host::as<host::TupleObject>(pattern)->items)
      matchPattern(item, classes);
    return;
  }
  if (pattern->kind != host::Kind::Class)
    fail("an except clause names exception classes, not " + host_.repr(pattern),
         "write except Class, or except (Class1, Class2)");
  auto cls = host::as<ClassObject>(pattern);
  for (ClassObject* unsupported : {host_.types().NotImplementedError, host_.types().AssertionError})
    if (host_.isSubtype(cls, unsupported))
      fail("catching " + std::string(unsupported->name->value) + " or a subclass is not RPython",
           "the translated program does not raise it reliably; use an exception of your own");
  classes.push_back(cls);
}

bool FlowBuilder::exceptionMatch() {
  host::Object* pattern = constantOf(pop());
  if (!pattern)
    fail("the class in an except clause must be a constant",
         "catch a common base class, and test the instance by isinstance()");
  std::vector<ClassObject*> classes;
  matchPattern(pattern, classes);
  bool matched = false;
  for (ClassObject* cls : classes) {
    matched = matchClass(cls);
    if (matched) break;
  }
  push(constant(host_.boolean(matched)));
  ++position_;
  return true;
}

// The path of an exception that matches the clause, with that exception on the
// stack.
void FlowBuilder::addMatchedPath(Block* block, Value type, Value value) {
  FrameState state = state_;
  state.clearDispatch();
  state.stack[state.stack.size() - 2] = value;
  state.stack.back() = type;
  if (state.handledType == state_.stack.back() && state.handledType) {
    state.handledType = type;
    state.handledValue = value;
  }
  state.stack.push_back(constant(host_.boolean(true)));
  addPath(position_ + 1, block, std::move(state));
}

bool FlowBuilder::matchClass(ClassObject* cls) {
  if (state_.dispatch) return matchDispatch(cls);
  Value type = state_.stack.back();
  if (const host::Object* known = constantOf(type))
    return isSubclass(host::as<ClassObject>(const_cast<host::Object*>(known)), cls);
  // The class is asked of the value: where paths have met, only that says what a match proves.
  Value value = state_.stack[state_.stack.size() - 2];
  Value matches = record(OpCode::ExceptionMatch, {record(OpCode::Type, {value}), constant(cls)});
  Branches branches = split(matches);
  addMatchedPath(branches.yes, type, value);
  block_ = branches.no;
  return false;
}

// The exception comes straight from an operation: the clause becomes one more
// exception link of it.
bool FlowBuilder::matchDispatch(ClassObject* cls) {
  Link* any = state_.dispatch;
  if (isSubclass(host::as<ClassObject>(any->exitCase->object), cls)) return true;
  std::vector<Link*> exits = any->source->exits;
  for (size_t i = 1; exits[i] != any; ++i)
    if (isSubclass(cls, host::as<ClassObject>(exits[i]->exitCase->object))) return false;
  Link* made = newExceptionLink(cls, graph_->newBlock());
  exits.insert(std::ranges::find(exits, any), made);
  any->source->close(std::move(exits), ExitKind::Exception);
  addMatchedPath(made->target, made->target->inputArgs[0], made->target->inputArgs[1]);
  return false;
}

} // namespace tw::flow
