// Fields, items, addresses and raw memory in C.
#include "translator/source_c/operations.h"

#include "translator/flow/llconstants.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>
#include <stdexcept>

namespace tw::source_c {

using flow::OpCode;
using flow::Value;
using lltype::Type;

namespace {

bool isWritten(const Location& location) { return exists(*location.type); }

bool holdsPointers(const Type& type) {
  if (type.isGcPtr()) return true;
  if (auto* array = type.asFixedArray()) return holdsPointers(array->item());
  if (auto* structure = type.asStruct()) {
    for (const lltype::Field& field : structure->fields()) {
      if (holdsPointers(*field.type)) return true;
    }
  }
  return false;
}

} // namespace

// The container that the operand points to.
Location OperationWriter::target(size_t index, Expression& pointer) {
  const Type& container = argument(index).type()->ptr().target();
  Value value = writer_.shape_.resolve(argument(index));
  if (value.isConstant() && value.constant()->word && hasTag(container)) {
    const database_c::ContainerNode& node = file_.database().container(value.constant()->word);
    bool whole = node.allocation->word() == value.constant()->word;
    if (whole && node.allocation->type == &container) return {file_.use(node), false, &container};
  }
  Expression expression = writer_.value(argument(index), *argument(index).type());
  if (!expression.type) { // another constant
    expression.text =
        fmt::format("({}){}", spell(*argument(index).type(), file_), expression.operand());
    expression.atomic = false;
  }
  if (hasTag(container)) file_.defineStruct(container);
  pointer.absorb(expression);
  return {expression.operand(), true, &container, false};
}

// One step of a path: a field, named by a Symbol, or an item, by its index.
Location OperationWriter::step(const Location& from, Value selector, Expression& reads) {
  const char* access = from.pointer ? "->" : ".";
  if (const lltype::Symbol* symbol = flow::symbolOf(selector)) {
    const lltype::Field& field = from.type->structure().field(symbol->name);
    std::string text = from.text + access + fieldName(field.name);
    return {text, false, field.type, field.type->asArray() != nullptr};
  }
  Expression index = writer_.value(selector);
  reads.absorb(index);
  const Type& item =
      from.type->asArray() ? from.type->array().item() : from.type->fixedArray().item();
  std::string items = from.inlineArray            ? from.text + "_items"
                      : isItemPointer(*from.type) ? from.text
                                                  : from.text + access + "items";
  return {fmt::format("{}[{}]", items, index.text), false, &item, false};
}

Location OperationWriter::walk(size_t first, size_t end, Expression& reads) {
  Location location = target(0, reads);
  for (size_t i = first; i < end; i++) location = step(location, argument(i), reads);
  return location;
}

void OperationWriter::writeLoad(const Location& from, const Expression& reads) {
  if (!isWritten(from)) return;
  Expression value = reads;
  value.text = from.text;
  value.atomic = true;
  value.readsMemory = true;
  value.type = from.type;
  result(std::move(value), true);
}

void OperationWriter::writeStore(const Location& to, Expression& reads, Value stored,
                                 const std::string& barrier) {
  if (!isWritten(to)) return;
  Expression value = writer_.value(stored, *to.type);
  reads.absorb(value);
  writer_.flushReads();
  if (!barrier.empty()) writer_.line(barrier);
  writer_.line(fmt::format("{} = {};", to.text, value.text));
}

// Stores of pointers into objects tell the collector first; not where the
// pointer is a constant (prebuilt objects are no one's young ones), and not for
// an object that is younger than the last possible collection.
std::string OperationWriter::barrier(Value object, Value stored, const Expression* index) {
  if (!object.type()->isGcPtr() || !stored.type()->isGcPtr()) return "";
  Value target = writer_.shape_.resolve(object);
  if (writer_.shape_.resolve(stored).isConstant()) return "";
  if (target.isVariable() && writer_.fresh_.contains(target.variable())) return "";
  Expression pointer = writer_.repeatable(object);
  if (index) return fmt::format("TW_BARRIER_ITEM({}, {});", pointer.operand(), index->text);
  return fmt::format("TW_BARRIER({});", pointer.operand());
}

// setfield (object, field, value); setinteriorfield (object, path..., value),
// where a path may lead through an item, whose index the barrier wants.
void OperationWriter::writeFieldStore(size_t count) {
  Expression reads, index;
  bool throughItem = false;
  if (argument(count - 1).type()->isGcPtr()) {
    for (size_t i = 1; i + 1 < count && !throughItem; i++) {
      if (flow::symbolOf(argument(i))) continue;
      throughItem = true;
      index = writer_.repeatable(argument(i));
    }
  }
  std::string before = barrier(argument(0), argument(count - 1), throughItem ? &index : nullptr);
  writeStore(walk(1, count - 1, reads), reads, argument(count - 1), before);
}

void OperationWriter::writeArraySize(const Location& array, const Expression& reads) {
  Expression size = reads;
  size.type = &resultType();
  if (auto* fixed = array.type->asFixedArray()) {
    size.text = fmt::format("{}L", fixed->length());
  } else {
    size.text = array.text + (array.inlineArray ? "_length"
                              : array.pointer   ? "->length"
                                                : ".length");
    size.readsMemory = true;
  }
  result(std::move(size), true);
}

// The address of a part, as the pointer type that the result has.
void OperationWriter::writeAddress(const Location& part, const Expression& reads) {
  Expression address = reads;
  std::string text = part.text;
  bool isPointer = part.pointer;
  if (part.inlineArray) {
    bool hasLength = part.type->array().hasLength();
    text += hasLength ? "_length" : "_items";
    isPointer = !hasLength;
  }
  address.text = fmt::format("({}){}{}", spell(resultType(), file_), isPointer ? "" : "&", text);
  address.atomic = false;
  address.type = &resultType();
  result(std::move(address), true);
}

void OperationWriter::writePointerAdd() {
  Expression pointer = writer_.value(argument(0));
  Expression index = writer_.value(argument(1));
  uint64_t size = argument(0).type()->ptr().target().array().itemSize();
  Expression sum = pointer;
  sum.absorb(index);
  sum.text = fmt::format("({})((char *){} + {} * {})", spell(resultType(), file_),
                         pointer.operand(), index.operand(), size);
  sum.atomic = false;
  sum.type = &resultType();
  result(std::move(sum), true);
}

void OperationWriter::writeRawAccess() {
  bool load = operation_.op == OpCode::LlRawLoad;
  Expression access = writer_.value(argument(0));
  Expression offset = writer_.value(argument(1));
  const Type& type = load ? resultType() : *argument(2).type();
  access.absorb(offset);
  std::string text = fmt::format("*({} *)((char *){} + {})", spell(type, file_), access.operand(),
                                 offset.operand());
  Location location{text, false, &type, false};
  if (load)
    writeLoad(location, access);
  else
    writeStore(location, access, argument(2), "");
}

// gc_load_indexed (object, index, scale, base); gc_store_indexed (object, index,
// value, scale, base).
void OperationWriter::writeIndexedAccess() {
  bool load = operation_.op == OpCode::LlGcLoadIndexed;
  size_t scale = load ? 2 : 3;
  const Type& type = load ? resultType() : *argument(2).type();
  Expression access = writer_.value(argument(0));
  Expression index = writer_.value(argument(1));
  access.absorb(index);
  std::string text =
      fmt::format("*({} *)((char *){} + {} * {} + {})", spell(type, file_), access.operand(),
                  index.operand(), operand(scale).operand(), operand(scale + 1).operand());
  Location location{text, false, &type, false};
  if (load)
    writeLoad(location, access);
  else
    writeStore(location, access, argument(2), "");
}

// The items of an array, or of the inline array of a struct.
Location OperationWriter::items(size_t index, Expression& reads, const Type*& item) {
  Location container = target(index, reads);
  const lltype::ArrayType& array = itemsOf(*container.type);
  item = &array.item();
  const char* access = container.pointer ? "->" : ".";
  if (const lltype::StructType* structure = container.type->asStruct())
    container.text += access + fieldName(structure->fields().back().name) + "_items";
  else if (!isItemPointer(*container.type))
    container.text += std::string(access) + "items";
  return container;
}

void OperationWriter::writeArrayBulk() {
  Expression reads;
  const Type* item = nullptr;
  size_t written = operation_.op == OpCode::LlArrayCopy ? 1 : 0;
  Expression object = writer_.repeatable(argument(written));
  Location destination = items(written, reads, item);
  if (!exists(*item)) return;
  auto at = [&](const Location& array, size_t start) {
    return fmt::format("{} + {}", array.text, operand(start).operand());
  };
  bool pointers = argument(written).type()->isGcPtr() && holdsPointers(*item);
  std::string text, before, after;
  if (operation_.op == OpCode::LlArrayCopy) {
    Expression first = writer_.repeatable(argument(3));
    Expression length = writer_.repeatable(argument(4));
    Location source = items(0, reads, item);
    std::string from = at(source, 2), to = at(destination, 3);
    text = fmt::format("__builtin_memmove({}, {}, {} * {});", to, from, length.operand(),
                       item->size());
    if (pointers)
      before = fmt::format("TW_BARRIER_ITEMS({}, {}, {});", object.operand(), first.operand(),
                           length.operand());
    if (writer_.uncleared_ && writer_.shape_.resolve(argument(1)) == writer_.uncleared_) {
      after = fmt::format("__builtin_memset({0} + {1}, 0, ({2}->length - {1}) * {3});",
                          destination.text, length.operand(), object.operand(), item->size());
      writer_.uncleared_ = {};
    }
  } else if (operation_.op == OpCode::LlArrayClear) {
    std::string start = at(destination, 1);
    text =
        fmt::format("__builtin_memset({}, 0, {} * {});", start, operand(2).operand(), item->size());
  } else {
    std::string start = at(destination, 1);
    std::string count = operand(2).text;
    std::string type = spell(*item, file_);
    text = fmt::format("{{ {0} *item = {1}, *end = item + ({2}); {0} filler = {3}; "
                       "while (item < end) *item++ = filler; }}",
                       type, start, count, writer_.value(argument(3), *item).text);
  }
  writer_.flushReads();
  if (pointers && operation_.op == OpCode::LlArrayFill)
    before = fmt::format("TW_BARRIER({});", object.operand());
  if (!before.empty()) writer_.line(before);
  writer_.line(text);
  if (!after.empty()) writer_.line(after);
}

bool OperationWriter::writeMemory() {
  Expression reads;
  size_t count = operation_.args.size();
  switch (operation_.op) {
  case OpCode::LlGetField:
  case OpCode::LlGetArrayItem:
  case OpCode::LlGetInteriorField: writeLoad(walk(1, count, reads), reads); return true;
  case OpCode::LlSetField:
  case OpCode::LlSetInteriorField: writeFieldStore(count); return true;
  case OpCode::LlSetArrayItem: {
    std::string before;
    if (argument(2).type()->isGcPtr()) {
      Expression index = writer_.repeatable(argument(1));
      before = barrier(argument(0), argument(2), &index);
    }
    writeStore(walk(1, 2, reads), reads, argument(2), before);
    return true;
  }
  case OpCode::LlBareSetField:
  case OpCode::LlBareSetArrayItem:
  case OpCode::LlBareSetInteriorField:
    writeStore(walk(1, count - 1, reads), reads, argument(count - 1), "");
    return true;
  case OpCode::LlGetArraySize:
  case OpCode::LlGetInteriorArraySize: writeArraySize(walk(1, count, reads), reads); return true;
  case OpCode::LlGetSubStruct:
  case OpCode::LlGetArraySubStruct:
  case OpCode::LlDirectFieldPtr: writeAddress(walk(1, 2, reads), reads); return true;
  case OpCode::LlDirectArrayItems: {
    const Type* item = nullptr;
    writeAddress(items(0, reads, item), reads);
    return true;
  }
  case OpCode::LlDirectPtrAdd: writePointerAdd(); return true;
  case OpCode::LlRawLoad:
  case OpCode::LlRawStore:
  case OpCode::LlBareRawStore: writeRawAccess(); return true;
  case OpCode::LlGcLoadIndexed:
  case OpCode::LlGcStoreIndexed: writeIndexedAccess(); return true;
  case OpCode::LlArrayCopy:
  case OpCode::LlArrayClear:
  case OpCode::LlArrayFill: writeArrayBulk(); return true;
  default: return false;
  }
}

} // namespace tw::source_c
