// Built-in meaning of the binary and unary operators: numbers of all kinds and
// the operators of sequences and sets.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/setup.h"

#include <cmath>

namespace tw::host {

using syntax::BinaryOp;
using syntax::UnaryOp;

// ---- Integers -------------------------------------------------------------------------------

void floorDivMod(const cpp_int& a, const cpp_int& b, cpp_int& quotient, cpp_int& remainder) {
  divide_qr(a, b, quotient, remainder);
  if (remainder != 0 && (remainder < 0) != (b < 0)) {
    remainder += b;
    quotient -= 1;
  }
}

namespace {

[[noreturn]] void raiseZeroDivision(Host& host, const char* what) {
  host.raise(host.types().ZeroDivisionError, what);
}

Object* bigResult(Host& host, bool wantLong, const cpp_int& value) {
  BigInt big{value};
  return wantLong ? host.newLong(big) : host.newIntOrLong(big);
}

uint64_t shiftCount(Host& host, const cpp_int& count) {
  if (count < 0) host.raise(host.types().ValueError, "negative shift count");
  if (count > INT32_MAX) host.raise(host.types().OverflowError, "long int too large to shift");
  return static_cast<uint64_t>(count);
}

Object* bigBinary(Host& host, BinaryOp op, const cpp_int& a, const cpp_int& b, bool wantLong) {
  const char* zero =
      wantLong ? "long division or modulo by zero" : "integer division or modulo by zero";
  switch (op) {
  case BinaryOp::Add: return bigResult(host, wantLong, a + b);
  case BinaryOp::Sub: return bigResult(host, wantLong, a - b);
  case BinaryOp::Mul: return bigResult(host, wantLong, a * b);
  case BinaryOp::Div:
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b == 0) raiseZeroDivision(host, zero);
    cpp_int q, r;
    floorDivMod(a, b, q, r);
    return bigResult(host, wantLong, op == BinaryOp::Mod ? r : q);
  }
  case BinaryOp::TrueDiv:
    if (b == 0) raiseZeroDivision(host, "division by zero");
    return host.newFloat(bigToDouble(host, a) / bigToDouble(host, b));
  case BinaryOp::Pow:
    if (b < 0) {
      if (a == 0) raiseZeroDivision(host, "0.0 cannot be raised to a negative power");
      return host.newFloat(std::pow(bigToDouble(host, a), bigToDouble(host, b)));
    }
    if (b > UINT32_MAX) host.raise(host.types().OverflowError, "exponent too large");
    return bigResult(host, wantLong, pow(a, static_cast<unsigned>(b)));
  case BinaryOp::LShift: return bigResult(host, wantLong, a << shiftCount(host, b));
  case BinaryOp::RShift: {
    const uint64_t n = shiftCount(host, b);
    cpp_int q, r;
    floorDivMod(a, cpp_int(1) << n, q, r);
    return bigResult(host, wantLong, q);
  }
  case BinaryOp::And: return bigResult(host, wantLong, a & b);
  case BinaryOp::Or: return bigResult(host, wantLong, a | b);
  case BinaryOp::Xor: return bigResult(host, wantLong, a ^ b);
  }
  return nullptr;
}

// The bit operations of cpp_int want magnitudes; two's complement through
// an offset that makes both operands non-negative.
Object* bigBitwise(Host& host, BinaryOp op, const cpp_int& a, const cpp_int& b, bool wantLong) {
  if (a >= 0 && b >= 0) return bigBinary(host, op, a, b, wantLong);
  const auto width = [](const cpp_int& v) {
    return v == 0 ? 1u : static_cast<unsigned>(msb(abs(v))) + 2;
  };
  const unsigned bits = std::max(width(a), width(b)) + 1;
  const cpp_int modulus = cpp_int(1) << bits;
  const cpp_int x = a < 0 ? cpp_int(a + modulus) : a, y = b < 0 ? cpp_int(b + modulus) : b;
  cpp_int r = op == BinaryOp::And  ? cpp_int(x & y)
              : op == BinaryOp::Or ? cpp_int(x | y)
                                   : cpp_int(x ^ y);
  if (bit_test(r, bits - 1)) r -= modulus;
  return bigResult(host, wantLong, r);
}

Object* longBinary(Host& host, BinaryOp op, const cpp_int& a, const cpp_int& b, bool wantLong) {
  if (op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor)
    return bigBitwise(host, op, a, b, wantLong);
  return bigBinary(host, op, a, b, wantLong);
}

Object* intBinary(Host& host, BinaryOp op, const Object* left, const Object* right) {
  const int64_t a = as<IntObject>(left)->value, b = as<IntObject>(right)->value;
  const bool bools = left->kind == Kind::Bool && right->kind == Kind::Bool;
  switch (op) {
  case BinaryOp::And: return bools ? host.boolean(a & b) : host.newInt(a & b);
  case BinaryOp::Or: return bools ? host.boolean(a | b) : host.newInt(a | b);
  case BinaryOp::Xor: return bools ? host.boolean(a ^ b) : host.newInt(a ^ b);
  case BinaryOp::Div:
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b == 0) raiseZeroDivision(host, "integer division or modulo by zero");
    if (b == -1) break;
    int64_t q = a / b, r = a % b;
    if (r != 0 && (r < 0) != (b < 0)) {
      r += b;
      --q;
    }
    return host.newInt(op == BinaryOp::Mod ? r : q);
  }
  case BinaryOp::TrueDiv:
    if (b == 0) raiseZeroDivision(host, "division by zero");
    return host.newFloat(static_cast<double>(a) / static_cast<double>(b));
  case BinaryOp::LShift:
    if (b >= 0 && b < 63 && (a << b) >> b == a) return host.newInt(a << b);
    break;
  case BinaryOp::RShift:
    if (b >= 0) return host.newInt(b > 63 ? (a < 0 ? -1 : 0) : a >> b);
    break;
  default: break;
  }
  return longBinary(host, op, bigValue(left), bigValue(right), false);
}

// ---- Integers of fixed width ------------------------------------------------------------------

// The class of the result: an int takes the type of the other operand.
ClassObject* sizedResult(const Object* a, const Object* b, BinaryOp op) {
  if (a->kind != Kind::SizedInt) return b->cls;
  if (b->kind != Kind::SizedInt || op == BinaryOp::LShift || op == BinaryOp::RShift) return a->cls;
  const auto* x = as<SizedIntObject>(a);
  const auto* y = as<SizedIntObject>(b);
  if (x->bits != y->bits) return x->bits > y->bits ? a->cls : b->cls;
  return x->isSigned ? b->cls : a->cls;
}

Object* sizedBinary(Host& host, BinaryOp op, const Object* a, const Object* b) {
  Object* wide = longBinary(host, op, bigValue(a), bigValue(b), true);
  if (wide->kind != Kind::Long) return wide;
  const cpp_int low =
      (as<LongObject>(wide)->value->value % (cpp_int(1) << 64) + (cpp_int(1) << 64)) %
      (cpp_int(1) << 64);
  return host.newSizedInt(sizedResult(a, b, op), static_cast<uint64_t>(low));
}

// ---- Floats ---------------------------------------------------------------------------------

Object* floatBinary(Host& host, BinaryOp op, double a, double b) {
  switch (op) {
  case BinaryOp::Add: return host.newFloat(a + b);
  case BinaryOp::Sub: return host.newFloat(a - b);
  case BinaryOp::Mul: return host.newFloat(a * b);
  case BinaryOp::Div:
  case BinaryOp::TrueDiv:
    if (b == 0) raiseZeroDivision(host, "float division by zero");
    return host.newFloat(a / b);
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b == 0) raiseZeroDivision(host, op == BinaryOp::Mod ? "float modulo" : "float divmod()");
    double quotient, remainder;
    floatDivMod(a, b, quotient, remainder);
    return host.newFloat(op == BinaryOp::Mod ? remainder : quotient);
  }
  case BinaryOp::Pow: {
    if (a == 0 && b < 0) raiseZeroDivision(host, "0.0 cannot be raised to a negative power");
    if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b))
      host.raise(host.types().ValueError, "negative number cannot be raised to a fractional power");
    const double result = std::pow(a, b);
    if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
      host.raise(host.types().OverflowError, "(34, 'Numerical result out of range')");
    return host.newFloat(result);
  }
  default: return nullptr;
  }
}

struct ComplexValue {
  double re, im;
};

ComplexValue complexValue(Host& host, Object* o) {
  if (o->kind == Kind::Complex)
    return {as<ComplexObject>(o)->real, as<ComplexObject>(o)->imaginary};
  return {host.toDouble(o), 0};
}

Object* complexBinary(Host& host, BinaryOp op, ComplexValue a, ComplexValue b) {
  switch (op) {
  case BinaryOp::Add: return host.newComplex(a.re + b.re, a.im + b.im);
  case BinaryOp::Sub: return host.newComplex(a.re - b.re, a.im - b.im);
  case BinaryOp::Mul: return host.newComplex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
  case BinaryOp::Div:
  case BinaryOp::TrueDiv: {
    const double norm = b.re * b.re + b.im * b.im;
    if (norm == 0) raiseZeroDivision(host, "complex division by zero");
    return host.newComplex((a.re * b.re + a.im * b.im) / norm, (a.im * b.re - a.re * b.im) / norm);
  }
  case BinaryOp::Pow: {
    if (b.re == 0 && b.im == 0) return host.newComplex(1, 0);
    if (b.im == 0 && b.re == std::floor(b.re) && b.re > 0 && b.re <= 100) {
      ComplexValue r = a;
      for (int i = 1; i < static_cast<int>(b.re); ++i)
        r = {r.re * a.re - r.im * a.im, r.re * a.im + r.im * a.re};
      return host.newComplex(r.re, r.im);
    }
    const double modulus = std::hypot(a.re, a.im);
    if (modulus == 0) return host.newComplex(0, 0);
    const double angle = std::atan2(a.im, a.re);
    const double length = std::pow(modulus, b.re) * std::exp(-angle * b.im);
    const double phase = angle * b.re + b.im * std::log(modulus);
    return host.newComplex(length * std::cos(phase), length * std::sin(phase));
  }
  default: return nullptr;
  }
}

// ---- Sequences and sets -----------------------------------------------------------------------

// How often the items of a sequence of that length are to be copied.
size_t repetitions(Host& host, size_t length, int64_t count) {
  constexpr int64_t kMost = int64_t{1} << 47; // the address space of a process
  if (length == 0 || count <= 0) return 0;
  if (count > kMost / static_cast<int64_t>(length)) host.raise(host.types().MemoryError, "");
  return static_cast<size_t>(count);
}

template <class View>
std::basic_string<typename View::value_type> repeated(Host& host, View text, int64_t count) {
  const size_t n = repetitions(host, text.size(), count);
  std::basic_string<typename View::value_type> result;
  result.reserve(text.size() * n);
  for (size_t i = 0; i < n; ++i) result += text;
  return result;
}

template <class Items>
std::vector<Object*> repeatedItems(Host& host, const Items& once, int64_t count) {
  const size_t n = repetitions(host, once.size(), count);
  std::vector<Object*> items;
  items.reserve(once.size() * n);
  for (size_t i = 0; i < n; ++i) items.insert(items.end(), once.begin(), once.end());
  return items;
}

Object* repeatSequence(Host& host, Object* sequence, Object* countObject) {
  int64_t count;
  if (countObject->kind == Kind::Float || !host.asInt64(countObject, count)) return nullptr;
  switch (sequence->kind) {
  case Kind::Str: return host.newStr(repeated(host, as<StrObject>(sequence)->value, count));
  case Kind::Unicode:
    return host.newUnicode(repeated(host, as<UnicodeObject>(sequence)->value, count));
  case Kind::ByteArray:
    return host.newByteArray(
        repeated(host, std::string_view(as<ByteArrayObject>(sequence)->value), count));
  case Kind::List: return host.newList(repeatedItems(host, as<ListObject>(sequence)->items, count));
  case Kind::Tuple:
    return host.newTuple(repeatedItems(host, as<TupleObject>(sequence)->items, count));
  default: return nullptr;
  }
}

Object* concatenate(Host& host, Object* left, Object* right) {
  if (isStr(left) && isStr(right)) {
    const auto a = as<StrObject>(left)->value, b = as<StrObject>(right)->value;
    auto* bytes = static_cast<char*>(host.arena().allocate(a.size() + b.size() + 1, 1));
    std::copy(a.begin(), a.end(), bytes);
    std::copy(b.begin(), b.end(), bytes + a.size());
    bytes[a.size() + b.size()] = 0;
    return host.newStrView({bytes, a.size() + b.size()});
  }
  const auto text = [](const Object* o) { return isStr(o) || o->kind == Kind::Unicode; };
  if (text(left) && text(right)) {
    std::u32string result(host.unicodeOf(left)->value);
    result += host.unicodeOf(right)->value;
    return host.newUnicode(result);
  }
  if (left->kind != right->kind) {
    if (left->kind == Kind::ByteArray && isStr(right))
      return host.newByteArray(as<ByteArrayObject>(left)->value +
                               std::string(as<StrObject>(right)->value));
    if (isStr(left) && right->kind == Kind::ByteArray)
      return host.newByteArray(std::string(as<StrObject>(left)->value) +
                               as<ByteArrayObject>(right)->value);
    return nullptr;
  }
  if (left->kind == Kind::List) {
    std::vector<Object*> items = as<ListObject>(left)->items;
    const auto& more = as<ListObject>(right)->items;
    items.insert(items.end(), more.begin(), more.end());
    return host.newList(std::move(items));
  }
  if (left->kind == Kind::Tuple) {
    const auto a = as<TupleObject>(left)->items, b = as<TupleObject>(right)->items;
    Object** slots;
    TupleObject* result = host.newTupleOf(a.size() + b.size(), slots);
    std::copy(a.begin(), a.end(), slots);
    std::copy(b.begin(), b.end(), slots + a.size());
    return result;
  }
  if (left->kind == Kind::ByteArray)
    return host.newByteArray(as<ByteArrayObject>(left)->value + as<ByteArrayObject>(right)->value);
  return nullptr;
}

bool isSet(const Object* o) { return o->kind == Kind::Set || o->kind == Kind::FrozenSet; }

Object* setBinary(Host& host, BinaryOp op, Object* left, Object* right) {
  SetObject* result = host.newSet(left->kind == Kind::FrozenSet);
  const Table& a = as<SetObject>(left)->table;
  const Table& b = as<SetObject>(right)->table;
  for (const auto& e : a.entries()) {
    if (!e.key) continue;
    const bool keep = op == BinaryOp::Or || b.contains(host, e.key) == (op == BinaryOp::And);
    if (keep) result->table.set(host, e.key, nullptr);
  }
  if (op == BinaryOp::Or || op == BinaryOp::Xor) {
    for (const auto& e : b.entries())
      if (e.key && (op == BinaryOp::Or || !a.contains(host, e.key)))
        result->table.set(host, e.key, nullptr);
  }
  return result;
}

// int < long < SizedInt < float < complex; -1: not a number.
int numericRank(const Object* o) {
  switch (o->kind) {
  case Kind::Bool:
  case Kind::Int: return 0;
  case Kind::Long: return 1;
  case Kind::SizedInt: return 2;
  case Kind::Float: return 3;
  case Kind::Complex: return 4;
  default: return -1;
  }
}

Object* numericBinary(Host& host, BinaryOp op, Object* left, Object* right, int rank) {
  switch (rank) {
  case 0: return intBinary(host, op, left, right);
  case 1: return longBinary(host, op, bigValue(left), bigValue(right), true);
  case 2: return sizedBinary(host, op, left, right);
  case 3: return floatBinary(host, op, host.toDouble(left), host.toDouble(right));
  default: return complexBinary(host, op, complexValue(host, left), complexValue(host, right));
  }
}

} // namespace

void floatDivMod(double a, double b, double& quotient, double& remainder) {
  remainder = std::fmod(a, b);
  quotient = (a - remainder) / b;
  if (remainder != 0) {
    if ((b < 0) != (remainder < 0)) {
      remainder += b;
      quotient -= 1.0;
    }
  } else {
    remainder = std::copysign(0.0, b);
  }
  if (quotient != 0) {
    const double floor = std::floor(quotient);
    quotient = quotient - floor > 0.5 ? floor + 1.0 : floor;
  } else {
    quotient = std::copysign(0.0, a / b);
  }
}

Object* Host::binaryNative(BinaryOp op, Object* left, Object* right) {
  if (left->kind == Kind::External)
    if (Object* r = as<ExternalObject>(left)->binary(*this, op, right, false)) return r;
  if (right->kind == Kind::External)
    if (Object* r = as<ExternalObject>(right)->binary(*this, op, left, true)) return r;
  const int a = numericRank(left), b = numericRank(right);
  if (a >= 0 && b >= 0) return numericBinary(*this, op, left, right, std::max(a, b));
  switch (op) {
  case BinaryOp::Add: return concatenate(*this, left, right);
  case BinaryOp::Mul:
    if (Object* r = repeatSequence(*this, left, right)) return r;
    return repeatSequence(*this, right, left);
  case BinaryOp::Mod:
    return isStr(left) || left->kind == Kind::Unicode ? formatPercent(left, right) : nullptr;
  case BinaryOp::And:
  case BinaryOp::Or:
  case BinaryOp::Xor:
  case BinaryOp::Sub:
    return isSet(left) && isSet(right) ? setBinary(*this, op, left, right) : nullptr;
  default: return nullptr;
  }
}

Object* Host::unaryNative(UnaryOp op, Object* operand) {
  switch (operand->kind) {
  case Kind::Bool:
  case Kind::Int: {
    const int64_t value = as<IntObject>(operand)->value;
    if (op == UnaryOp::Pos) return newInt(value);
    if (op == UnaryOp::Invert) return newInt(~value);
    if (op == UnaryOp::Neg)
      return value == INT64_MIN ? newLong(BigInt{-cpp_int(value)}) : newInt(-value);
    break;
  }
  case Kind::Long: {
    const cpp_int& value = as<LongObject>(operand)->value->value;
    if (op == UnaryOp::Pos) return newLong(BigInt{value});
    if (op == UnaryOp::Neg) return newLong(BigInt{-value});
    if (op == UnaryOp::Invert) return newLong(BigInt{-value - 1});
    break;
  }
  case Kind::SizedInt: {
    const uint64_t value = as<SizedIntObject>(operand)->value;
    if (op == UnaryOp::Pos) return operand;
    if (op == UnaryOp::Neg) return newSizedInt(operand->cls, uint64_t{0} - value);
    if (op == UnaryOp::Invert) return newSizedInt(operand->cls, ~value);
    break;
  }
  case Kind::Float: {
    const double value = as<FloatObject>(operand)->value;
    if (op == UnaryOp::Pos) return newFloat(value);
    if (op == UnaryOp::Neg) return newFloat(-value);
    break;
  }
  case Kind::Complex: {
    const auto* c = as<ComplexObject>(operand);
    if (op == UnaryOp::Pos) return operand;
    if (op == UnaryOp::Neg) return newComplex(-c->real, -c->imaginary);
    break;
  }
  case Kind::External: return as<ExternalObject>(operand)->unary(*this, op);
  default: break;
  }
  return nullptr;
}

Object* Host::power(Object* base, Object* exponent, Object* modulus) {
  if (isNone(modulus)) return binary(BinaryOp::Pow, base, exponent);
  if (!isIntegral(base) || !isIntegral(exponent) || !isIntegral(modulus))
    raise(types_.TypeError, "unsupported operand type(s) for pow()");
  const cpp_int m = bigValue(modulus), e = bigValue(exponent);
  if (m == 0) raise(types_.ValueError, "pow() 3rd argument cannot be 0");
  if (e < 0)
    raise(types_.TypeError, "pow() 2nd argument cannot be negative when 3rd argument specified");
  cpp_int q, b, r;
  floorDivMod(bigValue(base), abs(m), q, b);
  cpp_int value = powm(b, e, abs(m));
  floorDivMod(value, m, q, r);
  const bool wantLong =
      base->kind == Kind::Long || exponent->kind == Kind::Long || modulus->kind == Kind::Long;
  return bigResult(*this, wantLong, r);
}

} // namespace tw::host
