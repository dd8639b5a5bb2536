// Functions with specialize.memo: they run in the host while the program is
// annotated, once for each combination of constant arguments. Private to annotate.
#pragma once

#include "translator/annotate/annotator.h"

namespace tw::annotate {

// The graph that finds the result for the arguments: a chain of comparisons
// with the combinations seen so far by calls that agree in what they know. Grows
// when new ones appear.
flow::FunctionGraph* memoGraph(Annotator& annotator, FunctionDesc& desc,
                               const std::vector<const Annotation*>& args);

} // namespace tw::annotate
