// How much memory the JIT's loops take: kept up to date piece by piece, so that reading it is free.
#pragma once

#include "jit/trace/tokens.h"

#include <cstdint>

namespace tw::jit {

// Of what is alive, unless said otherwise. Bytes of data are those that were asked of the
// allocator.
struct MemoryUsage {
  uint64_t loops = 0, bridges = 0;
  uint64_t codeBytes = 0;     // machine code
  uint64_t dataBytes = 0;     // everything else, resume data included
  uint64_t resumeBytes = 0;   // encoded resume data
  uint64_t dataAllocated = 0; // bytes of data, ever
  uint64_t peakLoops = 0, peakBridges = 0, peakCodeBytes = 0, peakDataBytes = 0;
  uint64_t peakBytes = 0; // of code and data together

  void added(const CompiledCode& code);
  void removed(const CompiledCode& code);
};

// Counts the bytes of a piece that is complete: what it owns, and its token if it is the token's
// first.
uint64_t countDataBytes(const CompiledCode& code);

} // namespace tw::jit
