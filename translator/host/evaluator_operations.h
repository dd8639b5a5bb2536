// What the evaluator's instructions do: fast paths in line, for two plain ints
// mostly; whatever is longer than its call is a function. Operands come from the
// frame's stack, whose pointer `sp` a function moves if it is passed by reference.
#pragma once

#include "translator/host/frame.h"

namespace tw::host {

// ---- Operators ---------------------------------------------------------------------------------

inline bool plainInts(const Object* a, const Object* b) {
  return a->kind == Kind::Int && b->kind == Kind::Int && a->cls->builtin && b->cls->builtin;
}

inline Object* binaryOp(Host& host, syntax::BinaryOp op, Object* a, Object* b) {
  if (plainInts(a, b)) {
    const int64_t x = as<IntObject>(a)->value, y = as<IntObject>(b)->value;
    int64_t result;
    switch (op) {
    case syntax::BinaryOp::Add:
      if (!__builtin_add_overflow(x, y, &result)) return host.newInt(result);
      break;
    case syntax::BinaryOp::Sub:
      if (!__builtin_sub_overflow(x, y, &result)) return host.newInt(result);
      break;
    case syntax::BinaryOp::Mul:
      if (!__builtin_mul_overflow(x, y, &result)) return host.newInt(result);
      break;
    case syntax::BinaryOp::And: return host.newInt(x & y);
    case syntax::BinaryOp::Or: return host.newInt(x | y);
    case syntax::BinaryOp::Xor: return host.newInt(x ^ y);
    default: break;
    }
  }
  return host.binary(op, a, b);
}

inline Object* compareOp(Host& host, syntax::CompareOp op, Object* a, Object* b) {
  if (op == syntax::CompareOp::Is) return host.boolean(a == b);
  if (op == syntax::CompareOp::IsNot) return host.boolean(a != b);
  if (plainInts(a, b)) {
    const int64_t x = as<IntObject>(a)->value, y = as<IntObject>(b)->value;
    switch (op) {
    case syntax::CompareOp::Lt: return host.boolean(x < y);
    case syntax::CompareOp::Le: return host.boolean(x <= y);
    case syntax::CompareOp::Eq: return host.boolean(x == y);
    case syntax::CompareOp::Ne: return host.boolean(x != y);
    case syntax::CompareOp::Gt: return host.boolean(x > y);
    case syntax::CompareOp::Ge: return host.boolean(x >= y);
    default: break;
    }
  }
  return host.compare(op, a, b);
}

inline bool truthOf(Host& host, Object* o) {
  return o->kind == Kind::Bool ? as<IntObject>(o)->value != 0 : host.truth(o);
}

inline Object* itemOf(Host& host, Object* container, Object* index) {
  if (container->kind == Kind::List && index->kind == Kind::Int && container->cls->builtin) {
    const auto& items = as<ListObject>(container)->items;
    int64_t i = as<IntObject>(index)->value;
    if (i < 0) i += static_cast<int64_t>(items.size());
    if (static_cast<uint64_t>(i) < items.size()) return items[static_cast<size_t>(i)];
  }
  return host.getItem(container, index);
}

// ---- Names ----------------------------------------------------------------------------------

[[noreturn]] void raiseUnbound(Host& host, const Frame& f, uint32_t local);
[[noreturn]] void raiseUnboundDeref(Host& host, const Frame& f, uint32_t index);
// `what` comes before "name" in the text of the NameError.
Object* loadGlobal(Host& host, const Frame& f, StrObject* name, const char* what);
Object* loadName(Host& host, const Frame& f, StrObject* name);
void deleteName(Host& host, DictObject* dict, StrObject* name);

// ---- Building -------------------------------------------------------------------------------

Object* buildMap(Host& host, Object** items, uint32_t count);
Object* buildSet(Host& host, Object** items, uint32_t count);
// Pushes the items in reverse, so that the first is on top.
Object** unpackSequence(Host& host, Object* sequence, uint32_t count, Object** sp);
Object* makeFunction(Host& host, const Frame& f, uint32_t arg, Object**& sp);
Object* buildClass(Host& host, const Frame& f, Object* name, Object* bases, DictObject* dict);

// ---- Calls and statements -------------------------------------------------------------------

// Of any shape: with keywords, *args, **kwargs.
Object* callGeneral(Host& host, uint32_t arg, Object**& sp);
// Calls __enter__; `exit` becomes the bound __exit__.
Object* withEnter(Host& host, Object* manager, Object*& exit);
void execStatement(Host& host, Frame& f, Object* code, Object* globals, Object* locals);
// Where the exception has been so far.
TracebackObject* tracebackOf(Host& host, Object* exception);
// What `raise` with that many operands raises.
HostError raiseOperands(Host& host, uint32_t count, Object**& sp, bool& keepTraceback);

} // namespace tw::host
