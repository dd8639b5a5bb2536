// What an allocation leaves undefined is written before anything can see it.
//
// The fields that the operations right behind the allocation set need nothing
// else; all others become zero. So it is with the items of an array into which others are copied
// from its start: a list that grows. "Right behind" ends where the object is used in
// another way, and where the collector, or whoever handles an exception, might
// look at it.
#include "translator/source_c/operations.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/source_c/ctypes.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::source_c {

using flow::OpCode;
using flow::Operation;
using lltype::Effect;
using lltype::Kind;
using lltype::StructType;
using lltype::Type;

namespace {

bool keepsObjectsUnseen(const Operation& operation) {
  Effect effect = flow::llOpInfo(operation.op).effect;
  return !flow::opInfo(operation.op).canRaise &&
         (effect == Effect::None || effect == Effect::Reads || effect == Effect::Writes);
}

bool isFieldStore(OpCode op) { return op == OpCode::LlSetField || op == OpCode::LlBareSetField; }

} // namespace

std::set<std::string_view> OperationWriter::fieldsSetNext() const {
  const flow::Value object(operation_.result);
  auto isObject = [&](flow::Value value) { return writer_.shape_.resolve(value) == object; };
  const std::vector<Operation*>& operations = writer_.block_->operations;
  std::set<std::string_view> names;
  auto next = std::ranges::find(operations, &operation_);
  while (++next != operations.end() && keepsObjectsUnseen(**next)) {
    const Operation& operation = **next;
    bool stores = isFieldStore(operation.op) && isObject(operation.args[0]);
    if (std::any_of(operation.args.begin() + stores, operation.args.end(), isObject) &&
        !writer_.shape_.isAlias(operation))
      break;
    if (stores) names.insert(flow::symbolOf(operation.args[1])->name);
  }
  return names;
}

bool OperationWriter::isFilledNext() const {
  const flow::Value object(operation_.result);
  auto isObject = [&](flow::Value value) { return writer_.shape_.resolve(value) == object; };
  const std::vector<Operation*>& operations = writer_.block_->operations;
  auto next = std::ranges::find(operations, &operation_);
  while (++next != operations.end() && keepsObjectsUnseen(**next)) {
    const Operation& operation = **next;
    if (writer_.shape_.isAlias(operation) || std::ranges::none_of(operation.args, isObject))
      continue;
    if (operation.op != OpCode::LlArrayCopy || isObject(operation.args[0])) return false;
    const flow::Value start = operation.args[3];
    return isObject(operation.args[1]) && start.isConstant() && start.constant()->word == 0;
  }
  return false;
}

void OperationWriter::initializeFields(const StructType& type) {
  std::set<std::string_view> known = fieldsSetNext();
  const std::string& object = writer_.variableName(operation_.result);
  for (const lltype::Field& field : type.fields()) {
    if (!exists(*field.type) || field.type->asArray() || known.contains(field.name)) continue;
    file_.defineStruct(type);
    std::string place = fmt::format("{}->{}", object, fieldName(field.name));
    if (field.type->isPrimitive() || field.type->isPtr())
      writer_.line(place + " = 0;");
    else
      writer_.line(fmt::format("__builtin_memset(&{0}, 0, sizeof {0});", place));
  }
}

// A string's characters are written by whoever makes it, but for the NUL behind them.
bool OperationWriter::isString(const Type& type) {
  const StructType* structure = type.asStruct();
  if (!structure || !structure->isGc()) return false;
  Kind item = structure->varArray()->item().kind();
  return item == Kind::Char || item == Kind::UniChar;
}

void OperationWriter::endString(const StructType& type) {
  const std::string& object = writer_.variableName(operation_.result);
  std::string chars = fieldName(type.fields().back().name);
  file_.defineStruct(type);
  writer_.line(fmt::format("{0}->{1}_items[{0}->{1}_length] = 0;", object, chars));
}

} // namespace tw::source_c
