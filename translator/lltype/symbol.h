// Symbol: what a low-level constant of type Void says.
//
// Operations such as getfield and malloc are steered by operands that exist at
// translation time only: a field's name, a type, allocation flags, the set of
// functions that an indirect call may reach. Such an operand is a constant of
// type Void whose word points to an interned Symbol. Word 0 is plain None.
// flow/llconstants.h makes the constants.
#pragma once

#include "translator/lltype/word.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tw::flow {
class FunctionGraph;
}

namespace tw::lltype {

class Type;

// How malloc and malloc_varsize allocate.
struct MallocFlags {
  bool raw = false;        // not garbage-collected; freed by free
  bool zero = false;       // the contents are cleared (GC pointers always are)
  bool nonMovable = false; // the collector must not move the object
  bool operator==(const MallocFlags&) const = default;
};

struct Symbol {
  enum class Kind : uint8_t {
    Name,   // a field name or another word: `name`
    Type,   // a low-level type: `type`
    Flags,  // of an allocation: `flags`
    Graphs, // possible targets of a call, ordered by graph id: `graphs`
    Text,   // free text, as of debug_print and oopspec: `name`
  };
  Kind kind;
  std::string name;
  const lltype::Type* type = nullptr;
  MallocFlags flags;
  std::vector<flow::FunctionGraph*> graphs;

  Word word() const { return fromPointer(this); }
};

// The Symbol of a Void constant's word; null for word 0.
inline const Symbol* symbolOf(Word word) { return asPointer<const Symbol>(word); }

class SymbolTable {
public:
  SymbolTable();
  ~SymbolTable();
  SymbolTable(const SymbolTable&) = delete;
  SymbolTable& operator=(const SymbolTable&) = delete;

  const Symbol* name(std::string_view name);
  const Symbol* text(std::string_view text);
  const Symbol* type(const Type* type);
  const Symbol* flags(MallocFlags flags);
  // In the order of graph ids, without duplicates (flow::graphsConstant sees to
  // it). Never interned.
  const Symbol* graphs(std::vector<flow::FunctionGraph*> graphs);

private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

} // namespace tw::lltype
