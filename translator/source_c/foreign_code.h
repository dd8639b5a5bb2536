// Foreign code of the program: its C files, the wrappers through which generated
// code calls what only its headers declare, and what must be linked.
#pragma once

#include "translator/support/generated.h"

namespace tw::database_c {
class Database;
}

namespace tw::source_c {

// Once per program. Foreign code comes in the order of its first mention.
void addForeignCode(const database_c::Database& database, GeneratedProgram& program);

} // namespace tw::source_c
