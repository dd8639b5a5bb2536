// `__tw_jit__`: operations that hold a call: conditional_call(condition, f, *args),
// conditional_call_value(value, f, *args), and record_known_result(result, f, *args).
#pragma once

#include "translator/annotate/registry.h"

namespace tw::library {

const annotate::Annotation* annotateConditionalCall(annotate::LibraryCall& call);
const annotate::Annotation* annotateConditionalCallValue(annotate::LibraryCall& call);
const annotate::Annotation* annotateRecordKnownResult(annotate::LibraryCall& call);
flow::Value rtypeConditionalCall(rtype::HighLevelOp& hop);
flow::Value rtypeConditionalCallValue(rtype::HighLevelOp& hop);
flow::Value rtypeRecordKnownResult(rtype::HighLevelOp& hop);

} // namespace tw::library
