// The backend for x86-64 Linux.
#pragma once

#include "jit/backend/backend.h"
#include "jit/backend/x86_64/assembler.h"
#include "jit/backend/x86_64/inspect.h"
#include "jit/backend/x86_64/routines.h"
#include "jit/memory/code_memory.h"
#include "jit/memory/roots.h"

namespace tw::jit::x86 {

struct X86Options {
  bool checkAllocation = false; // verify register allocation: see checker.h
};

class X86Backend final : public Backend, private RootHolder {
public:
  explicit X86Backend(const X86Options& options);
  ~X86Backend() override;

  void setHooks(const BackendHooks& hooks) override;
  bool assembleLoop(const Trace& trace, LoopToken& token, CompiledCode& code) override;
  bool assembleBridge(const Trace& trace, Guard& from, CompiledCode& code) override;
  Guard* execute(LoopToken& token, const int64_t* arguments) override;
  void redirect(LoopToken& from, LoopToken& to) override;
  void detach(Guard& from) override;
  void invalidate(LoopToken& token) override;
  void release(CompiledCode& code) override;
  Guard* force(MachineFrame* frame, int64_t* values) override;
  void setForcedData(MachineFrame* frame, void* data) override;
  void* forcedData(MachineFrame* frame) override;
  CodeStatistics statistics() const override;

private:
  CodeMemory memory_;
  Routines routines_;
  TraceAssembler assembler_;
  CodeInspector inspector_;

  void redirectBranch(const Guard& guard, const void* target);
  void visitRoots(VisitSlot visit, void* context) override;
};

} // namespace tw::jit::x86
