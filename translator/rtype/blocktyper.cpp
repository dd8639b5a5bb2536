// Specialisation of one graph.
//
// Each block is done by itself. Operands are renamed to their low-level values
// as operations are replaced; a value that became a constant disappears. After
// the operations come the exits: values that links pass are converted to the
// form of the target's input arguments, in a block of their own if need be.
#include "translator/rtype/blocktyper.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

namespace tw::rtype {

using flow::Block;
using flow::ExitKind;
using flow::FunctionGraph;
using flow::Link;
using flow::Operation;
using flow::Variable;

// For parameters of blocks that are pointers into containers: what they are in the block.
using Interiors = std::unordered_map<const Variable*, Value>;

class BlockTyper {
public:
  BlockTyper(RTyper& rtyper, FunctionGraph& graph, Block& block, Interiors& interiors)
      : rtyper_(rtyper), graph_(graph), block_(block), interiors_(interiors) {}
  void run();

private:
  void typeOperation(Operation* operation, bool guarded);
  Value dispatch(HighLevelOp& hop);
  void finishRaising();
  void splitAfter(size_t raising);
  void typeExits();
  void typeLinkArguments(Link& link, std::vector<Operation*>& conversions);
  void passInterior(Link& link, size_t index);
  void typeExceptionLink(Link& link);
  void typeSwitch();
  Value renamed(Value value) const;
  Value lowLevel(Value value, Repr& repr, LowLevelOps& ops);

  RTyper& rtyper_;
  FunctionGraph& graph_;
  Block& block_;
  Interiors& interiors_;
  std::vector<Operation*> done_;
  int raising_ = LowLevelOps::kUnknown; // index in done_
  Link* typedLink_ = nullptr;           // done by splitAfter
  std::unordered_map<const Variable*, Value> renames_;
};

static const lltype::Type* typeOfVariable(RTyper& rtyper, const Variable& variable) {
  const annotate::Annotation* annotation = variable.annotation;
  return rtyper.repr(annotation ? annotation : rtyper.annotator().impossible()).lowType();
}

void BlockTyper::run() {
  for (Variable* arg : block_.inputArgs)
    if (!arg->type) arg->type = typeOfVariable(rtyper_, *arg);
  std::vector<Operation*> old = std::move(block_.operations);
  for (size_t i = 0; i < old.size(); ++i)
    typeOperation(old[i], block_.canRaise() && i + 1 == old.size());
  block_.operations = std::move(done_);
  if (block_.canRaise()) finishRaising();
  typeExits();
}

Value BlockTyper::renamed(Value value) const {
  if (!value.isVariable()) return value;
  if (auto interior = interiors_.find(value.variable()); interior != interiors_.end())
    return interior->second;
  auto found = renames_.find(value.variable());
  return found == renames_.end() ? value : found->second;
}

void BlockTyper::typeOperation(Operation* operation, bool guarded) {
  std::vector<Value> values;
  for (Value arg : operation->args) values.push_back(renamed(arg));
  LowLevelOps ops(rtyper_, operation->span);
  ops.guarded_ = guarded;
  Value result;
  try {
    HighLevelOp hop(ops, operation, std::move(values));
    if (guarded) hop.handlers_.assign(block_.exits.begin() + 1, block_.exits.end());
    result = dispatch(hop);
    rtyper_.runLater();
    bool isPath = result && hop.resultRepr().kind() == ReprKind::InteriorPointer;
    if (!result || (hop.resultRepr().isVoid() && !isPath))
      result = ops.voidConstant(hop.constantResult());
    if (result.type() != hop.resultRepr().lowType())
      throw std::logic_error(std::string(flow::opInfo(operation->op).name) + " gave a " +
                             result.type()->text() + " instead of a " +
                             hop.resultRepr().lowType()->text());
  } catch (TranslationError& error) {
    if (!error.diagnostic().span.known()) error.diagnostic().span = operation->span;
    throw;
  } catch (const std::logic_error& error) {
    throw std::logic_error(std::string(error.what()) + "\n  in " +
                           flow::opInfo(operation->op).name + " of " + graph_.name);
  }
  if (guarded && ops.raising_ == LowLevelOps::kUnknown)
    throw std::logic_error(std::string("rtype of ") + flow::opInfo(operation->op).name + " in " +
                           graph_.name + " does not say where its exception is");
  if (guarded)
    raising_ = ops.raising_ == LowLevelOps::kRemoved
                   ? ops.raising_
                   : static_cast<int>(done_.size()) + ops.raising_;
  done_.insert(done_.end(), ops.operations_.begin(), ops.operations_.end());
  if (result.isVariable() && result.variable()->hint.empty())
    result.variable()->hint = operation->result->hint;
  renames_[operation->result] = result;
  // Links may still mention it by name, for its annotation.
  operation->result->type = result.type();
}

Value BlockTyper::dispatch(HighLevelOp& hop) {
  const flow::OpInfo& info = flow::opInfo(hop.opcode());
  // A known result of an operation without effects needs no operation. A dict is asked even
  // for its only value, because it may lack the key.
  bool mayLackKey = hop.opcode() == OpCode::GetItem && hop.argRepr(0).kind() == ReprKind::Dict;
  if (info.pure && hop.constantResult() && hop.handlers_.empty() && !mayLackKey)
    return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  switch (hop.opcode()) {
  case OpCode::NewTuple:
  case OpCode::NewList:
  case OpCode::NewDict:
  case OpCode::AllocAndSet:
  case OpCode::NewSlice: return hop.resultRepr().rtypeNew(hop);
  case OpCode::Hint: return hop.resultRepr().rtypeNew(hop);
  case OpCode::SimpleCall:
  case OpCode::CallArgs:
  case OpCode::GetAttr:
  case OpCode::SetAttr:
  case OpCode::DelAttr:
  case OpCode::GetSlice:
  case OpCode::SetSlice:
  case OpCode::DelSlice:
  case OpCode::Format: return hop.argRepr(0).rtypeUnary(hop);
  default: break;
  }
  if (hop.argCount() == 1) return hop.argRepr(0).rtypeUnary(hop);
  return hop.argRepr(0).rtypePair(hop, hop.argRepr(1));
}

// The low-level operation that raises must be the last of its block.
void BlockTyper::finishRaising() {
  if (raising_ == LowLevelOps::kRemoved || raising_ == LowLevelOps::kUnknown) {
    block_.exitKind = ExitKind::None;
    block_.exits.resize(1);
    block_.exits[0]->exitCase = nullptr;
    return;
  }
  if (raising_ >= static_cast<int>(block_.operations.size()))
    throw std::logic_error("exceptionIsHere() without an operation behind it in " + graph_.name);
  if (raising_ + 1 < static_cast<int>(block_.operations.size()))
    splitAfter(static_cast<size_t>(raising_));
}

// A new block that takes over `operations`: input arguments for all that they
// use from outside, and the values to pass for them.
class TakeOver {
public:
  TakeOver(RTyper& rtyper, FunctionGraph& graph, std::vector<Operation*> operations)
      : rtyper_(rtyper), block(graph.newBlock()) {
    for (Operation* operation : operations) {
      for (Value& arg : operation->args) arg = import(arg);
      local_.insert(operation->result);
    }
    block->operations = std::move(operations);
  }

  Value import(Value value) {
    if (!value.isVariable() || local_.contains(value.variable())) return value;
    Variable*& copy = copies_[value.variable()];
    if (!copy) {
      copy = rtyper_.graphs().newVariableLike(*value.variable());
      block->inputArgs.push_back(copy);
      passed.push_back(value);
    }
    return copy;
  }

private:
  RTyper& rtyper_;
  std::unordered_map<const Variable*, Variable*> copies_;
  std::unordered_set<const Variable*> local_;

public:
  Block* block;
  std::vector<Value> passed;
};

// Moves what follows the raising operation into a new block on the normal exit.
void BlockTyper::splitAfter(size_t raising) {
  auto first = block_.operations.begin() + static_cast<ptrdiff_t>(raising) + 1;
  std::vector<Operation*> rest(first, block_.operations.end());
  block_.operations.erase(first, block_.operations.end());
  Link* normal = block_.exits[0];
  typeLinkArguments(*normal, rest);
  TakeOver extra(rtyper_, graph_, std::move(rest));
  for (Value& arg : normal->args) arg = extra.import(arg);
  Link* moved = rtyper_.graphs().newLink(normal->args, normal->target);
  moved->source = extra.block;
  extra.block->exits.push_back(moved);
  normal->args = std::move(extra.passed);
  normal->target = extra.block;
  typedLink_ = normal;
}

void BlockTyper::typeExits() {
  if (block_.exitKind == ExitKind::Bool || block_.exitKind == ExitKind::Switch) typeSwitch();
  for (Link* link : block_.exits) {
    if (link == typedLink_) continue;
    if (block_.canRaise() && link != block_.exits[0]) typeExceptionLink(*link);
    std::vector<Operation*> conversions;
    typeLinkArguments(*link, conversions);
    if (conversions.empty()) continue;
    if (block_.exits.size() == 1) {
      block_.operations.insert(block_.operations.end(), conversions.begin(), conversions.end());
      continue;
    }
    TakeOver between(rtyper_, graph_, std::move(conversions));
    for (Value& arg : link->args) arg = between.import(arg);
    Link* onward = rtyper_.graphs().newLink(std::move(link->args), link->target);
    onward->source = between.block;
    between.block->exits.push_back(onward);
    link->args = std::move(between.passed);
    link->target = between.block;
  }
}

void BlockTyper::typeSwitch() {
  Value original = block_.exitSwitch;
  Repr& repr = rtyper_.bindingRepr(original);
  LowLevelOps ops(rtyper_, graph_.span);
  block_.exitSwitch = lowLevel(original, repr, ops);
  if (block_.exitKind != ExitKind::Switch) return;
  for (Link* link : block_.exits)
    if (link->exitCase) link->llExitCase = ops.constantOf(repr, link->exitCase->object).constant();
}

void BlockTyper::typeExceptionLink(Link& link) {
  ExceptionData& exceptions = rtyper_.exceptions();
  auto* cls = host::as<host::ClassObject>(link.exitCase->object);
  link.llExitCase = rtyper_.graphs().newConstant(exceptions.typeType(), exceptions.vtableOf(cls));
  if (link.lastException) link.lastException->type = exceptions.typeType();
  if (link.lastExcValue) link.lastExcValue->type = exceptions.valueType();
}

// Converts what the link passes to the forms that the target expects; the
// operations for that are appended to `conversions`.
void BlockTyper::typeLinkArguments(Link& link, std::vector<Operation*>& conversions) {
  LowLevelOps ops(rtyper_,
                  block_.operations.empty() ? graph_.span : block_.operations.back()->span);
  Repr& rootInstance = rtyper_.instanceRepr(nullptr);
  const size_t count = link.args.size();
  for (size_t i = 0; i < count; ++i) {
    Value original = link.args[i];
    const annotate::Annotation* wanted = link.target->inputArgs[i]->annotation;
    Repr* to = &rtyper_.repr(wanted ? wanted : rtyper_.annotator().impossible());
    if (link.target == graph_.exceptBlock) to = i == 0 ? &rtyper_.classRepr() : &rootInstance;
    rtyper_.setupAll();
    // What an exception link defines has the most general form.
    if (original.isVariable() && original.variable() == link.lastExcValue)
      link.args[i] = ops.convert(original, rootInstance, *to);
    else if (original.isVariable() && original.variable() == link.lastException)
      link.args[i] = ops.convert(original, rtyper_.classRepr(), *to);
    else
      link.args[i] = lowLevel(original, *to, ops);
    if (to->kind() == ReprKind::InteriorPointer) passInterior(link, i);
  }
  rtyper_.runLater();
  conversions.insert(conversions.end(), ops.operations_.begin(), ops.operations_.end());
}

// A pointer into a container does not exist at run time: the container and the indices are
// passed behind the other arguments. Whoever comes first decides on the names of fields.
void BlockTyper::passInterior(Link& link, size_t index) {
  const std::vector<Value>& path = rtyper_.interiorPath(link.args[index]);
  const auto isPassed = [](Value part) { return !part.type()->isVoid(); };
  Variable* parameter = link.target->inputArgs[index];
  auto [found, isNew] = interiors_.try_emplace(parameter);
  if (isNew) {
    std::vector<Value> parts = path;
    for (Value& part : parts) {
      if (!isPassed(part)) continue;
      Variable* passed = rtyper_.graphs().newVariable();
      passed->type = part.type();
      link.target->inputArgs.push_back(passed);
      part = passed;
    }
    found->second = rtyper_.makeInterior(std::move(parts));
  }
  const std::vector<Value>& agreed = rtyper_.interiorPath(found->second);
  const bool fits = std::ranges::equal(path, agreed, [&](Value mine, Value theirs) {
    if (mine.type() != theirs.type()) return false;
    return isPassed(mine) || mine.constant()->object == theirs.constant()->object;
  });
  if (!fits)
    throw TranslationError(
        {Severity::Error,
         block_.operations.empty() ? graph_.span : block_.operations.back()->span,
         "pointers into different parts of containers meet in one variable",
         {},
         "keep the container and the index instead"});
  for (Value part : path)
    if (isPassed(part)) link.args.push_back(part);
  link.args[index] = rtyper_.graphs().newConstant(rtyper_.types().voidType(), 0);
}

Value BlockTyper::lowLevel(Value value, Repr& repr, LowLevelOps& ops) {
  const annotate::Annotation* annotation = rtyper_.annotator().annotationOf(value);
  if (host::Object* known = annotation->constant()) return ops.constantOf(repr, known);
  Repr& from = rtyper_.repr(annotation);
  rtyper_.setupAll();
  return ops.convert(renamed(value), from, repr);
}

static void typeEndBlocks(RTyper& rtyper, FunctionGraph& graph) {
  graph.returnBlock->inputArgs[0]->type = rtyper.resultRepr(&graph).lowType();
  graph.exceptBlock->inputArgs[0]->type = rtyper.exceptions().typeType();
  graph.exceptBlock->inputArgs[1]->type = rtyper.exceptions().valueType();
}

void typeGraph(RTyper& rtyper, FunctionGraph& graph) {
  rtyper.functionType(&graph); // fixes the types of the parameters first
  typeEndBlocks(rtyper, graph);
  Interiors interiors;
  for (Block* block : graph.blocks()) {
    if (block == graph.returnBlock || block == graph.exceptBlock) continue;
    try {
      BlockTyper(rtyper, graph, *block, interiors).run();
    } catch (TranslationError& error) {
      rtyper.annotator().addContext(error.diagnostic(), graph);
      throw;
    }
  }
}

} // namespace tw::rtype
