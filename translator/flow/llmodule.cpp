// Parser of modules: low-level graphs with their types, functions and data.
#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/lltype/typetext.h"

#include <cstring>
#include <stdexcept>

namespace tw::flow {

using lltype::Allocation;
using lltype::Type;
using lltype::Word;

Allocation* makeFunction(FunctionGraph& graph, lltype::Heap& heap) {
  std::vector<const Type*> args;
  for (const Variable* input : graph.startBlock->inputArgs) args.push_back(input->type);
  const Type* result = graph.returnBlock->inputArgs.front()->type;
  return heap.newFunction(*heap.types().func(std::move(args), result), graph.name, &graph);
}

FunctionGraph* LowLevelModule::find(std::string_view name) const {
  for (FunctionGraph* graph : graphs)
    if (graph->name == name) return graph;
  throw std::out_of_range("no graph is named " + std::string(name));
}

class ModuleParser {
public:
  ModuleParser(std::string_view text, GraphContext& context, LowLevelText& dialect,
               const NativeTable& natives)
      : cursor_(text), context_(context), dialect_(dialect), natives_(natives) {}

  LowLevelModule run() {
    while (!cursor_.atEnd()) {
      size_t start = cursor_.position();
      std::string_view keyword = cursor_.word();
      if (keyword == "declare")
        declare();
      else if (keyword == "external")
        external();
      else if (keyword == "data")
        data();
      else if (keyword == "vtable")
        vtable();
      else if (keyword == "struct")
        structure(start);
      else if (keyword == "graph")
        graph(start);
      else
        cursor_.fail("unknown keyword " + std::string(keyword));
    }
    closeSets();
    return std::move(module_);
  }

private:
  lltype::Heap& heap() { return dialect_.heap(); }

  void structure(size_t start) {
    lltype::parseStruct(cursor_.text(), start, heap().types());
    cursor_.setPosition(start);
  }

  const lltype::FuncType& signature() {
    cursor_.expect(":");
    return dialect_.parseType(cursor_)->func();
  }

  void declare() {
    std::string name(cursor_.word());
    const lltype::FuncType& type = signature();
    dialect_.name(name, heap().newFunction(type, name, nullptr));
  }

  void external() {
    lltype::ExternalFunction external;
    external.cName = std::string(cursor_.word());
    external.type = &signature();
    external.canRaise = cursor_.accept("raises");
    external.canCollect = cursor_.accept("collects");
    external.pure = cursor_.accept("pure");
    auto native = natives_.find(external.cName);
    if (native != natives_.end()) external.native = native->second;
    std::string name = external.cName;
    dialect_.name(name, heap().newExternal(std::move(external)));
  }

  void vtable() {
    const Type* type = dialect_.parseType(cursor_);
    Constant* address = dialect_.parseTypedConstant(cursor_, context_);
    heap().types().mutableStruct(type->structure()).setVtable(address->word);
  }

  // What data a value in the text needs, before the container exists.
  uint64_t varLength(const Type& type) {
    size_t start = cursor_.position();
    uint64_t length = 0;
    const lltype::StructType* structure = type.asStruct();
    if (type.asArray()) {
      length = listLength();
    } else if (structure && structure->varArray()) {
      // The inline array is the last field and stands last in the text.
      std::string marker = structure->fields().back().name + ":";
      size_t at = cursor_.text().find(marker, start);
      if (at == std::string_view::npos) cursor_.fail("the inline array is missing");
      cursor_.setPosition(at + marker.size());
      length = listLength();
    }
    cursor_.setPosition(start);
    return length;
  }

  uint64_t listLength() {
    if (cursor_.peek() == '"') {
      auto symbol = lltype::symbolOf(dialect_.parseTypedConstant(cursor_, context_)->word);
      return symbol->name.size();
    }
    uint64_t length = 0;
    cursor_.expect("[");
    for (; !cursor_.accept("]"); ++length) {
      cursor_.until(",]");
      cursor_.accept(",");
    }
    return length;
  }

  void data() {
    std::string name(cursor_.word());
    const Type* type = dialect_.parseType(cursor_);
    cursor_.peek();
    Allocation* made = heap().mallocAny(*type, varLength(*type));
    made->name = name;
    dialect_.name(name, made);
    value(*type, made->word());
  }

  void value(const Type& type, Word address) {
    if (const lltype::StructType* structure = type.asStruct()) {
      fields(*structure, address);
    } else if (const lltype::ArrayType* array = type.asArray()) {
      items(array->item(), address + array->itemsOffset());
    } else if (const lltype::FixedArrayType* array = type.asFixedArray()) {
      items(array->item(), address);
    } else {
      Constant* constant = dialect_.parseTypedConstant(cursor_, context_);
      if (constant->type != &type) cursor_.fail("a constant of type " + type.text() + " expected");
      lltype::storeWord(lltype::asPointer(address), type, constant->word);
    }
  }

  void fields(const lltype::StructType& type, Word address) {
    cursor_.expect("{");
    while (!cursor_.accept("}")) {
      const lltype::Field& field = type.field(cursor_.word());
      cursor_.expect(":");
      value(*field.type, address + field.offset);
      cursor_.accept(",");
    }
  }

  void items(const Type& item, Word address) {
    if (cursor_.peek() == '"') {
      auto symbol = lltype::symbolOf(dialect_.parseTypedConstant(cursor_, context_)->word);
      std::memcpy(lltype::asPointer(address), symbol->name.data(), symbol->name.size());
      return;
    }
    cursor_.expect("[");
    for (; !cursor_.accept("]"); address += item.size()) {
      value(item, address);
      cursor_.accept(",");
    }
  }

  void graph(size_t start) {
    cursor_.setPosition(start);
    FunctionGraph* parsed = parseGraph(cursor_, context_, dialect_);
    module_.graphs.push_back(parsed);
    Allocation* declared = dialect_.find(parsed->name);
    if (declared) {
      declared->function->graph = parsed;
    } else {
      dialect_.name(parsed->name, makeFunction(*parsed, heap()));
    }
  }

  void closeSets() {
    for (auto& [constant, names] : dialect_.openSets_) {
      std::vector<FunctionGraph*> graphs;
      for (const std::string& name : names) graphs.push_back(module_.find(name));
      constant->word = graphsConstant(context_, heap().types(), std::move(graphs))->word;
    }
    dialect_.openSets_.clear();
  }

  TextCursor cursor_;
  GraphContext& context_;
  LowLevelText& dialect_;
  const NativeTable& natives_;
  LowLevelModule module_;
};

LowLevelModule parseModule(std::string_view text, GraphContext& context, LowLevelText& dialect,
                           const NativeTable& natives) {
  return ModuleParser(text, context, dialect, natives).run();
}

} // namespace tw::flow
