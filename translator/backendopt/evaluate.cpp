// Evaluator: folders, and reads of immutable prebuilt data.
#include "translator/backendopt/evaluate.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"

namespace tw::backendopt {

using flow::OpCode;
using flow::Operation;
using flow::Value;
using lltype::Type;
using lltype::Word;

namespace {

// Where a path of constant steps from a prebuilt container leads.
struct Place {
  const char* address;
  const Type* type;
  bool immutable;
};

bool intoField(Place& place, const std::string& name) {
  const lltype::Field& field = place.type->structure().field(name);
  place = {place.address + field.offset, field.type, place.immutable || field.isImmutable()};
  return true;
}

// False if the index is out of range: then the code is never reached.
bool intoItem(Place& place, Word index) {
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

// Does the pointer lead to what its type promises? In code that is never reached
// a constant may have been cast to a class that it does not have.
bool isSound(const lltype::Heap& heap, Word start, const Type& target) {
  const lltype::Allocation* found = start ? heap.find(start) : nullptr;
  if (!found || found->freed) return false;
  if (found->word() != start || &target == found->type) return true;
  const lltype::StructType* actual = found->type->asStruct();
  return actual && target.asStruct() && actual->derivesFrom(target.structure());
}

std::optional<Place> follow(std::span<const Value> args, const lltype::Heap& heap) {
  for (Value arg : args)
    if (!arg.isConstant()) return std::nullopt;
  Word start = args[0].constant()->word;
  if (!isSound(heap, start, args[0].type()->ptr().target())) return std::nullopt;
  Place place{lltype::asPointer<const char>(start), &args[0].type()->ptr().target(), false};
  for (size_t i = 1; i < args.size(); ++i) {
    bool inside = flow::symbolOf(args[i]) ? intoField(place, flow::symbolOf(args[i])->name)
                                          : intoItem(place, args[i].constant()->word);
    if (!inside) return std::nullopt;
  }
  return place;
}

} // namespace

Value Evaluator::constant(const Type* type, Word word) const {
  return context_.newConstant(type, word);
}

std::optional<Value> Evaluator::evaluate(const Operation& op, std::span<const Value> args) const {
  switch (op.op) {
  case OpCode::LlGetField:
  case OpCode::LlGetArrayItem:
  case OpCode::LlGetInteriorField: return immutableRead(op, args);
  case OpCode::LlGetArraySize:
  case OpCode::LlGetInteriorArraySize: return prebuiltSize(op, args);
  case OpCode::LlGcTypePtr: return classOfPrebuilt(op, args);
  default: break;
  }
  if (!flow::isLowLevel(op.op) || !flow::llOpInfo(op.op).pure) return std::nullopt;
  return computed(op, args);
}

std::optional<Value> Evaluator::computed(const Operation& op, std::span<const Value> args) const {
  std::vector<Word> words;
  std::vector<const Type*> types;
  for (Value arg : args) {
    if (!arg.isConstant() || arg.type()->isVoid()) return std::nullopt;
    words.push_back(arg.constant()->word);
    types.push_back(arg.type());
  }
  Word result = 0;
  if (!lltype::foldOp(flow::toLlOp(op.op), {words, types, op.result->type}, result))
    return std::nullopt;
  return constant(op.result->type, result);
}

std::optional<Value> Evaluator::immutableRead(const Operation& op,
                                              std::span<const Value> args) const {
  std::optional<Place> place = follow(args, heap_);
  if (!place || !place->immutable || place->type->isContainer() || place->type->size() > 8)
    return std::nullopt;
  const Word word = lltype::loadWord(place->address, *place->type);
  // What is not set when the program begins is promised for the time after it will have been set.
  if (word == 0 && args[0].type()->isGcPtr() && op.op == OpCode::LlGetField) return std::nullopt;
  return constant(op.result->type, word);
}

std::optional<Value> Evaluator::prebuiltSize(const Operation& op,
                                             std::span<const Value> args) const {
  std::optional<Place> place = follow(args, heap_);
  if (!place || !place->type->asArray()) return std::nullopt;
  auto base = reinterpret_cast<Word>(place->address);
  return constant(op.result->type, lltype::arrayLength(base, place->type->array()));
}

std::optional<Value> Evaluator::classOfPrebuilt(const Operation& op,
                                                std::span<const Value> args) const {
  if (!args[0].isConstant()) return std::nullopt;
  Word object = args[0].constant()->word;
  if (!object || !heap_.find(object)) return std::nullopt;
  const lltype::StructType* type = heap_.typeOfObject(object).asStruct();
  if (!type || !type->vtable()) return std::nullopt;
  return constant(op.result->type, type->vtable());
}

} // namespace tw::backendopt
