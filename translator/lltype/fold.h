// The constant folders that llops.def names; one function per distinct meaning.
#pragma once

#include "translator/lltype/llops.h"

namespace tw::lltype::fold {

inline constexpr Folder none = nullptr;

// clang-format off
#define TW_FOLDERS(X)                                                                            \
  X(same) X(never) X(isTrue) X(isFalse) X(boolNot)                                               \
  X(unsignedLt) X(unsignedLe) X(unsignedEq) X(unsignedNe) X(unsignedGt) X(unsignedGe)            \
  X(intNeg) X(intAbs) X(intInvert) X(intAdd) X(intSub) X(intMul) X(intFloorDiv) X(intMod)        \
   X(intLt) X(intLe) X(intEq) X(intNe) X(intGt) X(intGe) X(intAnd) X(intOr) X(intXor)            \
   X(intLshift) X(intRshift) X(intBetween) X(intForceGeZero) X(intSignext)                       \
  X(intAddOvf) X(intSubOvf) X(intMulOvf)                                                         \
  X(uintFloorDiv) X(uintMod) X(uintRshift) X(uintMulHigh) X(uintDivWide)                         \
  X(floatIsTrue) X(floatNeg) X(floatAbs) X(floatAdd) X(floatSub) X(floatMul) X(floatTrueDiv)     \
   X(floatLt) X(floatLe) X(floatEq) X(floatNe) X(floatGt) X(floatGe)                             \
  X(castPrimitive) X(intToFloat) X(uintToFloat) X(floatToInt) X(floatToUint) X(intToChar)        \
   X(intToUniChar)
// clang-format on
#define TW_DECLARE(name) bool name(const FoldInput& input, Word& result);
TW_FOLDERS(TW_DECLARE)
#undef TW_DECLARE
#undef TW_FOLDERS

} // namespace tw::lltype::fold
