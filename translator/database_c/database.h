// Stage database_c: decides what the executable consists of.
//
// In: the entry graph and the Heap, after all graph transformations.
// Out: everything reachable from them: functions, prebuilt containers, the type
// records of garbage-collected types; each with its C name and the C file it
// belongs to. Also what the emitter must know about whole programs: which
// functions can raise.
//
// Guarantees: the order and the names depend on the program alone. Names tell
// where a thing comes from (module and function, class, text of a string), and
// counters in them are as local as possible, so that an edit in one function
// renames little elsewhere.
#pragma once

#include "translator/database_c/names.h"
#include "translator/database_c/typenames.h"
#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tw::database_c {

// Exceptions that operations and the runtime raise by themselves, in the order
// of enum tw_standard in runtime/prelude.h.
enum class StandardException : uint8_t {
  MemoryError,
  OverflowError,
  ZeroDivisionError,
  StackOverflow,
  Count
};

// A function that C code calls by that name.
struct Export {
  flow::FunctionGraph* graph = nullptr;
  std::string cName;
};

struct Program {
  // (list of str) -> Signed; the list resizable or not.
  flow::FunctionGraph* entry = nullptr;
  lltype::Heap* heap = nullptr;
  // Prebuilt instances; 0 where the program has none.
  std::array<lltype::Word, static_cast<size_t>(StandardException::Count)> standardExceptions{};
  std::vector<Export> exports;
  // For code that may lie anywhere, which C code of a shared library does.
  bool positionIndependent = false;
  // What tables of another stage mention: functions, addresses in constants, types of objects.
  std::vector<flow::FunctionGraph*> functions;
  std::vector<flow::Constant*> constants;
  std::vector<const lltype::Type*> types;
};

struct FunctionNode {
  flow::FunctionGraph* graph = nullptr;
  std::string name;
  std::string module; // of its source; names the C file
  bool canRaise = false;
  bool addressTaken = false; // by data or by a constant in a graph
  bool isStatic = false;     // only its own module mentions it
  bool collects = false;     // the program asks for a collection here (rgc.collect)
  std::vector<FunctionNode*> callees;
};

struct ExternalNode {
  const lltype::ExternalFunction* external = nullptr;
  std::string name; // in C: two types of one C function have two names
  // The headers of its foreign code declare it: generated code calls a wrapper, of
  // that name, in a file that sees those headers.
  bool hasWrapper = false;
};

struct ContainerNode {
  const lltype::Allocation* allocation = nullptr;
  std::string name;
  std::string module;
  // The vtable of this instance type, part of its record; null for others.
  const lltype::StructType* vtableOf = nullptr;
};

// A garbage-collected type that objects of the program have.
struct RecordNode {
  const lltype::Type* type = nullptr; // Struct or Array
  std::string name;
  const ContainerNode* vtable = nullptr;
  const FunctionNode* destructor = nullptr;
  uint64_t offset = 0; // in tw_types: the type id
};

class Database {
public:
  explicit Database(const Program& program);
  ~Database();

  const Program& program() const { return program_; }
  lltype::Heap& heap() const { return *program_.heap; }
  // The tags of C structs.
  TypeNames& typeNames() { return typeNames_; }

  // All in the order of their first mention, breadth first from the entry.
  const std::vector<std::unique_ptr<FunctionNode>>& functions() const { return functions_; }
  const std::vector<std::unique_ptr<ExternalNode>>& externals() const { return externals_; }
  const std::vector<std::unique_ptr<ContainerNode>>& containers() const { return containers_; }
  // Sorted by name; offsets ascend.
  const std::vector<std::unique_ptr<RecordNode>>& records() const { return records_; }

  const FunctionNode& function(const flow::FunctionGraph& graph) const;
  const ExternalNode& external(const lltype::ExternalFunction& external) const;
  // The container that the address lies in; throws std::logic_error if there is none.
  const ContainerNode& container(lltype::Word address) const;
  const RecordNode& record(const lltype::Type& type) const;
  // Null if no object of that type exists.
  const RecordNode* findRecord(const lltype::Type& type) const;

private:
  friend class Collector;
  void findStaticFunctions();
  Program program_;
  Names names_;
  TypeNames typeNames_;
  std::vector<std::unique_ptr<FunctionNode>> functions_;
  std::vector<std::unique_ptr<ExternalNode>> externals_;
  std::vector<std::unique_ptr<ContainerNode>> containers_;
  std::vector<std::unique_ptr<RecordNode>> records_;
  std::unordered_map<const flow::FunctionGraph*, FunctionNode*> functionOf_;
  std::unordered_map<const lltype::ExternalFunction*, ExternalNode*> externalOf_;
  std::unordered_map<const lltype::Allocation*, ContainerNode*> containerOf_;
  std::unordered_map<const lltype::Type*, RecordNode*> recordOf_;
};

} // namespace tw::database_c
