// Interning of Symbols.
#include "translator/lltype/symbol.h"

#include <map>

namespace tw::lltype {

struct SymbolTable::Tables {
  std::map<std::string, std::unique_ptr<Symbol>, std::less<>> names;
  std::map<std::string, std::unique_ptr<Symbol>, std::less<>> texts;
  std::map<const Type*, std::unique_ptr<Symbol>> types;
  std::unique_ptr<Symbol> flags[8];
  std::vector<std::unique_ptr<Symbol>> graphs;
};

SymbolTable::SymbolTable() : tables_(std::make_unique<Tables>()) {}
SymbolTable::~SymbolTable() = default;

static const Symbol* internText(std::map<std::string, std::unique_ptr<Symbol>, std::less<>>& map,
                                Symbol::Kind kind, std::string_view text) {
  auto found = map.find(text);
  if (found == map.end()) {
    auto symbol = std::make_unique<Symbol>(Symbol{kind, std::string(text), nullptr, {}, {}});
    found = map.emplace(std::string(text), std::move(symbol)).first;
  }
  return found->second.get();
}

const Symbol* SymbolTable::name(std::string_view name) {
  return internText(tables_->names, Symbol::Kind::Name, name);
}

const Symbol* SymbolTable::text(std::string_view text) {
  return internText(tables_->texts, Symbol::Kind::Text, text);
}

const Symbol* SymbolTable::type(const Type* type) {
  auto& slot = tables_->types[type];
  if (!slot) slot = std::make_unique<Symbol>(Symbol{Symbol::Kind::Type, "", type, {}, {}});
  return slot.get();
}

const Symbol* SymbolTable::flags(MallocFlags flags) {
  auto& slot = tables_->flags[flags.raw * 4 + flags.zero * 2 + flags.nonMovable];
  if (!slot) slot = std::make_unique<Symbol>(Symbol{Symbol::Kind::Flags, "", nullptr, flags, {}});
  return slot.get();
}

const Symbol* SymbolTable::graphs(std::vector<flow::FunctionGraph*> graphs) {
  auto symbol = Symbol{Symbol::Kind::Graphs, "", nullptr, {}, std::move(graphs)};
  tables_->graphs.push_back(std::make_unique<Symbol>(std::move(symbol)));
  return tables_->graphs.back().get();
}

} // namespace tw::lltype
