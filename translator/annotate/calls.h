// Calls: from the annotations of callable and arguments to the result. Private
// to annotate.
#pragma once

#include "translator/annotate/annotator.h"

namespace tw::annotate {

struct CallArguments {
  std::vector<const Annotation*> positional;
  std::vector<std::pair<std::string, const Annotation*>> keywords;
  const Annotation* star = nullptr; // *args
  CallShape shape() const;
};

// May rewrite the call (see Driver::replaceCurrent); the result means nothing then.
const Annotation* annotateCall(Annotator& annotator, flow::Operation& operation,
                               const Annotation* callable, std::vector<const Annotation*> args);

const Annotation* callAnnotation(Annotator& annotator, const Annotation* callable,
                                 const CallArguments& args, flow::Operation* operation);

// Fills the call tables from one call, once its callable is fully known.
void considerCallSite(Annotator& annotator, flow::Operation& operation);
void considerCall(Annotator& annotator, const PbcAnnotation& pbc, const CallArguments& args,
                  const flow::Operation* operation);

// One annotation per parameter; throws a diagnostic with the place of the
// definition if the arguments do not fit.
std::vector<const Annotation*> bindArguments(Annotator& annotator, FunctionDesc& desc,
                                             const CallArguments& args, bool isMethod);

} // namespace tw::annotate
