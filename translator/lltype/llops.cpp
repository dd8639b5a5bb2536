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

} // namespace tw::lltype
