// Sizes of what tokens own.
#include "jit/memory/usage.h"

#include <algorithm>

namespace tw::jit {

namespace {

template <class Item> uint64_t bytesOf(const std::vector<Item>& items) {
  return items.capacity() * sizeof(Item);
}

uint64_t bytesOfGuard(const Guard& guard) {
  return sizeof guard + bytesOf(guard.exitKinds) + bytesOf(guard.knownClasses) + bytesOf(guard.locations);
}

} // namespace

uint64_t countDataBytes(const CompiledCode& code) {
  uint64_t sum = sizeof code + bytesOf(code.guards) + bytesOf(code.targets) + bytesOf(code.calls) +
                 bytesOf(code.jumps) + bytesOf(code.refs);
  const ResumeData* last = nullptr; // guards that share theirs follow each other
  for (const auto& guard : code.guards) {
    sum += bytesOfGuard(*guard);
    if (guard->resume && guard->resume.get() != last) sum += guard->resume->bytes();
    last = guard->resume.get();
  }
  for (const auto& target : code.targets)
    sum += sizeof *target + bytesOf(target->kinds) + bytesOf(target->locations) +
           (target->entry ? target->entry->bytes() : 0);
  if (!code.from) sum += sizeof *code.token + bytesOf(code.token->inputKinds);
  return sum;
}

void MemoryUsage::added(const CompiledCode& code) {
  ++(code.from ? bridges : loops);
  codeBytes += code.codeSize;
  dataBytes += code.dataBytes;
  dataAllocated += code.dataBytes;
  resumeBytes += code.resumeBytes;
  peakLoops = std::max(peakLoops, loops);
  peakBridges = std::max(peakBridges, bridges);
  peakCodeBytes = std::max(peakCodeBytes, codeBytes);
  peakDataBytes = std::max(peakDataBytes, dataBytes);
  peakBytes = std::max(peakBytes, codeBytes + dataBytes);
}

void MemoryUsage::removed(const CompiledCode& code) {
  --(code.from ? bridges : loops);
  codeBytes -= code.codeSize;
  dataBytes -= code.dataBytes;
  resumeBytes -= code.resumeBytes;
}

} // namespace tw::jit
