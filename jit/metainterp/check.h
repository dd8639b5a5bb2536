// The checks of TRACEWRIGHT_JIT_CHECK: each trace is verified as recorded and as optimized,
// register allocation is executed symbolically (backend/x86_64/checker.h), and resume data is
// decoded again and compared with the snapshot that it was made from. A mistake ends the process.
#pragma once

#include "jit/metainterp/resume.h"

#include <string>

namespace tw::jit {

// Everything in a recorded trace, snapshots included. "" if all is well.
std::string verifyRecorded(const Trace& trace, const Snapshots& snapshots);

// The resume data of a guard describes what the snapshot and the optimizer's view say.
std::string verifyResume(const GuardSnapshot& snapshot, const Snapshots& snapshots,
                         OptimizerView& view, std::span<const PendingStore> pending,
                         const Trace& optimized, const Guard& guard,
                         std::span<const Operand> exitValues);

// Ends the process if there is a mistake: `what` was being verified.
void expectNoMistake(const std::string& mistake, const char* what);

} // namespace tw::jit
