// rtype rules of the built-in functions: arguments only, without the callable.
#pragma once

#include "translator/flow/graph.h"

namespace tw::rtype {
class HighLevelOp;
}

namespace tw::library {

flow::Value rtypeConstantResult(rtype::HighLevelOp& hop); // hasattr, folded calls
flow::Value rtypeChr(rtype::HighLevelOp& hop);
flow::Value rtypeUnichr(rtype::HighLevelOp& hop);
flow::Value rtypeIsInstance(rtype::HighLevelOp& hop);
flow::Value rtypeMin(rtype::HighLevelOp& hop);
flow::Value rtypeMax(rtype::HighLevelOp& hop);
flow::Value rtypeSame(rtype::HighLevelOp& hop); // tuple(t), unicode(u): the argument itself

} // namespace tw::library
