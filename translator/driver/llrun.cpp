// The argument list in low-level form, and the run.
#include "translator/driver/llrun.h"

#include "translator/support/diagnostic.h"

#include <cstring>

#include <fmt/format.h>

namespace tw::driver {
namespace {

constexpr int kAborted = 134;

lltype::Word newString(lltype::Heap& heap, const lltype::StructType& type, std::string_view text) {
  lltype::Word string = heap.mallocStruct(type, text.size())->word();
  const lltype::Field& characters = type.fields().back();
  char* chars = static_cast<char*>(lltype::fieldAddress(string, type, characters.name)) +
                characters.type->array().itemsOffset();
  std::memcpy(chars, text.data(), text.size());
  return string;
}

// A list of str, as an array or as {length, items}.
lltype::Word newArgv(lltype::Heap& heap, const lltype::Type& list,
                     const std::vector<std::string>& argv) {
  const lltype::StructType* resizable = list.asStruct();
  const lltype::ArrayType& items =
      resizable ? resizable->field("items").type->ptr().target().array() : list.array();
  const lltype::StructType& string = items.item().ptr().target().structure();
  lltype::Word array = heap.mallocArray(items, argv.size())->word();
  for (size_t i = 0; i < argv.size(); ++i)
    lltype::setItem(array, items, i, newString(heap, string, argv[i]));
  if (!resizable) return array;
  lltype::Word result = heap.mallocStruct(*resizable)->word();
  lltype::setField(result, *resizable, "length", argv.size());
  lltype::setField(result, *resizable, "items", array);
  return result;
}

// The class's name from its vtable, a prebuilt str.
std::string className(lltype::Heap& heap, lltype::Word vtable) {
  const lltype::StructType& type = heap.find(vtable)->type->structure();
  lltype::Word name = lltype::getField(vtable, type, "name");
  if (!name) return "exception";
  const lltype::StructType& string = type.field("name").type->ptr().target().structure();
  const lltype::ArrayType& chars = *string.varArray();
  const char* start =
      static_cast<const char*>(lltype::fieldAddress(name, string, string.fields().back().name));
  return {start + chars.itemsOffset(), heap.find(name)->length};
}

} // namespace

int runLowLevel(flow::FunctionGraph& entry, lltype::Heap& heap,
                const llinterp::StandardExceptions& exceptions,
                const std::vector<std::string>& argv) {
  const lltype::Type& list = entry.startBlock->inputArgs[0]->type->ptr().target();
  lltype::Word arguments[] = {newArgv(heap, list, argv)};
  llinterp::Options options;
  options.exceptions = exceptions;
  llinterp::Interpreter interpreter(heap, options);
  try {
    llinterp::Outcome outcome = interpreter.call(entry, arguments);
    if (!outcome.raised()) return static_cast<int>(outcome.value & 0xff);
    fmt::print(stderr, "Fatal RPython error: {}\n", className(heap, outcome.excType));
    return kAborted;
  } catch (const llinterp::InterpreterError& error) {
    throw TranslationError({}, fmt::format("the program cannot be interpreted: {}", error.what()));
  }
}

} // namespace tw::driver
