// Stage source_c: writes the program as C.
//
// In: the Database. Out: the texts of the C files.
//
//   MODULE.c   the functions of one source module, and the prebuilt data that
//              they mention first
//   types.c    type records and vtables, the runtime's view of the program, and
//              assertions that the C compiler lays structs out as lltype does
//
// A file includes the prelude only; it declares what it uses of other files.
// Its text depends on the module's own code and on what that uses.
#pragma once

#include "translator/support/generated.h"

#include <functional>

namespace tw::database_c {
class Database;
struct FunctionNode;
} // namespace tw::database_c

namespace tw::source_c {

class CFile;

// What another stage adds to the program.
struct Addition {
  std::string module; // a C file of its own
  std::function<void(CFile&)> write;
  // The definition of a function that is not written from its graph; "" for all others.
  std::function<std::string(const database_c::FunctionNode&, CFile&)> body;
  // A function of that header is called before the program starts. Its code relies on zeroed
  // objects.
  std::string header, setup;
};

GeneratedProgram generate(database_c::Database& database, const Addition* addition = nullptr);

} // namespace tw::source_c
