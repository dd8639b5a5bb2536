// The rows of llops.def as a table.
#include "translator/lltype/llops.h"

#include "translator/lltype/fold.h"
#include "translator/lltype/lltype.h"

#include <stdexcept>

namespace tw::lltype {

namespace {

constexpr LlOpInfo kTable[] = {
#define LLOP(id, name, arity, canRaise, pure, operands, result, cTemplate, folder, effect)         \
  {name, arity, canRaise, pure, operands, result, cTemplate, fold::folder, Effect::effect},
#include "translator/lltype/llops.def"
};

} // namespace

const LlOpInfo& llOpInfo(LlOp op) { return kTable[static_cast<size_t>(op)]; }

bool foldOp(LlOp op, const FoldInput& input, Word& result) {
  const LlOpInfo& info = llOpInfo(op);
  return info.pure && info.folder && info.folder(input, result);
}

bool kindAccepts(char kind, const Type& type) {
  const NumberType* number = type.kind() == Kind::Number ? &type.number() : nullptr;
  switch (kind) {
  case 'v': return type.isVoid();
  case 'b': return type.kind() == Kind::Bool;
  case 'c': return type.kind() == Kind::Char;
  case 'u': return type.kind() == Kind::UniChar;
  case 'i':
  case 'w': return number && number->bits() <= 64;
  case 'l':
  case 'L': return number && number->bits() == 128;
  case 'f': return type.kind() == Kind::Float;
  case 'p': return type.isPtr();
  case 'a': return type.kind() == Kind::Address;
  case '*': return true;
  default: throw std::logic_error("unknown operand kind in llops.def");
  }
}

} // namespace tw::lltype
