// The owner of all loops, which frees those that have not been used for long.
//
// A generation is one compiled loop or bridge. A loop is stale when the program has not entered it for
// `loop_longevity` generations; a budget of loops or of bytes of machine code makes the coldest ones stale
// earlier. A stale loop is freed with its bridges, guards, resume data and machine code, unless it is
// running: what runs, what a trace under construction names, and all that living loops may jump to or call,
// stays. Loops that have become invalid do not live by themselves. Nobody scans the loops but a
// collection, and there is at most one for each new generation.
#pragma once

#include "jit/trace/tokens.h"

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
  // Code has been added: a generation has passed.
  void compiled(LoopToken& token);
  // Loops have become invalid: the next collection frees them.
  void noteInvalid() { invalid_ = true; }

  // While it lives, the token runs, or what it left behind is looked at. They nest.
  class Running {
  public:
    Running(Loops& loops, LoopToken& token) : loops_(loops), token_(token), outer_(loops.running_) {
      token.generation = loops.generation_;
      loops.running_ = this;
    }
    ~Running() { loops_.running_ = outer_; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

  private:
    friend class Loops;
    Loops& loops_;
    LoopToken& token_;
    Running* outer_;
  };
  // While it lives, the trace is being made, and the tokens that it names stay. They nest.
  class Naming {
  public:
    Naming(Loops& loops, const Trace& trace) : loops_(loops), trace_(trace), outer_(loops.naming_) {
      loops.naming_ = this;
    }
    ~Naming() { loops_.naming_ = outer_; }
    Naming(const Naming&) = delete;
    Naming& operator=(const Naming&) = delete;

  private:
    friend class Loops;
    Loops& loops_;
    const Trace& trace_;
    Naming* outer_;
  };

  // Frees stale loops, if there may be some. Cheap if nothing was compiled since the last time.
  void collectIfDue(const LoopLimits& limits) {
    if (generation_ != lastLook_ || invalid_) look(limits);
  }

  uint64_t generation() const { return generation_; }
  uint64_t codeBytes() const { return codeBytes_; }
  const std::vector<std::unique_ptr<LoopToken>>& all() const { return loops_; }

private:
  Backend* backend_;
  Statistics& statistics_;
  CellTable& cells_;
  QuasiImmutables& fields_;
  std::vector<std::unique_ptr<LoopToken>> loops_;
  std::vector<LoopToken*> work_; // of mark()
  Running* running_ = nullptr;
  Naming* naming_ = nullptr;
  uint64_t generation_ = 0;
  uint64_t nextCollection_ = 0;  // generation
  uint64_t lastLook_ = 0;        // generation
  uint64_t codeBytes_ = 0;
  uint32_t lastToken_ = 0, lastCode_ = 0;
  bool invalid_ = false;

  void look(const LoopLimits& limits);
  bool isOver(const LoopLimits& limits, uint64_t loops, uint64_t bytes) const;
  void markLiving(const LoopLimits& limits);
  void mark(LoopToken& token, uint64_t* loops, uint64_t* bytes);
  void freeUnmarked();
  void free(LoopToken& token);
};

} // namespace tw::jit
