// Compilation of recorded traces.
#include "jit/metainterp/compile.h"

#include "jit/metainterp/check.h"
#include "jit/metainterp/engine.h"
#include "jit/metainterp/exit.h"
#include "jit/metainterp/hooks.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/resume.h"
#include "jit/optimize/optimize.h"
#include "jit/trace/verify.h"

#include <algorithm>

namespace tw::jit {

void RecordedTrace::clear() {
  trace.clear();
  snapshots.clear();
  prologue = 0;
  carried.clear();
}

void RecordedTrace::visitRoots(VisitSlot visit, void* context) {
  for (Constant& constant : trace.constants)
    if (constant.kind == Kind::Ref) visit(reinterpret_cast<void**>(&constant.word), context);
}

std::vector<LoopTarget*> targetsOf(const LoopToken& token) {
  std::vector<LoopTarget*> targets;
  for (const auto& code : token.code)
    for (const auto& target : code->targets)
      if (target->token == &token) targets.push_back(target.get());
  targets.insert(targets.end(), token.versions.begin(), token.versions.end());
  return targets;
}

namespace {

// Calls a function at compile time.
bool foldCall(uint32_t descr, int64_t function, std::span<const int64_t> arguments,
              int64_t* result) {
  const auto pending = tw_exc;
  tw_exc = {nullptr, nullptr};
  *result = callFunction(descrAt(descr), function, arguments.data());
  const bool isDone = !tw_exc.type;
  tw_exc = pending;
  return isDone;
}

// One compilation: the recorded trace, what the optimizer makes of it, and the code.
class Compilation {
public:
  Compilation(const RecordedTrace& recorded, LoopToken& token)
      : engine_(engine()), compiling_(engine_.loops()), recorded_(recorded), token_(token),
        code_(engine_.loops().createCode(token)),
        encoder_(recorded.trace, recorded.snapshots, *code_, engine_.checks()) {
    if (recorded.trace.size() > 0) logRecordedTrace(recorded.trace);
    if (engine_.checks() && recorded.trace.size() > 0)
      expectNoMistake(verifyRecorded(recorded.trace, recorded.snapshots), "a recorded trace");
    const Parameters& parameters = engine_.warm().parameters(token.driver);
    input.trace = &recorded.trace;
    input.prologue = recorded.prologue;
    input.carried = recorded.carried;
    input.snapshots = &recorded.snapshots;
    input.resume = &encoder_;
    input.passes = parameters.enableOpts;
    input.fold = foldCall;
    input.maxRetraceGuards = uint32_t(parameters.max_retrace_guards);
  }

  OptimizerInput input;
  CompiledCode& code() { return *code_; }
  Trace* out() { return &optimized_.trace; }
  Trace& optimized() { return optimized_.trace; }

  // enable_opts='' asks for none.
  bool isPlain() const { return input.passes == 0; }
  OptimizeResult plain(std::span<LoopTarget* const> targets) {
    return passThrough(input, targets, token_, *code_, out());
  }

  // False: given up, for the reason in the log.
  bool accept(const OptimizeResult& result, bool isTrial = false) {
    if (result.status == OptimizeStatus::Done) {
      noteGuards();
      if (engine_.checks())
        expectNoMistake(verifyTrace(optimized_.trace, TraceForm::Optimized), "an optimized trace");
      return true;
    }
    if (isTrial) return false;
    const LogSection section("jit-abort");
    if (section) logLine("%s", result.reason);
    return false;
  }
  // The code belongs to the token from now on.
  void keep() {
    logAllocation(token_, token_.code.size());
    code_->opCount = optimized_.trace.size();
    noteReach();
    dependOnFields();
    settle();
    token_.code.push_back(std::move(code_));
    engine_.loops().compiled(*token_.code.back());
  }

private:
  Engine& engine_;
  Loops::Compiling compiling_;
  const RecordedTrace& recorded_;
  LoopToken& token_;
  std::unique_ptr<CompiledCode> code_;
  ResumeEncoder encoder_;
  RecordedTrace optimized_;

  void noteGuards() {
    Statistics& statistics = engine_.statistics();
    const Trace& trace = optimized_.trace;
    ResumePlace last;
    for (const TraceOp& op : trace.ops) {
      statistics.count(Counter::OptOps);
      if (!isGuard(op.op)) continue;
      statistics.count(Counter::OptGuards);
      const Exit& exit = trace.exits[op.extra];
      exit.guard->op = op.op;
      if (op.op == Op::GuardValue) {
        const auto values = trace.valuesOf(exit);
        const auto compared = std::ranges::find(values, trace.operandsOf(op)[0]);
        if (compared != values.end()) exit.guard->comparedExit = int16_t(compared - values.begin());
      }
      if (exit.guard->resume == last) statistics.count(Counter::OptGuardsShared);
      last = exit.guard->resume;
    }
  }
  void noteReach() {
    for (const auto& target : code_->targets) {
      target->code = code_.get();
      if (target->token != &token_) target->token->versions.push_back(target.get());
    }
    for (const LoopTarget* target : optimized_.trace.targets) {
      if (!target->code)
        note(code_->calls, target->token, &token_);
      else
        note(code_->jumps, target->code, code_.get());
    }
  }
  template <class Item> static void note(std::vector<Item*>& list, Item* item, const Item* own) {
    if (item != own && std::ranges::find(list, item) == list.end()) list.push_back(item);
  }
  // What holds objects is complete.
  void settle() {
    code_->pack();
    code_->settle();
    for (const auto& target : code_->targets)
      if (target->entry) target->entry->settle();
  }
  void dependOnFields() {
    for (const TraceOp& op : recorded_.trace.ops) {
      if (op.op != Op::QuasiImmutField) continue;
      const Operand object = recorded_.trace.operandsOf(op)[0];
      engine_.quasiImmutables().depend(recorded_.trace.wordOf(object), op.descr, token_);
    }
  }
};

// Assembles a loop or an entry, keeps its token and attaches it to the cell.
LoopToken* attachLoop(Compilation& compilation, std::unique_ptr<LoopToken> token, JitCell& cell,
                      const char* kind) {
  Engine& e = engine();
  CompiledCode& code = compilation.code();
  HookInfo info{std::string_view(kind) == "loop" ? HookKind::Loop : HookKind::EntryBridge,
                token->id, &compilation.optimized()};
  info.loop = token->id;
  callHook(HookEvent::BeforeCompile, cell.driver, cell.greens.data(), info);
  {
    const Timed timed(e.statistics(), Counter::Backend);
    if (!e.backend().assembleLoop(compilation.optimized(), *token, code)) return nullptr;
  }
  info.address = int64_t(code.memory);
  info.bytes = code.codeSize;
  logLoop(compilation.optimized(), code, kind, locationOf(cell.driver, cell.greens.data()));
  compilation.keep();
  LoopToken& kept = e.loops().keep(std::move(token));
  cell.setToken(&kept, false);
  for (LoopToken* former : cell.older) e.backend().redirect(*former, kept);
  cell.aborts = 0;
  e.statistics().count(Counter::TotalCompiledLoops);
  callHook(HookEvent::AfterCompile, cell.driver, cell.greens.data(), info);
  return &kept;
}

// Assembles a bridge and attaches it to its guard.
bool attachBridge(Compilation& compilation, Guard& from) {
  Engine& e = engine();
  LoopToken& token = *from.code->token;
  CompiledCode& code = compilation.code();
  const JitCell* cell = hasHooks(token.driver) ? token.cell : nullptr;
  HookInfo info{HookKind::Bridge, from.id, &compilation.optimized()};
  info.loop = token.id;
  if (cell) callHook(HookEvent::BeforeCompileBridge, token.driver, cell->greens.data(), info);
  {
    const Timed timed(e.statistics(), Counter::Backend);
    if (!e.backend().assembleBridge(compilation.optimized(), from, code)) return false;
  }
  logBridge(compilation.optimized(), code);
  from.bridge = &code;
  compilation.keep();
  e.statistics().count(Counter::TotalCompiledBridges);
  info.address = int64_t(code.memory);
  info.bytes = code.codeSize;
  if (cell) callHook(HookEvent::AfterCompileBridge, token.driver, cell->greens.data(), info);
  return true;
}

std::unique_ptr<LoopToken> newToken(uint32_t driver) {
  std::unique_ptr<LoopToken> token = engine().loops().create(driver);
  for (const char* kind = driverAt(driver).reds; *kind; ++kind)
    token->inputKinds.push_back(kindOfLetter(*kind));
  return token;
}

} // namespace

LoopToken* compileLoop(const RecordedTrace& recorded, JitCell& cell, bool unroll) {
  std::unique_ptr<LoopToken> token = newToken(cell.driver);
  Compilation compilation(recorded, *token);
  if (!unroll) compilation.input.passes &= ~uint32_t(kOptUnroll);
  const OptimizeResult result =
      compilation.isPlain()
          ? compilation.plain({})
          : optimizeLoop(compilation.input, *token, compilation.code(), compilation.out());
  if (!compilation.accept(result)) return nullptr;
  return attachLoop(compilation, std::move(token), cell, "loop");
}

LoopToken* compileEntry(const RecordedTrace& recorded, std::span<LoopTarget* const> targets,
                        JitCell& cell, bool isCut) {
  std::unique_ptr<LoopToken> token = newToken(cell.driver);
  token->isFunctionEntry = true;
  Compilation compilation(recorded, *token);
  compilation.input.labelAtStart = isCut;
  const OptimizeResult result = compilation.isPlain()
                                    ? compilation.plain(targets)
                                    : optimizeEntry(compilation.input, targets, *token,
                                                    compilation.code(), compilation.out());
  if (!compilation.accept(result)) return nullptr;
  return attachLoop(compilation, std::move(token), cell, "entry bridge");
}

bool compileBridge(const RecordedTrace& recorded, std::span<LoopTarget* const> targets, Guard& from,
                   bool isTrial) {
  LoopToken& token = *from.code->token;
  Compilation compilation(recorded, token);
  CompiledCode& code = compilation.code();
  code.from = &from;
  const OptimizeResult result =
      compilation.isPlain()
          ? compilation.plain(targets)
          : optimizeBridge(compilation.input, from, targets, token, code, compilation.out());
  return compilation.accept(result, isTrial) && attachBridge(compilation, from);
}

bool compileVersion(const RecordedTrace& recorded, uint32_t iteration,
                    std::span<const Operand> carried, LoopToken& loop, Guard* from, JitCell* cell) {
  std::unique_ptr<LoopToken> entry;
  if (!from) {
    entry = newToken(cell->driver);
    entry->isFunctionEntry = true;
  }
  Compilation compilation(recorded, from ? *from->code->token : *entry);
  CompiledCode& code = compilation.code();
  code.from = from;
  if (!compilation.accept(optimizeRetrace(compilation.input, from, iteration, carried, loop, code,
                                          compilation.out())))
    return false;
  if (from) return attachBridge(compilation, *from);
  return attachLoop(compilation, std::move(entry), *cell, "entry bridge") != nullptr;
}

LoopToken* compileCallback(JitCell& cell) {
  const tw_jit_driver& driver = driverAt(cell.driver);
  std::unique_ptr<LoopToken> token = newToken(cell.driver);
  const RecordedTrace nothing;
  Compilation compilation(nothing, *token);
  CompiledCode& code = compilation.code();
  Trace& trace = compilation.optimized();
  const auto addExit = [&](GuardKind kind) {
    code.guards.push_back(std::make_unique<Guard>(&code));
    Guard& guard = *code.guards.back();
    guard.kind = kind;
    trace.exits.push_back({&guard, 0, 0});
    return uint32_t(trace.exits.size() - 1);
  };
  std::vector<Operand> operands{trace.constInt(Word(driver.runner))};
  std::vector<Operand> inputs;
  for (const Kind kind : token->inputKinds) inputs.push_back(trace.addInput(kind));
  for (uint32_t index = 0; driver.greens[index]; ++index)
    operands.push_back(trace.addConstant(kindOfLetter(driver.greens[index]), cell.greens[index]));
  operands.insert(operands.end(), inputs.begin(), inputs.end());
  const Kind kind = kindOfLetter(char(driver.result));
  const Op call = Op(unsigned(Op::CallI) + (kind == Kind::Void ? 3 : bankOf(kind)));
  const Operand result = trace.add(call, operands, driver.call_descr);
  trace.add(Op::GuardNoException, {}, kNone, addExit(GuardKind::PropagateException));
  code.guards.back()->op = Op::GuardNoException;
  const uint32_t done = addExit(GuardKind::DoneWithFrame);
  if (kind == Kind::Void) {
    trace.add(Op::Finish, {}, kNone, done);
  } else {
    code.guards.back()->setExits({&kind, 1});
    trace.add(Op::Finish, {result}, kNone, done);
  }
  if (!engine().backend().assembleLoop(trace, *token, code)) return nullptr;
  compilation.keep();
  LoopToken& kept = engine().loops().keep(std::move(token));
  cell.setToken(&kept, true);
  return &kept;
}

} // namespace tw::jit
