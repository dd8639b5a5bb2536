// Specialisation: which graph of a function a call uses. Private to annotate.
#pragma once

#include "translator/annotate/annotator.h"

namespace tw::annotate {

// Reads _annspecialcase_, _annenforceargs_ and the declared signature.
void readSpecialization(Annotator& annotator, FunctionDesc& desc);

// The __init__ of EnvironmentError, which sets errno, strerror and filename.
host::FunctionObject* environmentErrorInit(host::Host& host);

// Chooses, or makes, the graph for a call with these arguments (one per
// parameter; a tuple for *args). The arguments are rewritten to what the
// graph takes. `operation` is the call.
flow::FunctionGraph* chooseGraph(Annotator& annotator, FunctionDesc& desc,
                                 std::vector<const Annotation*>& args,
                                 const flow::Operation* operation);

// For helpers of rtype, see Annotator::annotateLowLevelHelper.
flow::FunctionGraph* chooseLowLevelGraph(Annotator& annotator, FunctionDesc& desc,
                                         std::vector<const Annotation*>& args);

} // namespace tw::annotate
