// Sizes of what tokens own.
#include "jit/memory/usage.h"

#include <algorithm>

namespace tw::jit {

namespace {

template <class Item> uint64_t bytesOf(const std::vector<Item>& items) {
  return items.capacity() * sizeof(Item);
}

} // namespace

uint64_t countDataBytes(const CompiledCode& code) {
  uint64_t sum = sizeof code + bytesOf(code.guards) + code.guards.size() * sizeof(Guard) +
                 bytesOf(code.exits) + bytesOf(code.knownClasses) + bytesOf(code.resume) +
                 bytesOf(code.targets) + bytesOf(code.calls) + bytesOf(code.jumps) +
                 bytesOf(code.refs);
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
  resumeBytes += code.resume.size();
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
  resumeBytes -= code.resume.size();
}

} // namespace tw::jit
