// foldConstants: what can be computed now is not computed at run time.
//
// Pure operations on constants, reads of immutable prebuilt data, the class of
// an object whose allocation is in sight, identities such as x + 0, calls
// through constant function pointers, branches on a negated condition.
#include "translator/backendopt/backendopt.h"

#include "translator/flow/entries.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"

#include <optional>
#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::Constant;
using flow::ExitKind;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;
using lltype::Type;
using lltype::Word;

namespace {

bool isWord(Value value, Word word) {
  return value.isConstant() && value.type() && !value.type()->isVoid() &&
         value.constant()->word == word;
}

class Folder {
public:
  Folder(flow::FunctionGraph& graph, lltype::Heap& heap) : graph_(graph), heap_(heap) {}

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

  Constant* constant(const Type* type, Word word) {
    return graph_.context().newConstant(type, word);
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
    case OpCode::LlGetField:
    case OpCode::LlGetArrayItem:
    case OpCode::LlGetInteriorField: return immutableRead(op);
    case OpCode::LlGetArraySize:
    case OpCode::LlGetInteriorArraySize: return prebuiltSize(op);
    case OpCode::LlGcTypePtr: return knownClass(op);
    case OpCode::LlIndirectCall: return makeDirect(op), std::nullopt;
    default: break;
    }
    if (!flow::llOpInfo(op.op).pure) return std::nullopt;
    if (std::optional<Value> value = identity(op)) return value;
    return computed(op);
  }

  std::optional<Value> computed(const Operation& op) {
    std::vector<Word> words;
    std::vector<const Type*> types;
    for (Value arg : op.args) {
      if (!arg.isConstant() || arg.type()->isVoid()) return std::nullopt;
      words.push_back(arg.constant()->word);
      types.push_back(arg.type());
    }
    Word result = 0;
    if (!lltype::foldOp(flow::toLlOp(op.op), {words, types, op.result->type}, result))
      return std::nullopt;
    return constant(op.result->type, result);
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

  // Where a path of constant steps from a prebuilt container leads.
  struct Place {
    const char* address;
    const Type* type;
    bool immutable;
  };

  std::optional<Place> follow(const Operation& op) const {
    for (Value arg : op.args)
      if (!arg.isConstant()) return std::nullopt;
    Word start = op.args[0].constant()->word;
    if (!start || !heap_.find(start)) return std::nullopt;
    Place place{lltype::asPointer<const char>(start), &op.args[0].type()->ptr().target(), false};
    for (size_t i = 1; i < op.args.size(); ++i) {
      bool inside = flow::symbolOf(op.args[i]) ? intoField(place, flow::symbolOf(op.args[i])->name)
                                               : intoItem(place, op.args[i].constant()->word);
      if (!inside) return std::nullopt;
    }
    return place;
  }

  static bool intoField(Place& place, const std::string& name) {
    const lltype::Field& field = place.type->structure().field(name);
    place = {place.address + field.offset, field.type, place.immutable || field.isImmutable()};
    return true;
  }

  // False if the index is out of range: then the code is never reached.
  static bool intoItem(Place& place, Word index) {
    auto base = reinterpret_cast<Word>(place.address);
    if (const lltype::ArrayType* array = place.type->asArray()) {
      if (!array->hasLength() || index >= lltype::arrayLength(base, *array)) return false;
      auto address = static_cast<const char*>(lltype::itemAddress(base, *array, index));
      place = {address, &array->item(), place.immutable || array->isImmutable()};
      return true;
    }
    const lltype::FixedArrayType& array = place.type->fixedArray();
    if (index >= array.length()) return false;
    place = {place.address + index * array.itemSize(), &array.item(), place.immutable};
    return true;
  }

  std::optional<Value> immutableRead(const Operation& op) {
    std::optional<Place> place = follow(op);
    if (!place || !place->immutable || place->type->isContainer() || place->type->size() > 8)
      return std::nullopt;
    return constant(op.result->type, lltype::loadWord(place->address, *place->type));
  }

  std::optional<Value> prebuiltSize(const Operation& op) {
    std::optional<Place> place = follow(op);
    if (!place || !place->type->asArray()) return std::nullopt;
    auto base = reinterpret_cast<Word>(place->address);
    return constant(op.result->type, lltype::arrayLength(base, place->type->array()));
  }

  std::optional<Value> knownClass(const Operation& op) {
    const lltype::StructType* type = nullptr;
    Value object = op.args[0];
    while (const Operation* source = definitionOf(object)) {
      if (source->op == OpCode::LlMalloc) {
        type = flow::symbolOf(source->args[0])->type->asStruct();
        break;
      }
      if (source->op != OpCode::LlCastPointer) break;
      object = source->args[0];
    }
    if (object.isConstant() && object.constant()->word && heap_.find(object.constant()->word))
      type = heap_.typeOfObject(object.constant()->word).asStruct();
    if (!type || !type->vtable()) return std::nullopt;
    return constant(op.result->type, type->vtable());
  }

  void makeDirect(Operation& op) {
    if (!flow::calleeOf(op.args[0])) return;
    op.op = OpCode::LlDirectCall;
    op.args.pop_back();
    changed_ = true;
  }

  flow::FunctionGraph& graph_;
  lltype::Heap& heap_;
  flow::Renaming renaming_;
  std::unordered_map<const Variable*, const Operation*> definitions_; // of the current block
  bool changed_ = false;
};

} // namespace

bool foldConstants(flow::FunctionGraph& graph, lltype::Heap& heap) {
  return Folder(graph, heap).run();
}

} // namespace tw::backendopt
