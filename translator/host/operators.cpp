// Operator protocol: special methods of user classes, reflected forms, in-place
// forms, and the order in which Python 2.7 tries them. The built-in meanings
// are in arithmetic.cpp and comparison.cpp.
#include "translator/host/setup.h"

namespace tw::host {

using syntax::BinaryOp;
using syntax::UnaryOp;

namespace {

constexpr const char* kBinaryNames[] = {"add",      "sub", "mul", "div",    "truediv",
                                        "floordiv", "mod", "pow", "lshift", "rshift",
                                        "and",      "or",  "xor"};

struct SpecialNames {
  StrObject* direct;
  StrObject* reflected;
  StrObject* inplace;
};

SpecialNames specialNames(Host& host, BinaryOp op) {
  const std::string name = kBinaryNames[static_cast<size_t>(op)];
  return {host.intern("__" + name + "__"), host.intern("__r" + name + "__"),
          host.intern("__i" + name + "__")};
}

[[noreturn]] void raiseUnsupported(Host& host, BinaryOp op, Object* left, Object* right,
                                   bool inplace) {
  std::string sign = operatorText(op);
  if (op == BinaryOp::Pow && !inplace) sign = "** or pow()";
  host.raise(host.types().TypeError, "unsupported operand type(s) for " + sign +
                                         (inplace ? "=" : "") + ": '" +
                                         std::string(host.typeOf(left)->name->value) + "' and '" +
                                         std::string(host.typeOf(right)->name->value) + "'");
}

// Calls the special method; null if there is none or it declines.
Object* tryMethod(Host& host, Object* self, StrObject* name, Object* other) {
  Object* method;
  if (self->cls->oldStyle) {
    method = host.getAttrOrNull(self, name);
    if (!method) return nullptr;
  } else {
    method = host.lookup(self->cls, name);
    if (!method) return nullptr;
    method = host.bind(method, self, self->cls);
  }
  Object* result = host.call(method, {other});
  return result == host.notImplemented() ? nullptr : result;
}

// __coerce__ of old-style classes: gives a pair to operate on.
Object* tryCoerce(Host& host, BinaryOp op, Object* left, Object* right) {
  for (const bool reflected : {false, true}) {
    Object* self = reflected ? right : left;
    if (!self->cls->oldStyle) continue;
    Object* pair = tryMethod(host, self, host.names().coerce, reflected ? left : right);
    if (!pair || pair->kind != Kind::Tuple) continue;
    const auto& items = as<TupleObject>(pair)->items;
    if (items[0] == self) continue;
    return reflected ? host.binary(op, items[1], items[0]) : host.binary(op, items[0], items[1]);
  }
  return nullptr;
}

Object* binaryUser(Host& host, BinaryOp op, Object* left, Object* right) {
  const SpecialNames names = specialNames(host, op);
  const bool rightFirst =
      left->cls != right->cls && host.isSubtype(right->cls, left->cls) &&
      host.lookup(right->cls, names.reflected) != host.lookup(left->cls, names.reflected);
  if (rightFirst)
    if (Object* r = tryMethod(host, right, names.reflected, left)) return r;
  if (!left->cls->builtin)
    if (Object* r = tryMethod(host, left, names.direct, right)) return r;
  if (!right->cls->builtin && !rightFirst && left->cls != right->cls)
    if (Object* r = tryMethod(host, right, names.reflected, left)) return r;
  // Old-style classes try the reflected method of an equal class, too.
  if (right->cls->oldStyle && left->cls == right->cls)
    if (Object* r = tryMethod(host, right, names.reflected, left)) return r;
  if (Object* r = tryCoerce(host, op, left, right)) return r;
  return host.binaryNative(op, left, right);
}

Object* binaryOrNull(Host& host, BinaryOp op, Object* left, Object* right) {
  return left->cls->builtin && right->cls->builtin ? host.binaryNative(op, left, right)
                                                   : binaryUser(host, op, left, right);
}

// In-place forms of the mutable built-in types.
Object* inplaceNative(Host& host, BinaryOp op, Object* left, Object* right) {
  if (left->kind == Kind::List && op == BinaryOp::Add) {
    std::vector<Object*> items = host.listOf(right);
    auto& target = as<ListObject>(left)->items;
    target.insert(target.end(), items.begin(), items.end());
    return left;
  }
  if (left->kind == Kind::List && op == BinaryOp::Mul) {
    int64_t count;
    if (!host.asInt64(right, count)) return nullptr;
    auto& items = as<ListObject>(left)->items;
    const std::vector<Object*> once = items;
    items.clear();
    for (int64_t i = 0; i < count; ++i) items.insert(items.end(), once.begin(), once.end());
    return left;
  }
  if (left->kind == Kind::Set &&
      (op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Sub || op == BinaryOp::Xor)) {
    Object* result = host.binaryNative(op, left, right);
    if (!result) return nullptr;
    as<SetObject>(left)->table = as<SetObject>(result)->table;
    return left;
  }
  if (left->kind == Kind::ByteArray && op == BinaryOp::Add) {
    Object* result = host.binaryNative(op, left, right);
    if (!result) return nullptr;
    as<ByteArrayObject>(left)->value = as<ByteArrayObject>(result)->value;
    return left;
  }
  return nullptr;
}

} // namespace

Object* Host::binary(BinaryOp op, Object* left, Object* right) {
  if (Object* result = binaryOrNull(*this, op, left, right)) return result;
  if (op == BinaryOp::Add &&
      (isStr(left) || left->kind == Kind::List || left->kind == Kind::Tuple) &&
      right->cls->builtin) {
    const std::string own(left->cls->name->value), other(typeOf(right)->name->value);
    raise(types_.TypeError,
          isStr(left) ? "cannot concatenate 'str' and '" + other + "' objects"
                      : "can only concatenate " + own + " (not \"" + other + "\") to " + own);
  }
  const auto sequence = [](const Object* o) {
    return isStr(o) || o->kind == Kind::List || o->kind == Kind::Tuple || o->kind == Kind::Unicode;
  };
  if (op == BinaryOp::Mul && (sequence(left) || sequence(right)) && left->cls->builtin &&
      right->cls->builtin)
    raise(types_.TypeError, "can't multiply sequence by non-int of type '" +
                                std::string((sequence(left) ? right : left)->cls->name->value) +
                                "'");
  raiseUnsupported(*this, op, left, right, false);
}

Object* Host::inplace(BinaryOp op, Object* left, Object* right) {
  if (!left->cls->builtin) {
    if (Object* result = tryMethod(*this, left, specialNames(*this, op).inplace, right))
      return result;
  }
  if (Object* result = inplaceNative(*this, op, left, right)) return result;
  if (Object* result = binaryOrNull(*this, op, left, right)) return result;
  if (op == BinaryOp::Add) return binary(op, left, right); // for its message
  raiseUnsupported(*this, op, left, right, true);
}

Object* Host::unary(UnaryOp op, Object* operand) {
  if (op == UnaryOp::Not) return boolean(!truth(operand));
  if (!operand->cls->builtin) {
    StrObject* name = op == UnaryOp::Neg   ? names_.neg
                      : op == UnaryOp::Pos ? names_.pos
                                           : names_.invert;
    bool found = false;
    if (operand->cls->oldStyle) {
      if (Object* method = getAttrOrNull(operand, name)) return call(method, {});
    } else if (Object* result = callSpecial(operand, name, {}, found)) {
      return result;
    }
  }
  if (Object* result = unaryNative(op, operand)) return result;
  raise(types_.TypeError, std::string("bad operand type for unary ") + operatorText(op) + ": '" +
                              std::string(typeOf(operand)->name->value) + "'");
}

bool Host::truth(Object* object) {
  switch (object->kind) {
  case Kind::None: return false;
  case Kind::Bool: return as<IntObject>(object)->value != 0;
  case Kind::Int:
    if (object->cls->builtin) return as<IntObject>(object)->value != 0;
    break;
  default: break;
  }
  if (!object->cls->builtin) {
    bool found = false;
    if (Object* result = callSpecial(object, names_.nonzero, {}, found)) {
      if (!isInt(result))
        raise(types_.TypeError, "__nonzero__ should return bool or int, returned " +
                                    std::string(typeOf(result)->name->value));
      return as<IntObject>(result)->value != 0;
    }
    if (object->cls->oldStyle && object->cls->hasGetAttrHook) {
      if (Object* method = getAttrOrNull(object, names_.nonzero)) return truth(call(method, {}));
    }
    if (Object* result = callSpecial(object, names_.len, {}, found)) return truth(result);
  }
  switch (object->kind) {
  case Kind::Int: return as<IntObject>(object)->value != 0;
  case Kind::Long:
  case Kind::SizedInt:
    return compareNative(syntax::CompareOp::Ne, object, smallInts_[-kSmallMin]) == true_;
  case Kind::Float: return as<FloatObject>(object)->value != 0;
  case Kind::Complex:
    return as<ComplexObject>(object)->real != 0 || as<ComplexObject>(object)->imaginary != 0;
  case Kind::Str: return !as<StrObject>(object)->value.empty();
  case Kind::Unicode: return !as<UnicodeObject>(object)->value.empty();
  case Kind::ByteArray: return !as<ByteArrayObject>(object)->value.empty();
  case Kind::Tuple: return !as<TupleObject>(object)->items.empty();
  case Kind::List: return !as<ListObject>(object)->items.empty();
  case Kind::Dict: return !as<DictObject>(object)->table.empty();
  case Kind::Set:
  case Kind::FrozenSet: return !as<SetObject>(object)->table.empty();
  case Kind::Range: return as<RangeObject>(object)->length != 0;
  case Kind::External: {
    auto* external = as<ExternalObject>(object);
    if (const int truth = external->truth(*this); truth >= 0) return truth != 0;
    return external->length(*this) != 0;
  }
  default: return true;
  }
}

} // namespace tw::host
