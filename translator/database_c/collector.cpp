// What the program reaches: functions from calls and pointers, containers from
// constants and other containers, type records from allocations and containers.
#include "translator/database_c/collector.h"

#include "translator/database_c/strings.h"
#include "translator/flow/llconstants.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace tw::database_c {

using flow::OpCode;
using lltype::Kind;
using lltype::Word;

namespace {

constexpr size_t kMaxName = 70;
constexpr uint64_t kRecordSize = 40;  // sizeof(struct tw_type)
constexpr uint64_t kFirstRecord = 16; // type id 0 is no type

bool isGcContainer(const lltype::Type& type) {
  if (auto* structure = type.asStruct()) return structure->isGc();
  if (auto* array = type.asArray()) return array->isGc();
  return false;
}

} // namespace

void Collector::run() {
  indexVtables();
  addFunction(*database_.program_.entry);
  addEntryTypes();
  for (Word value : database_.program_.standardExceptions) {
    if (value) mention(value, {"types", "standard"});
  }
  drain();
  addTables();
  drain();
  placeRecords();
}

void Collector::addTables() {
  const Program& program = database_.program_;
  for (flow::FunctionGraph* graph : program.functions) addFunction(*graph)->addressTaken = true;
  for (const lltype::Type* type : program.types) addRecord(*type);
  drain();
  for (flow::Constant* constant : program.constants)
    mention(flow::Value(constant), {"jitcode_tables", "jitcode"}, nullptr);
}

void Collector::indexVtables() {
  for (const lltype::Type* type : database_.heap().types().types()) {
    const lltype::StructType* structure = type->asStruct();
    if (!structure || !structure->vtable()) continue;
    vtableOf_[database_.heap().find(structure->vtable())] = structure;
  }
}

// main makes the list of arguments, whatever the program does with it.
void Collector::addEntryTypes() {
  const lltype::Type* list =
      &database_.program_.entry->startBlock->inputArgs[0]->type->ptr().target();
  addRecord(*list);
  if (auto* resizable = list->asStruct()) {
    list = &resizable->field("items").type->ptr().target();
    addRecord(*list);
  }
  addRecord(list->array().item().ptr().target());
}

void Collector::drain() {
  while (!functions_.empty() || !containers_.empty()) {
    if (!containers_.empty()) {
      ContainerNode* node = containers_.front();
      containers_.pop_front();
      scan(*node);
    } else {
      FunctionNode* node = functions_.front();
      functions_.pop_front();
      scan(*node);
    }
  }
}

FunctionNode* Collector::addFunction(flow::FunctionGraph& graph) {
  FunctionNode*& node = database_.functionOf_[&graph];
  if (node) return node;
  database_.functions_.push_back(std::make_unique<FunctionNode>());
  node = database_.functions_.back().get();
  node->graph = &graph;
  node->module = moduleOf(graph);
  node->name = functionName(graph, node->module);
  functions_.push_back(node);
  return node;
}

void Collector::addExternal(const lltype::ExternalFunction& external) {
  ExternalNode*& node = database_.externalOf_[&external];
  if (node) return;
  database_.externals_.push_back(std::make_unique<ExternalNode>());
  node = database_.externals_.back().get();
  node->external = &external;
  node->hasWrapper = external.code && external.code->declares();
  node->name = database_.names_.unique((node->hasWrapper ? "c_" : "") + external.cName);
}

void Collector::addContainer(const lltype::Allocation& allocation, const Place& place) {
  ContainerNode*& node = database_.containerOf_[&allocation];
  if (node) return;
  if (allocation.freed)
    throw TranslationError({}, "the program uses memory that was freed at import time, in " +
                                   place.name);
  database_.containers_.push_back(std::make_unique<ContainerNode>());
  node = database_.containers_.back().get();
  node->allocation = &allocation;
  node->module = place.module;
  auto vtable = vtableOf_.find(&allocation);
  if (vtable != vtableOf_.end()) {
    node->vtableOf = vtable->second;
    node->name = database_.names_.unique("vt_" + database_.typeNames_.tag(*vtable->second));
    addRecord(*vtable->second);
  } else {
    node->name = containerName(allocation, place);
  }
  containers_.push_back(node);
}

void Collector::addRecord(const lltype::Type& type) {
  RecordNode*& node = database_.recordOf_[&type];
  if (node) return;
  database_.records_.push_back(std::make_unique<RecordNode>());
  node = database_.records_.back().get();
  RecordNode& record = *node; // the map may grow below
  record.type = &type;
  record.name = database_.names_.unique("T_" + database_.typeNames_.tag(type));
  const lltype::StructType* structure = type.asStruct();
  if (!structure) return;
  Place place{"types", record.name};
  if (structure->vtable()) {
    mention(structure->vtable(), place);
    record.vtable = &database_.container(structure->vtable());
  }
  if (structure->destructor()) record.destructor = mention(structure->destructor(), place);
}

FunctionNode* Collector::mention(Word word, const Place& place) {
  const lltype::Allocation* allocation = database_.heap().find(word);
  if (!allocation)
    throw TranslationError({}, "the program uses an address that C gave at import time, in " +
                                   place.name + ": it means nothing when the program runs");
  if (!allocation->function) {
    addContainer(*allocation, place);
    return nullptr;
  }
  if (allocation->function->external) {
    addExternal(*allocation->function->external);
    return nullptr;
  }
  if (!allocation->function->graph)
    throw TranslationError(
        {}, "the program uses a function pointer that llhelper() made at import time, in " +
                place.name + ": call llhelper() in the function that uses the pointer");
  FunctionNode* function = addFunction(*allocation->function->graph);
  function->addressTaken = true;
  return function;
}

void Collector::mention(flow::Value value, const Place& place, FunctionNode* user) {
  if (!value || !value.isConstant()) return;
  const flow::Constant& constant = *value.constant();
  if (const lltype::Symbol* symbol = flow::symbolOf(value)) {
    for (flow::FunctionGraph* graph : symbol->graphs) user->callees.push_back(addFunction(*graph));
    return;
  }
  bool address = constant.type->isPtr() || constant.type->kind() == Kind::Address;
  if (address && constant.word) mention(constant.word, place);
}

void Collector::scan(FunctionNode& node) {
  Place place{node.module, node.name};
  for (const flow::Block* block : node.graph->blocks()) {
    for (const flow::Operation* operation : block->operations) scan(node, *operation, place);
    mention(block->exitSwitch, place, &node);
    for (const flow::Link* link : block->exits) {
      for (flow::Value arg : link->args) mention(arg, place, &node);
      if (block->exitKind == flow::ExitKind::Exception && link->llExitCase)
        mention(link->llExitCase, place, &node);
    }
  }
}

void Collector::scan(FunctionNode& node, const flow::Operation& operation, const Place& place) {
  if (operation.op == OpCode::LlGcCollect) node.collects = true;
  size_t callee = operation.args.size();
  if (operation.op == OpCode::LlDirectCall) callee = 0;
  if (operation.op == OpCode::LlJitConditionalCall ||
      operation.op == OpCode::LlJitConditionalCallValue)
    callee = 1;
  for (size_t i = 0; i < operation.args.size(); i++) {
    lltype::FunctionContainer* function = i == callee ? flow::calleeOf(operation.args[i]) : nullptr;
    if (function && function->graph)
      node.callees.push_back(addFunction(*function->graph));
    else
      mention(operation.args[i], place, &node);
  }
  if (operation.op == OpCode::LlMalloc || operation.op == OpCode::LlMallocVarsize) {
    const lltype::Symbol* type = flow::symbolOf(operation.args[0]);
    if (isGcContainer(*type->type)) addRecord(*type->type);
  }
  if (operation.op == OpCode::LlWeakrefCreate) addRecord(*database_.heap().types().weakrefStruct());
}

void Collector::scan(ContainerNode& node) {
  const lltype::Allocation& allocation = *node.allocation;
  if (isGcContainer(*allocation.type)) addRecord(*allocation.type);
  const lltype::StructType* structure = allocation.type->asStruct();
  for (const lltype::PointerSlot& slot : database_.heap().pointers(allocation)) {
    std::string part = "item";
    if (structure) {
      for (const lltype::Field& field : structure->fields()) {
        if (field.offset <= slot.offset) part = field.name;
      }
    }
    mention(slot.value, {node.module, node.name + "_" + sanitize(part)});
  }
}

std::string Collector::moduleOf(const flow::FunctionGraph& graph) {
  if (!graph.span.file) return "graphs";
  const std::string& path = graph.span.file->path();
  auto [entry, isNew] = moduleOfPath_.emplace(path, "");
  if (isNew) {
    std::string stem = sanitize(std::filesystem::path(path).stem().string());
    if (stem[0] >= '0' && stem[0] <= '9') stem = "m_" + stem; // 2048.py
    if (stem == "types") stem = "types_py";                   // the emitter's own file
    entry->second = moduleNames_.unique(stem);
  }
  return entry->second;
}

std::string Collector::functionName(const flow::FunctionGraph& graph, const std::string& module) {
  return database_.names_.unique(shorten(module + "__" + sanitize(graph.name), kMaxName));
}

// Strings are named after their text, others after what mentions them first.
std::string Collector::containerName(const lltype::Allocation& allocation, const Place& place) {
  if (!allocation.name.empty())
    return database_.names_.unique("d_" + shorten(sanitize(allocation.name), kMaxName));
  if (auto text = stringText(allocation)) {
    std::string prefix = sanitize(std::string_view(*text).substr(0, 16));
    return database_.names_.unique("s_" + prefix + "_" + shortHash(*text));
  }
  std::string base = place.name.starts_with("d_") ? place.name : "d_" + place.name;
  return database_.names_.unique(shorten(base, kMaxName));
}

void Collector::placeRecords() {
  std::sort(database_.records_.begin(), database_.records_.end(),
            [](const auto& a, const auto& b) { return a->name < b->name; });
  uint64_t offset = kFirstRecord;
  for (auto& record : database_.records_) {
    record->offset = offset;
    offset += kRecordSize;
    if (record->vtable) offset += (record->vtable->allocation->size + 7) / 8 * 8;
  }
}

} // namespace tw::database_c
