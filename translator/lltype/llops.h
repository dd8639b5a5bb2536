// Access to the table of low-level operations (llops.def, which is the manual).
//
// This header does not know flow::OpCode: an operation is its position in the
// table. flow/llops.h converts.
#pragma once

#include "translator/lltype/word.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace tw::lltype {

class Type;

enum class Effect : uint8_t { None, Reads, Allocates, Writes, Collects, Calls, Other };

// Position in llops.def.
enum class LlOp : uint16_t {
#define LLOP(id, ...) id,
#include "translator/lltype/llops.def"
  Count
};

// Operands of a fold. Types are those of the operands and the result; only
// conversions look at them.
struct FoldInput {
  std::span<const Word> words;
  std::span<const Type* const> types;
  const Type* resultType;
};

// Computes `result` and returns true, or returns false if the operation would
// raise, or has no defined result for these operands.
using Folder = bool (*)(const FoldInput& input, Word& result);

struct LlOpInfo {
  const char* name;
  int8_t arity;
  bool canRaise;
  bool pure;
  const char* operands;  // kinds, see llops.def
  const char* result;    // kind
  const char* cTemplate; // may be null
  Folder folder;         // may be null
  Effect effect;

  // If nothing uses the result, the operation can go.
  bool removableIfUnused() const { return !canRaise && effect <= Effect::Allocates; }
};

const LlOpInfo& llOpInfo(LlOp op);

// Folds a pure operation on constants; false if it cannot be folded.
bool foldOp(LlOp op, const FoldInput& input, Word& result);

} // namespace tw::lltype
