// Last step of the assembler. Private to syntax/.
#pragma once

#include "translator/syntax/code.h"

namespace tw::syntax {

// Sends jumps to jumps straight to their end, then removes instructions that cannot
// be reached and jumps to the next instruction, and sets stackSize. Labels must be
// resolved.
void cleanUp(CodeObject& code);

} // namespace tw::syntax
