// Verifies traces: types, definitions before uses, descriptors, order. What it finds is a mistake
// of the tracer (recorded traces) or of the optimizer (optimized ones), never of the program.
#pragma once

#include "jit/trace/trace.h"

#include <string>

namespace tw::jit {

enum class TraceForm : uint8_t {
  Recorded,  // guards have snapshots: see metainterp/check.h
  Optimized, // guards have exits; the backend knows every operation
};

// "" if all is well, else the operation and what is wrong with it.
std::string verifyTrace(const Trace& trace, TraceForm form);

} // namespace tw::jit
