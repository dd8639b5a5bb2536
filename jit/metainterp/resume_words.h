// Back from machine code to the interpreter: frames of the blackhole interpreter from resume data,
// and frames that are forced while machine code is inside a call.
#pragma once

#include "jit/backend/backend.h"
#include "jit/metainterp/blackhole.h"

namespace tw::jit {

// Pushes the frames that `guard` describes, from the exit values in exitRecord, writes the
// virtualizable and the virtual references back, and runs them. tw_exc is what the machine code
// left it.
Outcome resumeInBlackhole(Guard& guard);

// The fields of the virtualizable, and the virtual references, that live in a machine frame are
// written to memory. The guard behind the call will fail, and finds the objects that were made
// here.
void forceMachineFrame(MachineFrame* frame);

// While it lives, the exit values are roots.
class ExitValueRoots final : public RootHolder {
public:
  explicit ExitValueRoots(const Guard& guard) : guard_(guard) {}
  void visitRoots(VisitSlot visit, void* context) override;

private:
  const Guard& guard_;
};

// Objects made from one guard's virtuals.
struct MadeVirtual {
  Word word = 0;
  bool made = false;
  bool isObject = true;
};
class MadeVirtuals final : public RootHolder {
public:
  std::vector<MadeVirtual> list;
  void visitRoots(VisitSlot visit, void* context) override;
};

// The virtuals that forceMachineFrame has made for the frame that now leaves at `guard`; null if
// it was not forced. The caller owns them.
std::unique_ptr<MadeVirtuals> takeForcedVirtuals(const Guard& guard);

} // namespace tw::jit
