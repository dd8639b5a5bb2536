// What a failed guard hands over.
#include "jit/backend/x86_64/leave.h"

#include "jit/backend/x86_64/locations.h"

#include <cstring>

namespace tw::jit {

ExitRecord exitRecord;

namespace x86 {

int64_t exitValue(const ExitLocation& location, const CompiledCode& code, const char* frame,
                  const LeavingRegisters* registers) {
  int64_t word = 0;
  switch (location.where) {
  case ExitLocation::None: break;
  case ExitLocation::Register:
    if (registers) word = registers->gp[location.number];
    break;
  case ExitLocation::FloatRegister:
    if (registers) std::memcpy(&word, &registers->xmm[location.number], sizeof word);
    break;
  case ExitLocation::Frame: std::memcpy(&word, frame + location.offset, sizeof word); break;
  case ExitLocation::Constant: word = code.words[size_t(location.offset)]; break;
  }
  return word;
}

Leaving leaveMachineCode(LeavingRegisters* registers) {
  const CompiledCode* piece; // it lies between instructions, at any address
  std::memcpy(&piece, registers->piece, sizeof piece);
  const CompiledCode& code = *piece;
  Guard* guard = code.guards[size_t(registers->index)].get();
  if (guard->bridge) return {guard, guard->bridge->entry};
  const char* frame = reinterpret_cast<const char*>(registers->gp[5]);
  exitRecord.guard = guard;
  const std::span<const ExitLocation> exits = guard->exits();
  for (size_t index = 0; index < exits.size(); ++index)
    exitRecord.values[index] = exitValue(exits[index], code, frame, registers);
  std::memcpy(&exitRecord.forcedData, frame + kForcedDataOffset, sizeof(void*));
  return {guard, nullptr};
}

} // namespace x86
} // namespace tw::jit
