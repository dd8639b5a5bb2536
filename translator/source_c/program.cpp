// types.c: what the runtime asks of the program (runtime/program.h).
#include "translator/source_c/typesfile.h"

#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/operations.h"

#include <fmt/format.h>

namespace tw::source_c {

using lltype::Kind;
using lltype::StructType;
using lltype::Type;

namespace {

std::string mallocVar(const Type& type, const std::string& length, CFile& file) {
  file.defineStruct(type);
  return fmt::format("tw_malloc_cleared(TW_TID({}), {}, {}, {}, {})", file.useTypeId(type),
                     allocationBase(type), itemsOf(type).itemSize(), lengthOffset(type), length);
}

// A target's C flags may say how long the machine stack is (runtime/stack.c).
constexpr const char* kStackSize = "#ifdef MAX_STACK_SIZE\n"
                                   "Signed tw_max_stack_size = MAX_STACK_SIZE;\n"
                                   "#endif\n";

// main makes a list of str as RPython code would.
void writeMain(CFile& file, const Addition* addition) {
  const database_c::FunctionNode& entry =
      file.database().function(*file.database().program().entry);
  const Type& list = entry.graph->startBlock->inputArgs[0]->type->ptr().target();
  const StructType* resizable = list.asStruct();
  const Type& array = resizable ? resizable->field("items").type->ptr().target() : list;
  const Type& string = array.array().item().ptr().target();
  std::string chars = fieldName(string.structure().fields().back().name);
  std::string text = kStackSize;
  text += "Signed tw_program_main(Signed argc, char **argv) {\n";
  if (!file.database().program().exports.empty()) {
    file.include("runtime/thread.h");
    text += "  tw_thread_share();\n";
  }
  if (addition) {
    file.include(addition->header);
    text += fmt::format("  {}();\n", addition->setup);
  }
  text +=
      fmt::format("  struct {} *items = {};\n", file.tag(array), mallocVar(array, "argc", file));
  text += "  Signed i;\n  if (!items) return 1;\n  for (i = 0; i < argc; i++) {\n";
  text += "    Signed length = (Signed)__builtin_strlen(argv[i]);\n";
  text += fmt::format("    struct {} *text = {};\n", file.tag(string),
                      mallocVar(string, "length", file));
  text += "    if (!text) return 1;\n";
  for (const lltype::Field& field : string.structure().fields())
    if (!field.type->asArray()) text += fmt::format("    text->{} = 0;\n", fieldName(field.name));
  text += fmt::format("    __builtin_memcpy(text->{}_items, argv[i], length);\n", chars);
  text += "    TW_BARRIER_ITEM(items, i);\n    items->items[i] = text;\n  }\n";
  std::string argument = "items";
  if (resizable) {
    text += fmt::format("  struct {} *list = tw_malloc_fixed(TW_TID({}), {});\n",
                        file.defineStruct(list), file.useTypeId(list),
                        std::max<uint64_t>((list.size() + 7) / 8 * 8, 16));
    text += "  if (!list) return 1;\n  TW_BARRIER(list);\n";
    text += "  list->length = argc;\n  list->items = items;\n";
    argument = "list";
  }
  text += fmt::format("  return {}({});\n}}\n\n", file.use(entry), argument);
  file.addFunction(text);
}

// A function that C calls is put around that of the graph.
void writeExport(CFile& file, const database_c::Export& exported) {
  const database_c::FunctionNode& function = file.database().function(*exported.graph);
  std::string parameters, arguments;
  size_t count = 0;
  for (const flow::Variable* parameter : exported.graph->startBlock->inputArgs) {
    if (!exists(*parameter->type)) continue;
    const std::string name = fmt::format("a{}", count++);
    parameters +=
        fmt::format("{}{} {}", parameters.empty() ? "" : ", ", spell(*parameter->type, file), name);
    arguments += (arguments.empty() ? "" : ", ") + name;
  }
  const Type& result = *exported.graph->returnBlock->inputArgs[0]->type;
  std::string call = fmt::format("{}({});", file.use(function), arguments);
  std::string text =
      fmt::format("__attribute__((visibility(\"default\")))\n{} {}({}) {{\n", spell(result, file),
                  exported.cName, parameters.empty() ? "void" : parameters);
  text += "  struct tw_entry entry;\n";
  if (exists(result)) text += fmt::format("  {} result;\n", spell(result, file));
  text += "  tw_entry_begin(&entry, (char *)__builtin_frame_address(0));\n";
  text += fmt::format("  {}{}\n", exists(result) ? "result = " : "", call);
  text += "  tw_entry_end(&entry);\n";
  file.addFunction(text + (exists(result) ? "  return result;\n}\n\n" : "}\n\n"));
}

void writeExports(CFile& file) {
  const std::vector<database_c::Export>& exports = file.database().program().exports;
  if (exports.empty()) return;
  file.include("runtime/entry.h");
  for (const database_c::Export& exported : exports) writeExport(file, exported);
}

void writeExceptions(CFile& file) {
  std::string text = "void *const tw_standard_exceptions[] = {\n";
  for (lltype::Word instance : file.database().program().standardExceptions) {
    ConstantText value = constantText(instance, *file.database().heap().types().gcRef(), file);
    text += fmt::format("  {},\n", value.text);
  }
  file.addData(text + "};\n\n");
}

// The vtable's field `name`: a pointer to characters of some kind.
void writeClassNames(CFile& file) {
  const StructType* root = nullptr;
  for (const auto& record : file.database().records()) {
    if (!record->vtable) continue;
    const StructType* vtable = record->vtable->allocation->type->asStruct();
    if (vtable->find("name")) root = vtable;
  }
  std::string text = "const char *tw_class_name(void *type, Signed *length) {\n";
  if (!root) {
    file.addFunction(text + "  *length = 1;\n  return \"?\";\n}\n\n");
    return;
  }
  while (root->base() && root->base()->find("name")) root = root->base();
  const Type& name = root->field("name").type->ptr().target();
  std::string pointer =
      fmt::format("((struct {} *)type)->{}", file.defineStruct(*root), fieldName("name"));
  std::string chars, count;
  if (isItemPointer(name)) {
    chars = pointer;
    count = fmt::format("(Signed)__builtin_strlen((const char *){})", pointer);
  } else {
    file.defineStruct(name);
    std::string prefix;
    if (name.asStruct()) prefix = fieldName(name.structure().fields().back().name) + "_";
    chars = fmt::format("{}->{}items", pointer, prefix);
    count = fmt::format("{}->{}length", pointer, prefix);
  }
  file.addFunction(
      fmt::format("{}  *length = {};\n  return (const char *){};\n}}\n\n", text, count, chars));
}

} // namespace

void writeProgram(CFile& file, const Addition* addition) {
  writeExceptions(file);
  writeClassNames(file);
  writeMain(file, addition);
  writeExports(file);
}

} // namespace tw::source_c
