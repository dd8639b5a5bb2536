// Code objects: what the compiler hands to the host and to the flow builder.
//
// A code object is immutable after compilation and owned by the Arena given
// to the compiler. Constants are plain values, so that syntax/ knows nothing of
// the host's objects; the host makes objects of them once per code object.
#pragma once

#include "translator/support/source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tw::syntax {

enum class Opcode : uint8_t {
#define OPCODE(name, argument, effect) name,
#include "translator/syntax/opcodes.def"
};

enum class ArgumentKind : uint8_t {
  None,
  Const,
  Name,
  Local,
  Deref,
  Target,
  Count,
  BinaryOp,
  UnaryOp,
  CompareOp,
  CallShape,
  FunctionShape,
  SliceFlags
};

enum class BinaryOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  TrueDiv,
  FloorDiv,
  Mod,
  Pow,
  LShift,
  RShift,
  And,
  Or,
  Xor
};
enum class UnaryOp : uint8_t { Neg, Pos, Invert, Not };
enum class CompareOp : uint8_t { Lt, Le, Eq, Ne, Gt, Ge, In, NotIn, Is, IsNot };

const char* opcodeName(Opcode op);
ArgumentKind argumentKind(Opcode op);
const char* operatorText(BinaryOp op); // "+", "//", ...
const char* operatorText(UnaryOp op);
const char* operatorText(CompareOp op); // "<", "not in", ...

struct Instruction {
  Opcode op;
  uint32_t arg = 0;
};

// Argument of Call: counts and flags packed into 32 bits.
struct CallShape {
  uint32_t positional = 0; // < 4096
  uint32_t keywords = 0;   // < 4096
  bool star = false;
  bool starStar = false;

  uint32_t pack() const {
    return positional | keywords << 12 | uint32_t{star} << 24 | uint32_t{starStar} << 25;
  }
  static CallShape unpack(uint32_t arg) {
    return {arg & 0xfff, arg >> 12 & 0xfff, (arg >> 24 & 1) != 0, (arg >> 25 & 1) != 0};
  }
};

// Argument of MakeFunction.
struct FunctionShape {
  uint32_t defaults = 0;
  bool closure = false;

  uint32_t pack() const { return defaults | uint32_t{closure} << 24; }
  static FunctionShape unpack(uint32_t arg) { return {arg & 0xffffff, (arg >> 24 & 1) != 0}; }
};

// An exception raised by an instruction in [start, end) goes to `handler`
// with the operand stack cut to `depth`. Inner ranges come first.
struct ExceptionRange {
  uint32_t start;
  uint32_t end;
  uint32_t handler;
  uint32_t depth;
};

struct CodeObject;

struct ConstNone {};
struct ConstEllipsis {};
struct ConstLong {
  std::string digits;
}; // decimal; a literal with L or too big for an int
struct ConstComplex {
  double imaginary;
};
struct ConstStr {
  std::string bytes;
};
struct ConstUnicode {
  std::u32string text;
};
struct ConstTuple;

// Value of a literal. int64_t: int. A nested code object is a constant, too.
using ConstValue =
    std::variant<ConstNone, ConstEllipsis, bool, int64_t, ConstLong, double, ConstComplex, ConstStr,
                 ConstUnicode, std::shared_ptr<const ConstTuple>, const CodeObject*>;
struct ConstTuple {
  std::vector<ConstValue> items;
};

struct CodeObject {
  std::string name;
  const SourceFile* file = nullptr;
  SourceSpan span; // of the def, class, lambda or module
  std::vector<Instruction> instructions;
  std::vector<SourceSpan> spans; // parallel to instructions
  std::vector<ExceptionRange> exceptionTable;
  std::vector<ConstValue> constants;   // [0] is the docstring or None
  std::vector<std::string> names;      // attributes, globals
  std::vector<std::string> varnames;   // locals; parameters first, then *args, then **kw.
                                       // A tuple parameter is a local ".N", unpacked at entry.
  std::vector<std::string> cellvars;   // locals captured by inner functions
  std::vector<std::string> freevars;   // captured from outer functions
  std::vector<int32_t> cellParameters; // per cellvar: the parameter it copies at entry, or -1
  uint32_t argCount = 0;               // without * and **
  uint32_t stackSize = 0;
  bool hasVarArgs = false;
  bool hasVarKeywords = false;
  bool isGenerator = false;
  bool usesLocalsDict = false; // module, class body, or body with exec / import *: all
                               // names (parameters too, put there at entry) live in the
                               // locals dict; only ".N" parameters stay fast locals
  bool futureDivision = false;
  bool futureUnicodeLiterals = false;
  bool futurePrintFunction = false;

  // Lookup of the handler for an instruction; null if the exception leaves.
  const ExceptionRange* handlerFor(uint32_t instruction) const;
};

// A constant as Python would write it.
std::string constantText(const ConstValue& value);

// One instruction a line, nested code objects after their parent.
std::string disassemble(const CodeObject& code);

} // namespace tw::syntax
