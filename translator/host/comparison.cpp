// Comparison, equality, hash and containment.
#include "translator/host/bigint.h"
#include "translator/host/setup.h"

#include <cmath>
#include <cstring>

namespace tw::host {

using syntax::CompareOp;

namespace {

CompareOp swapped(CompareOp op) {
  switch (op) {
  case CompareOp::Lt: return CompareOp::Gt;
  case CompareOp::Le: return CompareOp::Ge;
  case CompareOp::Gt: return CompareOp::Lt;
  case CompareOp::Ge: return CompareOp::Le;
  default: return op;
  }
}

bool holds(CompareOp op, int order) {
  switch (op) {
  case CompareOp::Lt: return order < 0;
  case CompareOp::Le: return order <= 0;
  case CompareOp::Eq: return order == 0;
  case CompareOp::Ne: return order != 0;
  case CompareOp::Gt: return order > 0;
  default: return order >= 0;
  }
}

template <class T> int order(const T& a, const T& b) { return a < b ? -1 : b < a ? 1 : 0; }

bool isNumber(const Object* o) {
  return isIntegral(o) || o->kind == Kind::Float || o->kind == Kind::SizedInt;
}

// NaN is unordered: the result then is false, except for !=.
Object* compareNumbers(Host& host, CompareOp op, Object* a, Object* b) {
  if (isInt(a) && isInt(b))
    return host.boolean(holds(op, order(as<IntObject>(a)->value, as<IntObject>(b)->value)));
  if (a->kind != Kind::Float && b->kind != Kind::Float)
    return host.boolean(holds(op, order(bigValue(a), bigValue(b))));
  if (a->kind == Kind::Float && b->kind == Kind::Float) {
    const double x = as<FloatObject>(a)->value, y = as<FloatObject>(b)->value;
    if (std::isnan(x) || std::isnan(y)) return host.boolean(op == CompareOp::Ne);
    return host.boolean(holds(op, order(x, y)));
  }
  const bool floatFirst = a->kind == Kind::Float;
  const double x = as<FloatObject>(floatFirst ? a : b)->value;
  if (std::isnan(x)) return host.boolean(op == CompareOp::Ne);
  int sign;
  if (std::isinf(x)) {
    sign = x > 0 ? 1 : -1;
  } else {
    sign = order(bigFromDouble(std::floor(x)), bigValue(floatFirst ? b : a));
    if (sign == 0 && x != std::floor(x)) sign = 1;
  }
  return host.boolean(holds(op, floatFirst ? sign : -sign));
}

Object* compareSequences(Host& host, CompareOp op, std::span<Object* const> a,
                         std::span<Object* const> b) {
  if (a.size() != b.size() && (op == CompareOp::Eq || op == CompareOp::Ne))
    return host.boolean(op == CompareOp::Ne);
  size_t i = 0;
  while (i < a.size() && i < b.size() && host.equal(a[i], b[i])) ++i;
  if (i == a.size() || i == b.size()) return host.boolean(holds(op, order(a.size(), b.size())));
  if (op == CompareOp::Eq || op == CompareOp::Ne) return host.boolean(op == CompareOp::Ne);
  return host.compare(op, a[i], b[i]);
}

bool dictsEqual(Host& host, const Table& a, const Table& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.limit(); ++i) {
    const auto e = a.entry(i);
    if (!e.key) continue;
    Object* other = b.find(host, e.key);
    if (!other || !host.equal(e.value, other)) return false;
  }
  return true;
}

// cmp() of dicts: by size, then by the smallest key that differs.
int orderDicts(Host& host, const Table& a, const Table& b) {
  if (a.size() != b.size()) return order(a.size(), b.size());
  const auto smallestDifference = [&](const Table& x, const Table& y) -> Object* {
    Object* smallest = nullptr;
    for (const auto& e : x.entries()) {
      if (!e.key || (smallest && !host.less(e.key, smallest))) continue;
      Object* other = y.find(host, e.key);
      if (!other || !host.equal(e.value, other)) smallest = e.key;
    }
    return smallest;
  };
  Object* left = smallestDifference(a, b);
  if (!left) return 0;
  Object* right = smallestDifference(b, a);
  if (const int keys = host.threeWay(left, right)) return keys;
  return host.threeWay(a.find(host, left), b.find(host, right));
}

bool isSubset(Host& host, const Table& a, const Table& b) {
  if (a.size() > b.size()) return false;
  for (const auto& e : a.entries())
    if (e.key && !b.contains(host, e.key)) return false;
  return true;
}

Object* compareSets(Host& host, CompareOp op, const Table& a, const Table& b) {
  switch (op) {
  case CompareOp::Eq: return host.boolean(a.size() == b.size() && isSubset(host, a, b));
  case CompareOp::Ne: return host.boolean(a.size() != b.size() || !isSubset(host, a, b));
  case CompareOp::Le: return host.boolean(isSubset(host, a, b));
  case CompareOp::Lt: return host.boolean(a.size() < b.size() && isSubset(host, a, b));
  case CompareOp::Ge: return host.boolean(isSubset(host, b, a));
  default: return host.boolean(b.size() < a.size() && isSubset(host, b, a));
  }
}

bool sameMethod(const Object* a, const Object* b) {
  if (a->kind != b->kind) return false;
  if (a->kind == Kind::BoundMethod) {
    const auto *x = as<BoundMethodObject>(a), *y = as<BoundMethodObject>(b);
    return x->function == y->function && x->self == y->self;
  }
  const auto *x = as<BuiltinMethodObject>(a), *y = as<BuiltinMethodObject>(b);
  return x->function == y->function && x->self == y->self;
}

bool isSetKind(const Object* o) { return o->kind == Kind::Set || o->kind == Kind::FrozenSet; }
bool isText(const Object* o) { return isStr(o) || o->kind == Kind::Unicode; }

// The order of objects that have none: None, numbers, then by type name, then by age.
int defaultOrder(Host& host, Object* a, Object* b) {
  if (a == b) return 0;
  if (isNone(a)) return -1;
  if (isNone(b)) return 1;
  const ClassObject *x = host.typeOf(a), *y = host.typeOf(b);
  if (x != y) {
    const std::string_view left = isNumber(a) ? "" : x->name->value;
    const std::string_view right = isNumber(b) ? "" : y->name->value;
    if (left != right) return left < right ? -1 : 1;
    return order(x->serial, y->serial);
  }
  return order(a->serial, b->serial);
}

StrObject* compareName(const Names& names, CompareOp op) {
  switch (op) {
  case CompareOp::Lt: return names.lt;
  case CompareOp::Le: return names.le;
  case CompareOp::Eq: return names.eq;
  case CompareOp::Ne: return names.ne;
  case CompareOp::Gt: return names.gt;
  default: return names.ge;
  }
}

Object* tryUser(Host& host, Object* self, StrObject* name, Object* other) {
  if (self->cls->builtin) return nullptr;
  Object* method = self->cls->oldStyle && self->cls->hasGetAttrHook ? host.getAttrOrNull(self, name)
                                                                    : host.lookup(self->cls, name);
  if (!method) return nullptr;
  if (!self->cls->oldStyle || !self->cls->hasGetAttrHook) {
    if (method->kind == Kind::Builtin && as<BuiltinObject>(method)->owner == host.types().object)
      return nullptr;
    method = host.bind(method, self, self->cls);
  }
  Object* result = host.call(method, {other});
  return result == host.notImplemented() ? nullptr : result;
}

// Order through __cmp__ of either side. False: neither has it.
bool tryCmp(Host& host, Object* a, Object* b, int& result) {
  int64_t value = 0;
  if (Object* r = tryUser(host, a, host.names().cmp, b)) {
    value = host.toInt(r, "comparison did not return an int");
    result = order<int64_t>(value, 0);
    return true;
  }
  if (Object* r = tryUser(host, b, host.names().cmp, a)) {
    value = host.toInt(r, "comparison did not return an int");
    result = -order<int64_t>(value, 0);
    return true;
  }
  return false;
}

Object* compareRich(Host& host, CompareOp op, Object* a, Object* b) {
  const Names& names = host.names();
  const bool rightFirst = a->cls != b->cls && host.isSubtype(b->cls, a->cls);
  if (rightFirst)
    if (Object* r = tryUser(host, b, compareName(names, swapped(op)), a)) return r;
  if (Object* r = tryUser(host, a, compareName(names, op), b)) return r;
  if (!rightFirst)
    if (Object* r = tryUser(host, b, compareName(names, swapped(op)), a)) return r;
  return nullptr;
}

} // namespace

Object* Host::compareNative(CompareOp op, Object* a, Object* b) {
  if (a->kind == Kind::External)
    if (Object* r = as<ExternalObject>(a)->compare(*this, op, b)) return r;
  if (b->kind == Kind::External)
    if (Object* r = as<ExternalObject>(b)->compare(*this, swapped(op), a)) return r;
  if (isNumber(a) && isNumber(b)) return compareNumbers(*this, op, a, b);
  if (isStr(a) && isStr(b))
    return boolean(holds(op, as<StrObject>(a)->value.compare(as<StrObject>(b)->value)));
  if (isText(a) && isText(b)) {
    for (Object* o : {a, b}) {
      // A str that is not ASCII is unequal to every unicode.
      if (!isStr(o)) continue;
      for (const unsigned char c : as<StrObject>(o)->value)
        if (c >= 128) return boolean(op == CompareOp::Ne);
    }
    return boolean(holds(op, unicodeOf(a)->value.compare(unicodeOf(b)->value)));
  }
  if (isSetKind(a) && isSetKind(b))
    return compareSets(*this, op, as<SetObject>(a)->table, as<SetObject>(b)->table);
  if (a->kind == Kind::ByteArray || b->kind == Kind::ByteArray) {
    const auto bytes = [](const Object* o) -> std::string_view {
      return isStr(o) ? as<StrObject>(o)->value : std::string_view(as<ByteArrayObject>(o)->value);
    };
    const auto ok = [](const Object* o) { return isStr(o) || o->kind == Kind::ByteArray; };
    if (ok(a) && ok(b)) return boolean(holds(op, bytes(a).compare(bytes(b))));
  }
  if (a->kind != b->kind) return nullptr;
  switch (a->kind) {
  case Kind::Tuple:
    return compareSequences(*this, op, as<TupleObject>(a)->items, as<TupleObject>(b)->items);
  case Kind::List:
    return compareSequences(*this, op, as<ListObject>(a)->items, as<ListObject>(b)->items);
  case Kind::Dict:
    if (op == CompareOp::Eq || op == CompareOp::Ne)
      return boolean(dictsEqual(*this, as<DictObject>(a)->table, as<DictObject>(b)->table) ==
                     (op == CompareOp::Eq));
    return boolean(
        holds(op, orderDicts(*this, as<DictObject>(a)->table, as<DictObject>(b)->table)));
  case Kind::Complex: {
    const auto *x = as<ComplexObject>(a), *y = as<ComplexObject>(b);
    if (op != CompareOp::Eq && op != CompareOp::Ne)
      raise(types_.TypeError, "no ordering relation is defined for complex numbers");
    return boolean((x->real == y->real && x->imaginary == y->imaginary) == (op == CompareOp::Eq));
  }
  case Kind::BoundMethod:
  case Kind::BuiltinMethod:
    if (op == CompareOp::Eq || op == CompareOp::Ne)
      return boolean(sameMethod(a, b) == (op == CompareOp::Eq));
    return nullptr;
  case Kind::Slice: {
    const auto *x = as<SliceObject>(a), *y = as<SliceObject>(b);
    Object* const left[] = {x->start, x->stop, x->step};
    Object* const right[] = {y->start, y->stop, y->step};
    return compareSequences(*this, op, left, right);
  }
  default: return nullptr;
  }
}

Object* Host::compare(CompareOp op, Object* a, Object* b) {
  switch (op) {
  case CompareOp::Is: return boolean(a == b);
  case CompareOp::IsNot: return boolean(a != b);
  case CompareOp::In: return boolean(contains(b, a));
  case CompareOp::NotIn: return boolean(!contains(b, a));
  default: break;
  }
  const bool user = !a->cls->builtin || !b->cls->builtin;
  if (user) {
    if (Object* r = compareRich(*this, op, a, b)) return r;
    int result;
    if (tryCmp(*this, a, b, result)) return boolean(holds(op, result));
  }
  if (Object* r = compareNative(op, a, b)) return r;
  if (op == CompareOp::Eq) return boolean(a == b);
  if (op == CompareOp::Ne) return boolean(a != b);
  if ((a->kind == Kind::Complex) != (b->kind == Kind::Complex) && (isNumber(a) || isNumber(b)))
    raise(types_.TypeError, "no ordering relation is defined for complex numbers");
  return boolean(holds(op, defaultOrder(*this, a, b)));
}

bool Host::equal(Object* a, Object* b) {
  if (a == b) return true;
  if (isStr(a) && isStr(b) && a->cls->builtin && b->cls->builtin)
    return as<StrObject>(a)->value == as<StrObject>(b)->value;
  return truth(compare(CompareOp::Eq, a, b));
}

bool Host::less(Object* a, Object* b) { return truth(compare(CompareOp::Lt, a, b)); }

int Host::threeWay(Object* a, Object* b) {
  if (a == b) return 0;
  int result;
  const bool user = !a->cls->builtin || !b->cls->builtin;
  if (user && a->cls == b->cls && tryCmp(*this, a, b, result)) return result;
  if (user) {
    if (Object* r = compareRich(*this, CompareOp::Eq, a, b); r && truth(r)) return 0;
    if (Object* r = compareRich(*this, CompareOp::Lt, a, b); r && truth(r)) return -1;
    if (Object* r = compareRich(*this, CompareOp::Gt, a, b); r && truth(r)) return 1;
    if (tryCmp(*this, a, b, result)) return result;
  }
  if (Object* r = compareNative(CompareOp::Eq, a, b)) {
    if (truth(r)) return 0;
    return truth(compare(CompareOp::Lt, a, b)) ? -1 : 1;
  }
  return defaultOrder(*this, a, b);
}

bool Host::contains(Object* container, Object* item) {
  if (!container->cls->builtin) {
    bool found = false;
    if (Object* r = callSpecial(container, names_.contains, {item}, found)) return truth(r);
  }
  const auto among = [&](std::span<Object* const> items) {
    for (size_t i = 0; i < items.size(); ++i)
      if (equal(items[i], item)) return true;
    return false;
  };
  switch (container->kind) {
  case Kind::Tuple: return among(as<TupleObject>(container)->items);
  case Kind::List: {
    auto& items = as<ListObject>(container)->items;
    for (size_t i = 0; i < items.size(); ++i)
      if (equal(items[i], item)) return true;
    return false;
  }
  case Kind::Dict: return as<DictObject>(container)->table.contains(*this, item);
  case Kind::DictProxy: return as<DictProxyObject>(container)->dict->table.contains(*this, item);
  case Kind::Set:
  case Kind::FrozenSet: return as<SetObject>(container)->table.contains(*this, item);
  case Kind::Str:
    if (isStr(item))
      return as<StrObject>(container)->value.find(as<StrObject>(item)->value) !=
             std::string_view::npos;
    [[fallthrough]];
  case Kind::Unicode:
    if (!isText(item))
      raise(types_.TypeError, "'in <string>' requires string as left operand, not " +
                                  std::string(typeOf(item)->name->value));
    return unicodeOf(container)->value.find(unicodeOf(item)->value) != std::u32string_view::npos;
  case Kind::ByteArray: {
    const std::string& bytes = as<ByteArrayObject>(container)->value;
    int64_t value;
    if (asInt64(item, value)) return bytes.find(static_cast<char>(value)) != std::string::npos;
    return bytes.find(toStr(item)) != std::string::npos;
  }
  default: {
    Object* iterator = iter(container);
    while (Object* candidate = next(iterator))
      if (equal(candidate, item)) return true;
    return false;
  }
  }
}

// ---- Hash -----------------------------------------------------------------------------------

namespace {

uint64_t hashDouble(double value) {
  if (value == std::floor(value) && std::fabs(value) < 9.2e18)
    return static_cast<uint64_t>(static_cast<int64_t>(value));
  if (std::isinf(value)) return value > 0 ? 314159 : static_cast<uint64_t>(-271828);
  if (std::isnan(value)) return 0;
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits ^ bits >> 29;
}

uint64_t hashUnicode(const UnicodeObject* text) {
  if (text->hash == 0) {
    uint64_t x = text->value.empty() ? 0 : uint64_t{text->value[0]} << 7;
    for (const char32_t c : text->value) x = (1000003 * x) ^ c;
    const_cast<UnicodeObject*>(text)->hash = text->value.empty() ? 0 : x ^ text->value.size();
  }
  return text->hash;
}

uint64_t hashTuple(Host& host, const TupleObject* tuple) {
  uint64_t x = 0x345678, multiplier = 1000003;
  size_t left = tuple->items.size();
  for (Object* item : tuple->items) {
    x = (x ^ host.hash(item)) * multiplier;
    multiplier += 82520 + 2 * --left;
  }
  return x + 97531;
}

uint64_t hashSet(const Table& table) {
  uint64_t x = 1927868237ull * (table.size() + 1);
  for (const auto& e : table.entries())
    if (e.key) x ^= (e.hash ^ (e.hash << 16) ^ 89869747ull) * 3644798167ull;
  return x * 69069 + 907133923;
}

} // namespace

uint64_t Host::hash(Object* object) {
  if (!object->cls->builtin) {
    Object* method = lookup(object->cls, names_.hash);
    if (method && isNone(method))
      raise(types_.TypeError, "unhashable type: '" + std::string(object->cls->name->value) + "'");
    if (method && method->kind != Kind::Builtin) {
      Object* result = call(bind(method, object, object->cls), {});
      if (!isIntegral(result)) raise(types_.TypeError, "an integer is required");
      return hash(result);
    }
    if (object->cls->oldStyle && !method &&
        (lookup(object->cls, names_.eq) || lookup(object->cls, names_.cmp)))
      raise(types_.TypeError, "unhashable instance");
  }
  switch (object->kind) {
  case Kind::Bool:
  case Kind::Int: return static_cast<uint64_t>(as<IntObject>(object)->value);
  case Kind::Long: {
    const cpp_int& value = as<LongObject>(object)->value->value;
    if (fitsInt64(value)) return static_cast<uint64_t>(static_cast<int64_t>(value));
    return static_cast<uint64_t>(cpp_int(abs(value) % ((cpp_int(1) << 61) - 1))) *
           (value < 0 ? -1 : 1);
  }
  case Kind::SizedInt: return as<SizedIntObject>(object)->value;
  case Kind::Float: return hashDouble(as<FloatObject>(object)->value);
  case Kind::Complex:
    return hashDouble(as<ComplexObject>(object)->real) +
           1000003 * hashDouble(as<ComplexObject>(object)->imaginary);
  case Kind::Str: return stringHash(as<StrObject>(object));
  case Kind::Unicode: return hashUnicode(as<UnicodeObject>(object));
  case Kind::Tuple: return hashTuple(*this, as<TupleObject>(object));
  case Kind::FrozenSet: return hashSet(as<SetObject>(object)->table);
  case Kind::BoundMethod: {
    const auto* method = as<BoundMethodObject>(object);
    return hash(method->function) * 31 + (method->self ? method->self->serial : 0);
  }
  case Kind::BuiltinMethod: {
    const auto* method = as<BuiltinMethodObject>(object);
    return uint64_t{method->function->serial} * 31 + method->self->serial;
  }
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
  case Kind::ByteArray:
  case Kind::Slice:
    raise(types_.TypeError, "unhashable type: '" + std::string(object->cls->name->value) + "'");
  case Kind::External: {
    uint64_t value;
    if (as<ExternalObject>(object)->hash(*this, value)) return value;
    return object->serial;
  }
  default: return object->serial;
  }
}

} // namespace tw::host
