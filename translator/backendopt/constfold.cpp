// foldConstants: what can be computed now is not computed at run time.
//
// Pure operations on constants, reads of immutable prebuilt data, the class of
// an object whose allocation is in sight, identities such as x + 0, calls
// through constant function pointers, branches on a negated condition.
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/evaluate.h"

#include "translator/flow/entries.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"

#include <optional>
#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::ExitKind;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;
using lltype::Word;

namespace {

bool isWord(Value value, Word word) {
  return value.isConstant() && value.type() && !value.type()->isVoid() &&
         value.constant()->word == word;
}

class Folder {
public:
  Folder(flow::FunctionGraph& graph, lltype::Heap& heap)
      : graph_(graph), evaluator_(graph.context(), heap) {}

  bool run() {
    bool changed = false;
    while (pass()) changed = true;
    return changed;
  }

private:
  bool pass() {
    changed_ = false;
    renaming_ = {};
    for (Block* block : graph_.blocks()) foldBlock(*block);
    if (!changed_) return false;
    renaming_.apply(graph_);
    flow::cleanupGraph(graph_);
    return true;
  }

  void foldBlock(Block& block) {
    definitions_.clear();
    std::vector<Operation*> kept;
    for (Operation* op : block.operations) {
      for (Value& arg : op->args) arg = renaming_.resolve(arg);
      if (std::optional<Value> value = flow::isLowLevel(op->op) ? simpler(*op) : std::nullopt) {
        renaming_.add(op->result, *value);
        changed_ = true;
        // Nothing is left that could raise.
        if (op == block.raisingOperation()) block.close({block.exits.front()});
        continue;
      }
      definitions_[op->result] = op;
      kept.push_back(op);
    }
    block.operations = std::move(kept);
    if (block.exitKind == ExitKind::Bool) foldNegation(block);
  }

  // if not x: A else B  ->  if x: B else A
  void foldNegation(Block& block) {
    Value condition = renaming_.resolve(block.exitSwitch);
    const Operation* source = definitionOf(condition);
    if (!source || source->op != OpCode::LlBoolNot) return;
    std::swap(block.exits[0], block.exits[1]);
    block.exitSwitch = source->args[0];
    changed_ = true;
  }

  const Operation* definitionOf(Value value) const {
    if (!value.isVariable()) return nullptr;
    auto found = definitions_.find(value.variable());
    return found == definitions_.end() ? nullptr : found->second;
  }

  // A value that the operation's result can be replaced by.
  std::optional<Value> simpler(Operation& op) {
    switch (op.op) {
    case OpCode::LlSameAs: return op.args[0];
    case OpCode::LlCastPointer:
    case OpCode::LlCastOpaquePtr:
    case OpCode::LlCastPrimitive:
    case OpCode::LlForceCast:
      if (op.args[0].type() == op.result->type) return op.args[0];
      break;
    case OpCode::LlGcTypePtr:
      if (std::optional<Value> known = classOfMalloc(op)) return known;
      break;
    case OpCode::LlIndirectCall: return makeDirect(op), std::nullopt;
    default: break;
    }
    if (std::optional<Value> value = identity(op)) return value;
    return evaluator_.evaluate(op, op.args);
  }

  static std::optional<Value> identity(const Operation& op) {
    switch (op.op) {
    case OpCode::LlIntAdd:
    case OpCode::LlUintAdd:
      if (isWord(op.args[0], 0)) return op.args[1];
      [[fallthrough]];
    case OpCode::LlIntAddOvf:
    case OpCode::LlIntAddNonnegOvf:
    case OpCode::LlIntSub:
    case OpCode::LlIntSubOvf:
    case OpCode::LlUintSub:
    case OpCode::LlIntOr:
    case OpCode::LlUintOr:
    case OpCode::LlIntXor:
    case OpCode::LlUintXor:
    case OpCode::LlIntLshift:
    case OpCode::LlIntRshift:
    case OpCode::LlUintLshift:
    case OpCode::LlUintRshift:
      if (isWord(op.args[1], 0)) return op.args[0];
      break;
    case OpCode::LlIntMul:
    case OpCode::LlUintMul:
    case OpCode::LlIntMulOvf:
      if (isWord(op.args[1], 1)) return op.args[0];
      if (isWord(op.args[0], 1)) return op.args[1];
      break;
    default: break;
    }
    return std::nullopt;
  }

  std::optional<Value> classOfMalloc(const Operation& op) {
    Value object = op.args[0];
    const Operation* source = definitionOf(object);
    while (source && source->op == OpCode::LlCastPointer) {
      object = source->args[0];
      source = definitionOf(object);
    }
    if (!source || source->op != OpCode::LlMalloc) return std::nullopt;
    const lltype::StructType* type = flow::symbolOf(source->args[0])->type->asStruct();
    if (!type || !type->vtable()) return std::nullopt;
    return graph_.context().newConstant(op.result->type, type->vtable());
  }

  void makeDirect(Operation& op) {
    if (!flow::calleeOf(op.args[0])) return;
    op.op = OpCode::LlDirectCall;
    op.args.pop_back();
    changed_ = true;
  }

  flow::FunctionGraph& graph_;
  Evaluator evaluator_;
  flow::Renaming renaming_;
  std::unordered_map<const Variable*, const Operation*> definitions_; // of the current block
  bool changed_ = false;
};

} // namespace

bool foldConstants(flow::FunctionGraph& graph, lltype::Heap& heap) {
  return Folder(graph, heap).run();
}

} // namespace tw::backendopt
