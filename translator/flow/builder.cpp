// FlowBuilder: paths, joins and the recording of operations.
#include "translator/flow/builder.h"

#include "translator/flow/entries.h"
#include "translator/flow/fold.h"
#include "translator/flow/unroller.h"
#include "translator/support/suggest.h"

namespace tw::flow {
namespace {

bool isTag(const host::Object* object, const void* data) {
  return isUnroller(object) || static_cast<const SpecialCases*>(data)->isSpecTag(object);
}

} // namespace

FlowBuilder::FlowBuilder(host::FunctionObject* function, GraphContext& context)
    : host_(*context.host()), context_(context), function_(function), code_(*function->code->code),
      info_(code_), special_(host_), merger_(context, isTag, &special_) {}

FunctionGraph* FlowBuilder::build() {
  graph_ = context_.newGraph(std::string(function_->name->value));
  graph_->function = function_;
  graph_->span = code_.span;
  makeStart();
  while (!work_.empty()) {
    auto first = work_.begin();
    uint32_t position = first->first;
    Path path = std::move(first->second);
    work_.erase(first);
    if (path.origin && path.origin->dead) continue;
    try {
      followPath(position, std::move(path));
    } catch (const host::HostError& error) {
      fail("evaluating this at translation time raises " + std::string(error.type()->name->value) +
           ": " + host_.str(error.value()));
    }
  }
  return graph_;
}

void FlowBuilder::makeStart() {
  Signature& signature = graph_->signature;
  signature.argNames.assign(code_.varnames.begin(), code_.varnames.begin() + code_.argCount);
  uint32_t parameters = code_.argCount;
  if (code_.hasVarArgs) signature.varArgs = code_.varnames[parameters++];
  if (code_.hasVarKeywords) signature.varKeywords = code_.varnames[parameters++];
  for (host::Object* value : function_->defaults)
    graph_->defaults.push_back(context_.newConstant(standIn(value)));

  graph_->startBlock = graph_->newBlock();
  FrameState state;
  state.locals.resize(code_.varnames.size());
  for (uint32_t i = 0; i < parameters; ++i) {
    Variable* parameter = context_.newVariable(code_.varnames[i]);
    graph_->startBlock->inputArgs.push_back(parameter);
    state.locals[i] = parameter;
  }
  addPath(0, graph_->startBlock, std::move(state));
}

void FlowBuilder::addPath(uint32_t position, Block* block, FrameState state) {
  work_.emplace(position, Path{block, std::move(state), origin_});
}

void FlowBuilder::followPath(uint32_t position, Path path) {
  block_ = path.block;
  state_ = std::move(path.state);
  origin_ = path.origin;
  position_ = position;
  bool atOwnJoin = origin_ && origin_->block == block_;
  while (true) {
    if (!atOwnJoin && mergesAt(position_)) {
      if (decideAhead()) continue;
      joinAt(position_);
      return;
    }
    atOwnJoin = false;
    if (!step()) return;
  }
}

// While except clauses are matched against a class that is known or that the
// exception link tells, each exception goes its own way.
bool FlowBuilder::mergesAt(uint32_t position) const {
  if (!info_.isJoin(position)) return decidedTo_.contains(position);
  if (!info_.isMatching(position)) return true;
  return !state_.dispatch && !state_.stack.empty() && state_.stack.back().isVariable();
}

bool FlowBuilder::isKnown(size_t depth) const {
  if (state_.stack.size() <= depth) return false;
  host::Object* object = constantOf(state_.stack[state_.stack.size() - 1 - depth]);
  return object && isFoldable(host_, object);
}

FlowBuilder::Silent FlowBuilder::silent(const syntax::Instruction& instruction) const {
  const auto when = [](bool known) { return known ? Silent::Yes : Silent::No; };
  switch (instruction.op) {
  case syntax::Opcode::LoadConst:
  case syntax::Opcode::Jump:
  case syntax::Opcode::Pop:
  case syntax::Opcode::Dup:
  case syntax::Opcode::StoreFast: return Silent::Yes;
  case syntax::Opcode::LoadFast: return when(bool(state_.locals[instruction.arg]));
  case syntax::Opcode::Unary:
    return when(static_cast<syntax::UnaryOp>(instruction.arg) == syntax::UnaryOp::Not &&
                isKnown(0));
  case syntax::Opcode::Compare: return when(isKnown(0) && isKnown(1));
  case syntax::Opcode::PopJumpIfFalse:
  case syntax::Opcode::PopJumpIfTrue:
  case syntax::Opcode::JumpIfFalseOrPop:
  case syntax::Opcode::JumpIfTrueOrPop: return isKnown(0) ? Silent::Decides : Silent::No;
  default: return Silent::No;
  }
}

bool FlowBuilder::decideAhead() {
  const uint32_t start = position_;
  if (info_.isLoopHead(start) || info_.isMatching(start)) return false;
  const FrameState before = state_;
  while (true) {
    const Silent kind = silent(code_.instructions[position_]);
    if (kind == Silent::No || !step()) break;
    if (kind == Silent::Decides) {
      decidedTo_.insert(position_);
      return true;
    }
    if (info_.isLoopHead(position_) || info_.isMatching(position_)) break;
  }
  position_ = start;
  state_ = before;
  return false;
}

void FlowBuilder::forgetDeadLocals(uint32_t position) {
  for (uint32_t i = 0; i < state_.locals.size(); ++i)
    if (!info_.isLive(position, i)) state_.locals[i] = {};
}

FlowBuilder::Join* FlowBuilder::newJoin(uint32_t position, FrameState state) {
  Block* block = graph_->newBlock();
  block->inputArgs = StateMerger::variables(state);
  nameLocals(state);
  joins_.push_back(std::make_unique<Join>(Join{block, std::move(state)}));
  Join* join = joins_.back().get();
  std::vector<Join*>& candidates = candidates_[position];
  candidates.insert(candidates.begin(), join);
  work_.emplace(position, Path{block, join->state, join});
  return join;
}

void FlowBuilder::nameLocals(const FrameState& state) {
  for (size_t i = 0; i < state.locals.size(); ++i)
    if (state.locals[i].isVariable()) state.locals[i].variable()->hint = code_.varnames[i];
}

void FlowBuilder::link(Block* from, std::vector<Value> args, Block* to) {
  from->close({context_.newLink(std::move(args), to)});
}

void FlowBuilder::joinAt(uint32_t position) {
  forgetDeadLocals(position);
  state_.clearDispatch();
  FrameState united;
  std::vector<Join*>& candidates = candidates_[position];
  auto found = candidates.begin();
  while (found != candidates.end() && !merger_.unite((*found)->state, state_, united)) ++found;
  if (found == candidates.end()) {
    Join* join = newJoin(position, merger_.freshCopy(state_));
    link(block_, StateMerger::arguments(state_, join->state), join->block);
    return;
  }
  Join* old = *found;
  if (StateMerger::sameShape(united, old->state)) {
    link(block_, StateMerger::arguments(state_, old->state), old->block);
    return;
  }
  candidates.erase(found);
  Join* join = newJoin(position, merger_.freshCopy(united));
  link(block_, StateMerger::arguments(state_, join->state), join->block);
  old->dead = true;
  old->block->operations.clear();
  link(old->block, StateMerger::arguments(old->state, join->state), join->block);
}

// Library functions may stand for another object in translated code.
host::Object* FlowBuilder::standIn(host::Object* object) const {
  if (object->kind != host::Kind::Function || !object->attributes) return object;
  host::Object* other =
      object->attributes->table.find(host_.intern("_flowspace_rewrite_directly_as_"));
  return other ? other : object;
}

Constant* FlowBuilder::constant(host::Object* object) {
  Constant*& made = constants_[{object, position_}];
  if (made) return made;
  made = context_.newConstant(standIn(object));
  made->span = span();
  return made;
}

Value FlowBuilder::emit(OpCode op, std::vector<Value> args) {
  if (Value folded = fold(op, args)) return folded;
  return record(op, std::move(args));
}

Value FlowBuilder::record(OpCode op, std::vector<Value> args) {
  std::vector<host::ClassObject*> classes;
  if (handler()) classes = exceptionsOf(op, args);
  state_.clearDispatch();
  Variable* result = context_.newVariable();
  Operation* made = context_.newOperation(op, std::move(args), result, span());
  block_->operations.push_back(made);
  producers_[result] = {made, block_};
  addExceptionExits(classes);
  return result;
}

const Operation* FlowBuilder::producer(Value value) const {
  if (!value.isVariable()) return nullptr;
  auto it = producers_.find(value.variable());
  return it == producers_.end() ? nullptr : it->second.op;
}

Value FlowBuilder::fold(OpCode op, const std::vector<Value>& args) {
  if (!opInfo(op).pure) return {};
  std::vector<host::Object*> objects;
  for (Value arg : args) {
    host::Object* object = constantOf(arg);
    if (!object || !isFoldable(host_, object)) return {};
    objects.push_back(object);
  }
  try {
    host::Object* result = foldOperation(host_, op, objects);
    return result ? Value(constant(result)) : Value();
  } catch (const host::HostError& error) {
    if (handler()) return {}; // it raises at run time
    if (op == OpCode::GetAttr) failNoAttribute(*objects[0], *objects[1]);
    fail("this always raises " + std::string(error.type()->name->value) + ": " +
             host_.str(error.value()),
         "the operands are known at translation time: prebuilt lists, dicts and strings are "
         "constants");
  }
}

// A module, class or other object that is known while translating lacks an attribute.
void FlowBuilder::failNoAttribute(const host::Object& object, const host::Object& name) const {
  const std::string wanted(host::as<host::StrObject>(&name)->value);
  std::string what = "this " + std::string(object.cls ? object.cls->name->value : "object");
  const host::DictObject* attributes = object.attributes;
  if (object.kind == host::Kind::Module)
    what = "the module '" + std::string(host::as<host::ModuleObject>(&object)->name->value) + "'";
  else if (object.kind == host::Kind::Class)
    what = "the class " + std::string(host::as<host::ClassObject>(&object)->name->value);
  else if (object.cls)
    attributes = object.cls->attributes;
  fail(what + " has no attribute '" + wanted + "'", suggestionFrom(wanted, {attributes}));
}

std::string
FlowBuilder::suggestionFrom(const std::string& wanted,
                            std::initializer_list<const host::DictObject*> dicts) const {
  std::vector<std::string_view> names;
  for (const host::DictObject* dict : dicts) {
    if (!dict) continue;
    for (const host::Table::Entry& entry : dict->table.entries())
      if (entry.key && host::isStr(entry.key))
        names.push_back(host::as<host::StrObject>(entry.key)->value);
  }
  return suggestion(wanted, names);
}

Value FlowBuilder::truth(Value value) { return emit(OpCode::IsTrue, {value}); }

Value FlowBuilder::pop() {
  Value value = state_.stack.back();
  state_.stack.pop_back();
  return value;
}

std::vector<Value> FlowBuilder::popMany(size_t count) {
  auto first = state_.stack.end() - static_cast<ptrdiff_t>(count);
  std::vector<Value> values(first, state_.stack.end());
  state_.stack.erase(first, state_.stack.end());
  return values;
}

void FlowBuilder::fail(std::string message, std::string hint) const {
  TranslationError error(span(), std::move(message));
  error.diagnostic().hint = std::move(hint);
  error.diagnostic().notes.push_back(
      {code_.span, "in the function '" + std::string(function_->name->value) + "'"});
  throw error;
}

} // namespace tw::flow
