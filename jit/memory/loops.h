// The owner of all loops. A generation is one compiled loop or bridge.
#pragma once

#include "jit/trace/tokens.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tw::jit {

class Backend;
class CellTable;
class Statistics;

class Loops {
public:
  Loops(Backend* backend, Statistics& statistics, CellTable& cells)
      : backend_(backend), statistics_(statistics), cells_(cells) {}
  ~Loops();

  // A token that nothing leads to yet: dropped, or given to keep() once its code is assembled.
  std::unique_ptr<LoopToken> create(uint32_t driver);
  std::unique_ptr<CompiledCode> createCode(LoopToken& token);
  LoopToken& keep(std::unique_ptr<LoopToken> token);
  // Code has been added: a generation has passed.
  void compiled(LoopToken& token) { token.generation = ++generation_; }
  // The token is about to run.
  void entered(LoopToken& token) { token.generation = generation_; }

  uint64_t generation() const { return generation_; }
  const std::vector<std::unique_ptr<LoopToken>>& all() const { return loops_; }

private:
  Backend* backend_;
  Statistics& statistics_;
  CellTable& cells_;
  std::vector<std::unique_ptr<LoopToken>> loops_;
  uint64_t generation_ = 0;
  uint32_t lastToken_ = 0, lastCode_ = 0;
};

} // namespace tw::jit
