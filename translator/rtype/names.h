// Words of diagnostics, and small services shared by the reprs' files.
#pragma once

#include "translator/flow/graph.h"

#include <string>

namespace tw::host {
class Host;
struct Object;
} // namespace tw::host

namespace tw::rtype {

class HighLevelOp;

// How a person says it: "len()", "+", "a call".
std::string operationText(flow::OpCode op);
std::string describeObject(host::Host& host, host::Object* object);

// `is` and, with `negated`, `is not` between the two arguments.
flow::Value rtypeIdentity(HighLevelOp& hop, bool negated);

} // namespace tw::rtype
