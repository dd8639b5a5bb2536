// Constant folders: the meaning of each pure low-level operation on words.
//
// C leaves some cases undefined (division by zero, shifts out of range); there
// the folder declines, and the operation stays for run time.
#include "translator/lltype/fold.h"

#include "translator/lltype/lltype.h"

#include <cmath>
#include <limits>

namespace tw::lltype::fold {

namespace {

constexpr int64_t kMinInt = std::numeric_limits<int64_t>::min();

int64_t intAt(const FoldInput& input, size_t i) { return asInt(input.words[i]); }
double doubleAt(const FoldInput& input, size_t i) { return asDouble(input.words[i]); }

bool set(Word& result, Word value) {
  result = value;
  return true;
}

// Does the division have a result? Sets nothing.
bool divides(int64_t dividend, int64_t divisor) {
  return divisor != 0 && !(dividend == kMinInt && divisor == -1);
}

// The value as a double, from any arithmetic type.
double toDouble(Word word, const Type& type) {
  switch (type.kind()) {
  case Kind::Float: return asDouble(word);
  case Kind::SingleFloat: return asSingle(word);
  case Kind::Number:
    return type.number().isSignedNumber() ? static_cast<double>(asInt(word))
                                          : static_cast<double>(word);
  default: return static_cast<double>(word);
  }
}

Word truncate(double value, bool isSigned) {
  Word word = 0;
  FoldInput input{{}, {}, nullptr};
  Word bits = fromDouble(value);
  input.words = {&bits, 1};
  isSigned ? floatToInt(input, word) : floatToUint(input, word);
  return word;
}

// Brings the bits of an integer, character or address into the target type.
Word integerTo(Word word, const Type& target) {
  switch (target.kind()) {
  case Kind::Bool: return fromBool(word != 0);
  case Kind::Char: return word & 0xff;
  case Kind::UniChar: return word & 0xffffffff;
  case Kind::Number: return target.number().normalize(word);
  default: return word;
  }
}

bool isFloating(const Type& type) {
  return type.kind() == Kind::Float || type.kind() == Kind::SingleFloat;
}

bool hasNoWord(const Type& type) {
  return type.kind() == Kind::LongFloat ||
         (type.kind() == Kind::Number && type.number().bits() > 64);
}

} // namespace

bool same(const FoldInput& input, Word& result) { return set(result, input.words[0]); }
bool isTrue(const FoldInput& input, Word& result) { return set(result, input.words[0] != 0); }
bool never(const FoldInput&, Word& result) { return set(result, false); }
bool isFalse(const FoldInput& input, Word& result) { return set(result, input.words[0] == 0); }
bool boolNot(const FoldInput& input, Word& result) { return set(result, input.words[0] == 0); }

#define TW_BINARY(name, get, expression)                                                           \
  bool name(const FoldInput& input, Word& result) {                                                \
    auto a = get(input, 0);                                                                        \
    auto b = get(input, 1);                                                                        \
    return set(result, expression);                                                                \
  }
#define TW_UNARY(name, get, expression)                                                            \
  bool name(const FoldInput& input, Word& result) {                                                \
    auto a = get(input, 0);                                                                        \
    return set(result, expression);                                                                \
  }

namespace {
Word wordAt(const FoldInput& input, size_t i) { return input.words[i]; }
} // namespace

TW_BINARY(unsignedLt, wordAt, a < b)
TW_BINARY(unsignedLe, wordAt, a <= b)
TW_BINARY(unsignedEq, wordAt, a == b)
TW_BINARY(unsignedNe, wordAt, a != b)
TW_BINARY(unsignedGt, wordAt, a > b)
TW_BINARY(unsignedGe, wordAt, a >= b)

TW_UNARY(intNeg, wordAt, Word{0} - a)
TW_UNARY(intAbs, wordAt, asInt(a) < 0 ? Word{0} - a : a)
TW_UNARY(intInvert, wordAt, ~a)
TW_UNARY(intForceGeZero, intAt, a < 0 ? 0 : fromInt(a))
TW_BINARY(intAdd, wordAt, a + b)
TW_BINARY(intSub, wordAt, a - b)
TW_BINARY(intMul, wordAt, a* b)
TW_BINARY(intAnd, wordAt, a& b)
TW_BINARY(intOr, wordAt, a | b)
TW_BINARY(intXor, wordAt, a ^ b)
TW_BINARY(intLt, intAt, a < b)
TW_BINARY(intLe, intAt, a <= b)
TW_BINARY(intEq, wordAt, a == b)
TW_BINARY(intNe, wordAt, a != b)
TW_BINARY(intGt, intAt, a > b)
TW_BINARY(intGe, intAt, a >= b)
TW_BINARY(uintMulHigh, wordAt, static_cast<Word>((static_cast<unsigned __int128>(a) * b) >> 64))

bool uintDivWide(const FoldInput& input, Word& result) {
  const Word high = input.words[0], divisor = input.words[2];
  if (high >= divisor) return false;
  const unsigned __int128 dividend = static_cast<unsigned __int128>(high) << 64 | input.words[1];
  return set(result, static_cast<Word>(dividend / divisor));
}

bool intFloorDiv(const FoldInput& input, Word& result) {
  int64_t a = intAt(input, 0), b = intAt(input, 1);
  return divides(a, b) && set(result, fromInt(a / b));
}

bool intMod(const FoldInput& input, Word& result) {
  int64_t a = intAt(input, 0), b = intAt(input, 1);
  return divides(a, b) && set(result, fromInt(a % b));
}

bool uintFloorDiv(const FoldInput& input, Word& result) {
  return input.words[1] != 0 && set(result, input.words[0] / input.words[1]);
}

bool uintMod(const FoldInput& input, Word& result) {
  return input.words[1] != 0 && set(result, input.words[0] % input.words[1]);
}

bool intLshift(const FoldInput& input, Word& result) {
  return input.words[1] < 64 && set(result, input.words[0] << input.words[1]);
}

bool intRshift(const FoldInput& input, Word& result) {
  return input.words[1] < 64 && set(result, fromInt(intAt(input, 0) >> input.words[1]));
}

bool uintRshift(const FoldInput& input, Word& result) {
  return input.words[1] < 64 && set(result, input.words[0] >> input.words[1]);
}

bool intBetween(const FoldInput& input, Word& result) {
  int64_t value = intAt(input, 1);
  return set(result, intAt(input, 0) <= value && value < intAt(input, 2));
}

bool intSignext(const FoldInput& input, Word& result) {
  Word bytes = input.words[1];
  if (bytes == 0 || bytes > 8) return false;
  unsigned shift = static_cast<unsigned>(64 - 8 * bytes);
  return set(result, fromInt(asInt(input.words[0] << shift) >> shift));
}

bool intAddOvf(const FoldInput& input, Word& result) {
  int64_t value;
  return !__builtin_add_overflow(intAt(input, 0), intAt(input, 1), &value) &&
         set(result, fromInt(value));
}

bool intSubOvf(const FoldInput& input, Word& result) {
  int64_t value;
  return !__builtin_sub_overflow(intAt(input, 0), intAt(input, 1), &value) &&
         set(result, fromInt(value));
}

bool intMulOvf(const FoldInput& input, Word& result) {
  int64_t value;
  return !__builtin_mul_overflow(intAt(input, 0), intAt(input, 1), &value) &&
         set(result, fromInt(value));
}

TW_UNARY(floatIsTrue, doubleAt, a != 0.0)
TW_UNARY(floatNeg, doubleAt, fromDouble(-a))
TW_UNARY(floatAbs, doubleAt, fromDouble(std::fabs(a)))
TW_BINARY(floatAdd, doubleAt, fromDouble(a + b))
TW_BINARY(floatSub, doubleAt, fromDouble(a - b))
TW_BINARY(floatMul, doubleAt, fromDouble(a* b))
TW_BINARY(floatTrueDiv, doubleAt, fromDouble(a / b))
TW_BINARY(floatLt, doubleAt, a < b)
TW_BINARY(floatLe, doubleAt, a <= b)
TW_BINARY(floatEq, doubleAt, a == b)
TW_BINARY(floatNe, doubleAt, a != b)
TW_BINARY(floatGt, doubleAt, a > b)
TW_BINARY(floatGe, doubleAt, a >= b)
TW_UNARY(intToFloat, intAt, fromDouble(static_cast<double>(a)))
TW_UNARY(uintToFloat, wordAt, fromDouble(static_cast<double>(a)))

#undef TW_BINARY
#undef TW_UNARY

bool floatToInt(const FoldInput& input, Word& result) {
  double value = doubleAt(input, 0);
  bool fits = value >= -0x1p63 && value < 0x1p63; // false for NaN
  return set(result, fromInt(fits ? static_cast<int64_t>(value) : kMinInt));
}

// Negative values wrap around, as a conversion through int does.
bool floatToUint(const FoldInput& input, Word& result) {
  double value = doubleAt(input, 0);
  if (value >= 0x1p63 && value < 0x1p64) return set(result, static_cast<uint64_t>(value));
  return floatToInt(input, result);
}

bool intToChar(const FoldInput& input, Word& result) {
  return input.words[0] < 256 && set(result, input.words[0]);
}

bool intToUniChar(const FoldInput& input, Word& result) {
  return input.words[0] <= 0xffffffff && set(result, input.words[0]);
}

bool castPrimitive(const FoldInput& input, Word& result) {
  const Type& from = *input.types[0];
  const Type& to = *input.resultType;
  if (hasNoWord(from) || hasNoWord(to)) return false;
  Word word = input.words[0];
  if (to.kind() == Kind::Float) return set(result, fromDouble(toDouble(word, from)));
  if (to.kind() == Kind::SingleFloat)
    return set(result, fromSingle(static_cast<float>(toDouble(word, from))));
  if (!isFloating(from)) return set(result, integerTo(word, to));
  if (to.kind() == Kind::Bool) return set(result, toDouble(word, from) != 0.0);
  bool isSigned = to.kind() != Kind::Number || to.number().isSignedNumber();
  return set(result, integerTo(truncate(toDouble(word, from), isSigned), to));
}

} // namespace tw::lltype::fold
