// Facts about opcodes, derived from opcodes.def, and handler lookup.
#include "translator/syntax/code.h"

#include <iterator>

namespace tw::syntax {
namespace {

struct OpcodeInfo {
  const char* name;
  ArgumentKind argument;
};

constexpr OpcodeInfo kOpcodes[] = {
#define OPCODE(name, argument, effect) {#name, ArgumentKind::argument},
#include "translator/syntax/opcodes.def"
};

constexpr const char* kBinary[] = {"+",  "-",  "*",  "/", "/", "//", "%",
                                   "**", "<<", ">>", "&", "|", "^"};
constexpr const char* kUnary[] = {"-", "+", "~", "not"};
constexpr const char* kCompare[] = {"<",  "<=", "==",     "!=", ">",
                                    ">=", "in", "not in", "is", "is not"};
static_assert(std::size(kBinary) == size_t(BinaryOp::Xor) + 1);
static_assert(std::size(kUnary) == size_t(UnaryOp::Not) + 1);
static_assert(std::size(kCompare) == size_t(CompareOp::IsNot) + 1);

} // namespace

const char* opcodeName(Opcode op) { return kOpcodes[static_cast<size_t>(op)].name; }
ArgumentKind argumentKind(Opcode op) { return kOpcodes[static_cast<size_t>(op)].argument; }
const char* operatorText(BinaryOp op) { return kBinary[static_cast<size_t>(op)]; }
const char* operatorText(UnaryOp op) { return kUnary[static_cast<size_t>(op)]; }
const char* operatorText(CompareOp op) { return kCompare[static_cast<size_t>(op)]; }

const ExceptionRange* CodeObject::handlerFor(uint32_t instruction) const {
  for (const ExceptionRange& range : exceptionTable)
    if (range.start <= instruction && instruction < range.end) return &range;
  return nullptr;
}

} // namespace tw::syntax
