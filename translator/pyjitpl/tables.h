// The JitProgram in C: what database_c must keep for it, and the tables themselves.
#pragma once

#include "translator/database_c/database.h"
#include "translator/pyjitpl/pyjitpl.h"
#include "translator/source_c/source.h"

namespace tw::pyjitpl {

// Adds the functions, objects and types that the tables mention.
void addRoots(const JitProgram& jit, database_c::Program& program);

// The file of the tables, and the bodies of the runners.
source_c::Addition addition(const JitProgram& jit);

} // namespace tw::pyjitpl
