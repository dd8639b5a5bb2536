// Pure operations on words, one function per operation from the table.
#include "jit/trace/evaluate.h"

#include <limits>
#include <type_traits>
#include <utility>

namespace tw::jit {

using namespace meaning;

namespace {

// The C++ type of an operand by its letter.
template <char Letter> using OperandType = std::conditional_t<Letter == 'f', double, int64_t>;

template <char Letter> OperandType<Letter> fromWord(int64_t word) {
  if constexpr (Letter == 'f')
    return floatValue(word);
  else
    return word;
}

int64_t toWord(double value) { return floatBits(value); }
int64_t toWord(int64_t value) { return value; }
int64_t toWord(bool value) { return value; }

} // namespace

bool hasResult(Op op, const int64_t* operands) {
  switch (op) {
  case Op::IntFloorDiv:
  case Op::IntMod:
    return operands[1] != 0 &&
           !(operands[1] == -1 && operands[0] == std::numeric_limits<int64_t>::min());
  case Op::UintFloorDiv:
  case Op::UintMod: return operands[1] != 0;
  default: return true;
  }
}

int64_t evaluatePure(Op op, const int64_t* operands) {
  // The letters of the operand string are constant expressions, so each operand is loaded
  // with the type that its expression expects.
#define PURE(id, name, letters, result, expression)                                                \
  case Op::id: {                                                                                   \
    [[maybe_unused]] const auto a = fromWord<letters[0]>(operands[0]);                             \
    if constexpr (letters[1] != 0) {                                                               \
      [[maybe_unused]] const auto b = fromWord < letters[1] ? letters[1] : 'i' > (operands[1]);    \
      return toWord(expression);                                                                   \
    } else {                                                                                       \
      [[maybe_unused]] const int64_t b = 0;                                                        \
      return toWord(expression);                                                                   \
    }                                                                                              \
  }
  switch (op) {
#include "jit/trace/pure.def"
  default: assert(false && "not a pure operation"); return 0;
  }
}

bool evaluateOverflow(Op op, int64_t a, int64_t b, int64_t* result) {
  switch (op) {
  case Op::IntAddOvf: return __builtin_add_overflow(a, b, result);
  case Op::IntSubOvf: return __builtin_sub_overflow(a, b, result);
  default: assert(op == Op::IntMulOvf); return __builtin_mul_overflow(a, b, result);
  }
}

} // namespace tw::jit
