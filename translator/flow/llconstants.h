// Constants of low-level graphs: how operands that exist at translation time
// only, and functions, are written.
//
// A field name, a type, allocation flags and the graphs of an indirect call are
// constants of type Void whose word points to a Symbol (lltype/symbol.h).
// The callee of direct_call is a constant of type Ptr(Func) whose word is the
// address of the function container in the Heap.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/lltype/symbol.h"

#include <algorithm>

namespace tw::flow {

inline Constant* voidNone(GraphContext& context, lltype::TypeTable& types) {
  return context.newConstant(types.voidType(), 0);
}

inline Constant* symbolConstant(GraphContext& context, lltype::TypeTable& types,
                                const lltype::Symbol* symbol) {
  return context.newConstant(types.voidType(), symbol->word());
}

inline Constant* nameConstant(GraphContext& context, lltype::TypeTable& types,
                              std::string_view name) {
  return symbolConstant(context, types, types.symbols().name(name));
}

inline Constant* typeConstant(GraphContext& context, lltype::TypeTable& types,
                              const lltype::Type* type) {
  return symbolConstant(context, types, types.symbols().type(type));
}

inline Constant* mallocFlags(GraphContext& context, lltype::TypeTable& types,
                             lltype::MallocFlags flags) {
  return symbolConstant(context, types, types.symbols().flags(flags));
}

// The graphs that an indirect call may reach, in any order.
inline Constant* graphsConstant(GraphContext& context, lltype::TypeTable& types,
                                std::vector<FunctionGraph*> graphs) {
  auto byId = [](const FunctionGraph* a, const FunctionGraph* b) { return a->id < b->id; };
  std::sort(graphs.begin(), graphs.end(), byId);
  graphs.erase(std::unique(graphs.begin(), graphs.end()), graphs.end());
  return symbolConstant(context, types, types.symbols().graphs(std::move(graphs)));
}

inline Constant* functionConstant(GraphContext& context, lltype::TypeTable& types,
                                  const lltype::Allocation& function) {
  return context.newConstant(types.ptr(function.type), function.word());
}

// The Symbol of a constant operand of type Void, or null.
inline const lltype::Symbol* symbolOf(Value value) {
  if (!value.isConstant() || !value.type() || !value.type()->isVoid()) return nullptr;
  return lltype::symbolOf(value.constant()->word);
}

// The function that a call operation calls, if it is known: direct_call's first
// operand. Null for a null pointer.
inline lltype::FunctionContainer* calleeOf(Value function) {
  if (!function.isConstant() || function.constant()->word == 0) return nullptr;
  return &lltype::Heap::functionAt(function.constant()->word);
}

} // namespace tw::flow
