// From operations to what the host computes.
#include "translator/flow/fold.h"

#include "translator/host/host.h"

#include <algorithm>
#include <optional>

namespace tw::flow {
namespace {

using host::Host;
using host::Kind;
using host::Object;
using syntax::BinaryOp;
using syntax::CompareOp;
using syntax::UnaryOp;
using Objects = std::vector<Object*>;

std::optional<BinaryOp> binaryOf(OpCode op) {
  switch (op) {
  case OpCode::Add: return BinaryOp::Add;
  case OpCode::Sub: return BinaryOp::Sub;
  case OpCode::Mul: return BinaryOp::Mul;
  case OpCode::TrueDiv: return BinaryOp::TrueDiv;
  case OpCode::FloorDiv: return BinaryOp::FloorDiv;
  case OpCode::Div: return BinaryOp::Div;
  case OpCode::Mod: return BinaryOp::Mod;
  case OpCode::Pow: return BinaryOp::Pow;
  case OpCode::LShift: return BinaryOp::LShift;
  case OpCode::RShift: return BinaryOp::RShift;
  case OpCode::And: return BinaryOp::And;
  case OpCode::Or: return BinaryOp::Or;
  case OpCode::Xor: return BinaryOp::Xor;
  default: return std::nullopt;
  }
}

std::optional<CompareOp> compareOf(OpCode op) {
  switch (op) {
  case OpCode::Lt: return CompareOp::Lt;
  case OpCode::Le: return CompareOp::Le;
  case OpCode::Eq: return CompareOp::Eq;
  case OpCode::Ne: return CompareOp::Ne;
  case OpCode::Gt: return CompareOp::Gt;
  case OpCode::Ge: return CompareOp::Ge;
  case OpCode::Is: return CompareOp::Is;
  default: return std::nullopt;
  }
}

std::optional<UnaryOp> unaryOf(OpCode op) {
  switch (op) {
  case OpCode::Neg: return UnaryOp::Neg;
  case OpCode::Pos: return UnaryOp::Pos;
  case OpCode::Invert: return UnaryOp::Invert;
  default: return std::nullopt;
  }
}

// Built-in functions that are operations of one meaning.
const char* builtinOf(OpCode op) {
  switch (op) {
  case OpCode::Hex: return "hex";
  case OpCode::Oct: return "oct";
  case OpCode::Ord: return "ord";
  case OpCode::Abs: return "abs";
  case OpCode::DivMod: return "divmod";
  default: return nullptr;
  }
}

Object* orNull(Host& host, Object* bound) { return bound == host.none() ? nullptr : bound; }

Object* foldOther(Host& host, OpCode op, const Objects& args) {
  switch (op) {
  case OpCode::Type: return args[0]->cls;
  case OpCode::IsSubtype:
  case OpCode::ExceptionMatch: return host.boolean(host.isSubclass(args[0], args[1]));
  case OpCode::IsTrue: return host.boolean(host.truth(args[0]));
  case OpCode::Len: return host.newInt(host.length(args[0]));
  case OpCode::Repr: return host.newStr(host.repr(args[0]));
  case OpCode::Str: return host.strObject(args[0]);
  case OpCode::Contains: return host.boolean(host.contains(args[0], args[1]));
  case OpCode::GetAttr: return host.getAttr(args[0], host::as<host::StrObject>(args[1]));
  case OpCode::GetItem: return host.getItem(args[0], args[1]);
  case OpCode::GetSlice:
    return host.getSlice(args[0], orNull(host, args[1]), orNull(host, args[2]));
  case OpCode::NewTuple: return host.newTuple(args);
  case OpCode::NewSlice: return host.newSlice(args[0], args[1], args[2]);
  default: return nullptr;
  }
}

Object* compute(Host& host, OpCode op, const Objects& args) {
  if (auto binary = binaryOf(op)) return host.binary(*binary, args[0], args[1]);
  if (auto compare = compareOf(op)) return host.compare(*compare, args[0], args[1]);
  if (auto unary = unaryOf(op)) return host.unary(*unary, args[0]);
  if (const char* name = builtinOf(op))
    return host.call(host.getAttr(host.builtinModule(), name), host::Args{args});
  return foldOther(host, op, args);
}

// A long that machine integers overflow to is probably meant for intmask(), which takes the
// operation itself.
bool mayOverflow(OpCode op) {
  switch (op) {
  case OpCode::Neg:
  case OpCode::Abs:
  case OpCode::Add:
  case OpCode::Sub:
  case OpCode::Mul:
  case OpCode::FloorDiv:
  case OpCode::Div:
  case OpCode::Mod:
  case OpCode::LShift: return true;
  default: return false;
  }
}

bool isContainer(const Object* object) {
  return object->kind == Kind::List || object->kind == Kind::Dict ||
         object->kind == Kind::ByteArray || object->kind == Kind::Set;
}

bool isLong(const Object* object) { return object->kind == Kind::Long; }

bool isKeepable(OpCode op, const Objects& args, const Object* result) {
  if (isLong(result) && mayOverflow(op) && std::ranges::none_of(args, isLong)) return false;
  if (op == OpCode::GetAttr) return result->kind != Kind::BuiltinMethod;
  return op == OpCode::GetItem || !isContainer(result);
}

bool hasFreeze(Host& host, Object* object) {
  return object->cls && host.lookup(object->cls, "_freeze_") != nullptr;
}

} // namespace

bool isFoldable(Host& host, Object* object) {
  switch (object->kind) {
  case Kind::BoundMethod: {
    Object* self = host::as<host::BoundMethodObject>(object)->self;
    return !self || isFoldable(host, self);
  }
  case Kind::Class:
  case Kind::Module:
  case Kind::Exception: return true;
  case Kind::SizedInt:
  case Kind::Function:
  case Kind::Builtin:
  case Kind::Cell: return true;
  case Kind::Instance:
  case Kind::External: return hasFreeze(host, object);
  default: return object->cls->builtin || hasFreeze(host, object);
  }
}

Object* foldOperation(Host& host, OpCode op, const Objects& args) {
  if (op == OpCode::GetAttr && (!host::isStr(args[1]) || isContainer(args[0]))) return nullptr;
  Object* result = compute(host, op, args);
  return result && isKeepable(op, args, result) ? result : nullptr;
}

} // namespace tw::flow
