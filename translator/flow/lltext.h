// The text form of low-level graphs: typed constants, and whole modules of
// graphs with the types and prebuilt data that they mention.
//
// Constants:
//   5 -3           Signed              2.5 inf nan     Float
//   True False     Bool                'c'  u'c'       Char, UniChar
//   i32(5) Unsigned(7) Address(0)      any other primitive
//   null(*T)       the null pointer    &name           pointer to a function or data
//   &name as *T    the same, as a pointer to another type; &.7: data without a name,
//                  by its serial (not read back); &name+16: inside of it
//   None           plain Void          .name           Symbol: a field name
//   <T>            Symbol: a type      {gc} {raw, zero, nonmovable}  Symbol: flags
//   [f, g]         Symbol: graphs      "text"          Symbol: text
//
// A module is a sequence of
//   struct ...                          see lltype/typetext.h
//   declare f: func(Signed) -> Signed   a function whose graph follows later
//   external f: func(Signed) -> Signed [raises] [collects] [pure]
//   data name T VALUE                   prebuilt; VALUE is a constant, { field: VALUE },
//                                       [VALUE, ...] or "text" for an array of Char
//   vtable %T &name                     the class of the instances of %T
//   graph ...                           see text.h
// Conditions of a switch and classes of handlers are low-level: `/1: ...`, `on /&vt (...)`.
#pragma once

#include "translator/flow/text.h"
#include "translator/lltype/heap.h"

#include <map>

namespace tw::flow {

class LowLevelText final : public TextDialect {
public:
  explicit LowLevelText(lltype::Heap& heap) : heap_(heap) {}

  lltype::Heap& heap() const { return heap_; }
  // Named functions and data that texts may mention.
  void name(std::string name, lltype::Allocation* allocation);
  lltype::Allocation* find(std::string_view name) const; // null if there is none

  std::string typeText(const lltype::Type& type) const override;
  std::string typedConstantText(const Constant& constant) const override;
  const lltype::Type* parseType(TextCursor& cursor) const override;
  Constant* parseTypedConstant(TextCursor& cursor, GraphContext& context) const override;
  const lltype::Type* voidType() const override;

private:
  friend class ModuleParser;
  Constant* parseSymbolSet(TextCursor& cursor, GraphContext& context) const;
  Constant* parsePointer(TextCursor& cursor, GraphContext& context) const;
  Constant* parseOfType(TextCursor& cursor, GraphContext& context) const;

  lltype::Heap& heap_;
  std::map<std::string, lltype::Allocation*, std::less<>> names_;
  // Graph sets that mention functions whose graphs were not read yet.
  mutable std::vector<std::pair<Constant*, std::vector<std::string>>> openSets_;
};

// The function container of a low-level graph: made from the types of its start
// and return blocks.
lltype::Allocation* makeFunction(FunctionGraph& graph, lltype::Heap& heap);

struct LowLevelModule {
  std::vector<FunctionGraph*> graphs;
  FunctionGraph* find(std::string_view name) const; // throws std::out_of_range
};

// Natives of external functions, by name.
using NativeTable = std::map<std::string, lltype::NativeFunction, std::less<>>;

// Reads a module; throws TextError or std::invalid_argument.
LowLevelModule parseModule(std::string_view text, GraphContext& context, LowLevelText& dialect,
                           const NativeTable& natives = {});

} // namespace tw::flow
