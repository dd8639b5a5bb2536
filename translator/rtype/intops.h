// Integer operations that bools share.
#pragma once

#include "translator/rtype/repr.h"

namespace tw::rtype {

// The same number in 64 bits.
Value wideInteger(Value value, LowLevelOps& ops);
// Null if the operation is not defined on integers.
Value rtypeIntegerPair(HighLevelOp& hop);
Value rtypeIntegerUnary(HighLevelOp& hop);
Value rtypeBin(HighLevelOp& hop); // bin()
// The operation that an augmented assignment does on immutable values.
OpCode plainOperation(OpCode op);

} // namespace tw::rtype
