// Stage source_c: distributes functions and data over files.
#include "translator/source_c/source.h"

#include "translator/source_c/cfile.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/data.h"
#include "translator/source_c/foreign_code.h"
#include "translator/source_c/function.h"
#include "translator/source_c/typesfile.h"

#include <algorithm>
#include <map>
#include <memory>

namespace tw::source_c {

using database_c::ContainerNode;
using database_c::Database;
using database_c::FunctionNode;

namespace {

struct Module {
  std::vector<const FunctionNode*> functions;
  std::vector<const ContainerNode*> containers;
};

// Sorted, so that neither the order of discovery nor another module's contents
// shows in a file.
std::map<std::string, Module> distribute(const Database& database) {
  std::map<std::string, Module> modules;
  for (const auto& node : database.functions())
    modules[node->module].functions.push_back(node.get());
  for (const auto& node : database.containers()) {
    if (!node->vtableOf) modules[node->module].containers.push_back(node.get());
  }
  for (auto& [name, module] : modules) {
    auto line = [](const FunctionNode* node) { return node->graph->span.line; };
    std::sort(module.functions.begin(), module.functions.end(),
              [&](const FunctionNode* a, const FunctionNode* b) {
                return std::make_pair(line(a), std::string_view(a->name)) <
                       std::make_pair(line(b), std::string_view(b->name));
              });
    std::sort(module.containers.begin(), module.containers.end(),
              [](const ContainerNode* a, const ContainerNode* b) { return a->name < b->name; });
  }
  return modules;
}

void writeModule(const Module& module, CFile& file, const Addition* addition) {
  for (const ContainerNode* node : module.containers) file.addData(dataDefinition(*node, file));
  if (!module.containers.empty()) file.addData("\n");
  for (const FunctionNode* node : module.functions) {
    file.use(*node);
    std::string body = addition ? addition->body(*node, file) : "";
    file.addFunction(body.empty() ? FunctionWriter(*node, file).write() : body);
  }
}

template <class Item> void addUnique(std::vector<Item>& list, const std::vector<Item>& more) {
  for (const Item& item : more) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }
}

} // namespace

GeneratedProgram generate(Database& database, const Addition* addition) {
  GeneratedProgram program;
  std::vector<const lltype::Type*> structs;
  auto types = std::make_unique<CFile>(database, "types");
  std::map<std::string, Module> modules = distribute(database);
  if (addition) modules.try_emplace(addition->module);
  for (const auto& [name, module] : modules) {
    bool isTypes = name == "types"; // data that only the runtime mentions
    CFile own(database, name);
    CFile& file = isTypes ? *types : own;
    writeModule(module, file, addition);
    if (addition && name == addition->module) addition->write(file);
    if (isTypes) continue;
    addUnique(structs, file.definedStructs());
    program.files.push_back({name + ".c", file.render()});
  }
  writeProgram(*types, addition);
  writeTypes(*types, structs);
  program.files.push_back({"types.c", types->render()});
  addForeignCode(database, program);
  return program;
}

} // namespace tw::source_c
