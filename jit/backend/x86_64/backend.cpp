// The backend: entry points, patching, forcing.
#include "jit/backend/x86_64/backend.h"

#include "jit/backend/x86_64/leave.h"
#include "jit/backend/x86_64/locations.h"
#include "runtime/prelude.h"

#include <cassert>
#include <cstring>

namespace tw::jit {

namespace x86 {

namespace {

int64_t frameWord(MachineFrame* frame, int32_t offset) {
  int64_t word;
  std::memcpy(&word, reinterpret_cast<const char*>(frame) + offset, sizeof word);
  return word;
}

void setFrameWord(MachineFrame* frame, int32_t offset, int64_t word) {
  std::memcpy(reinterpret_cast<char*>(frame) + offset, &word, sizeof word);
}

char* codeAt(const Guard& guard, uint32_t offset) {
  return static_cast<char*>(guard.code->memory) + offset;
}

} // namespace

X86Backend::X86Backend(const X86Options& options)
    : assembler_(routines_, memory_, options.checkAllocation) {
  if (!routines_.make(memory_)) tw_fatal("jit: no executable memory");
  if (tw_have_debug_prints_for("jit-backend-counts")) assembler_.countRuns();
}

X86Backend::~X86Backend() { routines_.release(memory_); }

void X86Backend::setHooks(const BackendHooks& hooks) { assembler_.setHooks(hooks); }

bool X86Backend::assembleLoop(const Trace& trace, LoopToken& token, CompiledCode& code) {
  code.token = &token;
  if (!assembler_.assemble(trace, token, code, nullptr)) return false;
  inspector_.added(code, assembler_.coldOffset());
  if (!token.entry) token.entry = code.entry;
  return true;
}

bool X86Backend::assembleBridge(const Trace& trace, Guard& from, CompiledCode& code) {
  LoopToken& token = *from.code->token;
  code.token = &token;
  code.from = &from;
  if (!assembler_.assemble(trace, token, code, &from)) return false;
  inspector_.added(code, assembler_.coldOffset());
  from.bridge = &code;
  // Until the loop is invalidated, the place of a guard_not_invalidated does nothing.
  if (from.op != Op::GuardNotInvalidated || from.invalidated) redirectBranch(from, code.entry);
  return true;
}

// If the distance is too far for the branch, the leaving routine goes on to the bridge.
void X86Backend::redirectBranch(const Guard& guard, const void* target) {
  char* const branch = codeAt(guard, guard.patch);
  const int64_t distance = static_cast<const char*>(target) - (branch + 4);
  if (distance != int32_t(distance)) return;
  const auto displacement = int32_t(distance);
  std::memcpy(memory_.writable(branch), &displacement, sizeof displacement);
  serializeInstructions();
  inspector_.patched(branch, sizeof displacement);
}

Guard* X86Backend::execute(LoopToken& token, const int64_t* arguments) {
  const Outcome outcome = routines_.enter(token.entry, arguments);
  auto* guard = reinterpret_cast<Guard*>(outcome.guard & ~kFinished);
  if (outcome.guard & kFinished) {
    exitRecord.guard = guard;
    exitRecord.values[0] = outcome.result;
  }
  return guard;
}

void X86Backend::redirect(LoopToken& from, LoopToken& to) {
  from.entry = to.entry;
  from.code.front()->calls.push_back(&to);
  ++to.referrers;
}

void X86Backend::detach(Guard& from) {
  from.bridge = nullptr;
  if (from.op != Op::GuardNotInvalidated || from.invalidated)
    redirectBranch(from, codeAt(from, from.stub));
}

void X86Backend::invalidate(LoopToken& token) {
  token.invalidated = true;
  for (const auto& code : token.code)
    for (const auto& guard : code->guards) {
      if (guard->op != Op::GuardNotInvalidated || guard->invalidated) continue;
      guard->invalidated = true;
      constexpr char kJump = char(0xe9);
      *memory_.writable(codeAt(*guard, guard->patch) - 1) = kJump;
      redirectBranch(*guard, codeAt(*guard, guard->stub));
      if (guard->bridge) redirectBranch(*guard, guard->bridge->entry);
    }
}

void X86Backend::release(CompiledCode& code) {
  if (!code.memory) return;
  if (exitRecord.guard && exitRecord.guard->code == &code) exitRecord.guard = nullptr;
  inspector_.removed(code);
  code.words = {};
  code.refCount = 0;
  memory_.release(code.memory, code.codeSize);
  code.memory = code.entry = nullptr;
}

Guard* X86Backend::force(MachineFrame* frame, int64_t* values) {
  const auto word = uint64_t(frameWord(frame, kForceGuardOffset));
  auto* guard = reinterpret_cast<Guard*>(word & ~uint64_t(1));
  assert(guard && "the frame is not inside a call that may force");
  setFrameWord(frame, kForceGuardOffset, int64_t(word | 1));
  const char* base = reinterpret_cast<const char*>(frame);
  const std::span<const ExitLocation> exits = guard->exits();
  for (size_t index = 0; index < exits.size(); ++index)
    values[index] = exitValue(exits[index], *guard->code, base, nullptr);
  return guard;
}

void X86Backend::setForcedData(MachineFrame* frame, void* data) {
  setFrameWord(frame, kForcedDataOffset, reinterpret_cast<int64_t>(data));
}

void* X86Backend::forcedData(MachineFrame* frame) {
  return reinterpret_cast<void*>(frameWord(frame, kForcedDataOffset));
}

CodeStatistics X86Backend::statistics() const {
  return {memory_.allocated(), memory_.freed(), memory_.resident()};
}

// The values of the last exit, until the record is used again.
void X86Backend::visitRoots(VisitSlot visit, void* context) {
  if (!exitRecord.guard) return;
  const std::span<const ExitLocation> exits = exitRecord.guard->exits();
  for (size_t index = 0; index < exits.size(); ++index)
    if (exits[index].kind == Kind::Ref)
      visit(reinterpret_cast<void**>(&exitRecord.values[index]), context);
}

} // namespace x86

std::unique_ptr<Backend> makeX86_64Backend(bool checks) {
  return std::make_unique<x86::X86Backend>(x86::X86Options{.checkAllocation = checks});
}

} // namespace tw::jit
