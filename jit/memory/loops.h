// The owner of all loops, which frees those that have not been used for long.
//
// A generation is one compiled loop or bridge. A loop is stale when the program has not entered it
// for `loop_longevity` generations, a bridge when its guard has not led to it for that long; a
// budget of loops or of bytes of machine code makes the coldest loops stale earlier. What is stale
// is freed with its guards, resume data and machine code, unless it is still needed: the pieces on
// machine stacks, those that a trace under construction names, and all that living pieces may jump
// to or call, stay.
//
// Cost. Nobody scans the loops but a collection, and there is one in about sqrt(loop_longevity)
// generations; a budget that is exceeded is cut to 7/8. Invalid loops that no other loop names are
// freed at once, in time proportional to their size and to the depth of the stacks.
#pragma once

#include "jit/memory/usage.h"
#include "jit/memory/usage_log.h"
#include "jit/trace/tokens.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace tw::jit {

class Backend;
class CellTable;
class QuasiImmutables;
class Statistics;

// 0: no limit.
struct LoopLimits {
  int64_t longevity = 0;    // generations
  int64_t maxCodeBytes = 0; // of machine code
  int64_t maxLoops = 0;
};

class Loops {
public:
  Loops(Backend* backend, Statistics& statistics, CellTable& cells, QuasiImmutables& fields)
      : backend_(backend), statistics_(statistics), cells_(cells), fields_(fields) {}
  ~Loops();

  // A token that nothing leads to yet: dropped, or given to keep() once its code is assembled.
  std::unique_ptr<LoopToken> create(uint32_t driver);
  std::unique_ptr<CompiledCode> createCode(LoopToken& token);
  LoopToken& keep(std::unique_ptr<LoopToken> token);
  // A piece is complete and belongs to its token: a generation has passed.
  void compiled(CompiledCode& code);
  // The token will be freed as soon as nothing needs it.
  void noteInvalid(LoopToken& token) {
    invalid_.push_back(&token);
    isInvalidNew_ = true;
  }

  // While it lives, the piece stays, although it may be on no stack. One piece may be kept several
  // times: calls in a trace that is made for one of its guards may trace for another.
  class Keeping {
  public:
    Keeping(Loops& loops, CompiledCode& code) : loops_(loops), code_(code) {
      loops_.kept_.push_back(&code_);
    }
    ~Keeping() { loops_.kept_.erase(std::ranges::find(loops_.kept_, &code_)); }
    Keeping(const Keeping&) = delete;
    Keeping& operator=(const Keeping&) = delete;

  private:
    Loops& loops_;
    CompiledCode& code_;
  };
  // While it lives, the trace is being made, and what it names stays.
  class Naming {
  public:
    Naming(Loops& loops, const Trace& trace) : loops_(loops), trace_(trace) {
      loops_.naming_.push_back(&trace_);
    }
    ~Naming() { std::erase(loops_.naming_, &trace_); }
    Naming(const Naming&) = delete;
    Naming& operator=(const Naming&) = delete;

  private:
    Loops& loops_;
    const Trace& trace_;
  };
  // While it lives, nothing is freed: a trace is being compiled, and the optimizer holds places to
  // jump to.
  class Compiling {
  public:
    explicit Compiling(Loops& loops) : loops_(loops) { ++loops_.compiling_; }
    ~Compiling() { --loops_.compiling_; }
    Compiling(const Compiling&) = delete;
    Compiling& operator=(const Compiling&) = delete;

  private:
    Loops& loops_;
  };

  // The program is about to run the token. Frees stale loops, if there may be some: cheap if
  // nothing was compiled since the last time.
  void enter(LoopToken& token, const LoopLimits& limits) {
    token.generation = generation_;
    if (generation_ != lastLook_ || isInvalidNew_) look(token, limits);
  }
  // Frees all loops that are not needed at this moment.
  void releaseAll();

  uint64_t generation() const { return generation_; }
  const MemoryUsage& usage() const { return usage_; }
  // jit-backend-counts: how often living pieces were run, if that is counted.
  void logRuns() const;
  // jit-mem-usage, at a bounded rate unless it `must`.
  void logUsage(bool must);
  const std::vector<std::unique_ptr<LoopToken>>& all() const { return loops_; }

private:
  Backend* backend_;
  Statistics& statistics_;
  CellTable& cells_;
  QuasiImmutables& fields_;
  std::vector<std::unique_ptr<LoopToken>> loops_;
  std::vector<CompiledCode*> work_;  // of mark()
  std::vector<uint64_t> stackWords_; // those that may lie in machine code, sorted
  std::vector<LoopToken*> invalid_;  // to be freed
  std::vector<CompiledCode*> kept_;
  std::vector<const Trace*> naming_;
  MemoryUsage usage_;
  UsageLog log_;
  uint64_t generation_ = 0;
  uint64_t nextCollection_ = 0; // generation
  uint64_t lastLook_ = 0;       // generation
  uint32_t lastToken_ = 0, lastCode_ = 0;
  uint32_t compiling_ = 0;
  bool isInvalidNew_ = false;
  bool evicts_ = false; // the collection that is going on is one of a budget
  // Of the collection that is going on: what it has found alive.
  size_t markedLoops_ = 0;
  uint64_t markedBytes_ = 0;

  void look(LoopToken& entered, const LoopLimits& limits);
  bool isOver(const LoopLimits& limits, uint64_t loops, uint64_t bytes) const;
  void collect(LoopToken& entered, const LoopLimits& limits);
  void freeInvalid(const LoopToken& entered);
  void logCollection() const;
  // Marking
  void startMarking();
  template <class Tokens> void readStacks(const Tokens& tokens);
  bool isOnStack(const CompiledCode& code) const;
  void markNeeded();
  void mark(CompiledCode& code);
  void mark(LoopToken& token) { mark(*token.code.front()); }
  void markFresh(uint64_t oldest);
  void markWarm(uint64_t oldest, const LoopLimits& limits);
  // Freeing
  void freeUnmarked();
  void forgetNames(const CompiledCode& code);
  void freeBridges(LoopToken& token);
  void free(LoopToken& token);
  void remove(CompiledCode& code);
};

} // namespace tw::jit
