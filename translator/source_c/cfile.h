// One C file in the making: its definitions, and what they need declared.
//
// Writers append functions and data and name what they use; render() puts the
// declarations of exactly that in front. Struct definitions come in the order of
// their dependencies, the rest in the order of first use.
#pragma once

#include "translator/database_c/database.h"
#include "translator/support/source.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tw::source_c {

class CFile {
public:
  CFile(database_c::Database& database, std::string module)
      : database_(database), module_(std::move(module)) {}

  database_c::Database& database() const { return database_; }
  const std::string& module() const { return module_; }

  // Declarations; each gives the C name.
  const std::string& tag(const lltype::Type& type) const;
  const std::string& declareStruct(const lltype::Type& type); // struct X;
  const std::string& defineStruct(const lltype::Type& type);  // struct X {...};
  const std::string& use(const database_c::FunctionNode& function);
  const std::string& use(const database_c::ExternalNode& external);
  const std::string& use(const database_c::ContainerNode& container);
  // A symbol whose address is the id, or the id itself: position-independent code cannot name
  // absolute symbols.
  std::string useTypeId(const lltype::Type& type);
  // A header beside the prelude.
  void include(const std::string& header) { headers_.insert(header); }
  // Index in this file's table of places for tracebacks.
  size_t place(SourceSpan span, const std::string& function);

  void addData(std::string text) { data_ += text; }
  void addFunction(std::string text) { functions_ += text; }
  bool empty() const { return data_.empty() && functions_.empty(); }

  // Structs that this file defines, in order.
  const std::vector<const lltype::Type*>& definedStructs() const { return defined_; }
  std::string render() const;

private:
  database_c::Database& database_;
  std::string module_;
  std::set<std::string> headers_;
  std::vector<std::string> declaredTags_;
  std::vector<const lltype::Type*> defined_;
  std::string structs_;
  std::string declarations_;
  std::string places_;
  std::string data_;
  std::string functions_;
  std::unordered_set<const lltype::Type*> declared_;
  std::unordered_set<const lltype::Type*> definedSet_;
  std::unordered_set<const void*> used_;
  std::map<std::string, size_t> placeIndex_;
};

// The prototype of a graph's function, without the semicolon.
std::string prototype(const database_c::FunctionNode& function, CFile& file,
                      const std::vector<std::string>& argumentNames = {});

// Text in C's double quotes.
std::string quoted(std::string_view text);

} // namespace tw::source_c
