// Which operations and functions can raise.
#pragma once

#include "translator/flow/graph.h"

namespace tw::database_c {

class Database;

// The operation can leave an exception set, calls judged by what they call.
bool canRaise(const Database& database, const flow::Operation& operation);

// Fills in FunctionNode::canRaise of all functions.
void findRaisingFunctions(Database& database);

} // namespace tw::database_c
