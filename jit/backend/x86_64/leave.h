// Leaving machine code when a guard fails: copies the exit values to the exit record.
#pragma once

#include "jit/backend/backend.h"
#include "jit/backend/x86_64/routines.h"

namespace tw::jit::x86 {

struct Leaving {
  Guard* guard;
  void* bridge; // where to go on, if the guard's bridge was out of its branch's reach; else null
};

// Called by the leaving routine.
Leaving leaveMachineCode(LeavingRegisters* registers);

// The word of an exit location; registers are null when they are not known (force), and read as 0.
int64_t exitValue(const ExitLocation& location, const CompiledCode& code, const char* frame,
                  const LeavingRegisters* registers);

} // namespace tw::jit::x86
