// Specialisation of one graph: operations, link conversions, exits.
#pragma once

namespace tw::flow {
class FunctionGraph;
}

namespace tw::rtype {

class RTyper;

// Turns the graph into low-level form in place.
void typeGraph(RTyper& rtyper, flow::FunctionGraph& graph);

} // namespace tw::rtype
