// Sequentialisation of parallel moves, as a topological order of the "reads what I write" relation.
#include "jit/backend/x86_64/moves.h"

#include <algorithm>

namespace tw::jit::x86 {

std::span<const Move> ParallelMoves::sequence() {
  sequence_.clear();
  ready_.clear();
  uint32_t keys = 32;
  for (const Move& move : moves_) {
    keys = std::max(keys, move.to.key() + 1);
    if (move.from.where != Location::Constant) keys = std::max(keys, move.from.key() + 1);
  }
  readers_.assign(keys, 0);
  writer_.assign(keys, 0);
  for (uint32_t index = 0; index < moves_.size(); ++index) {
    writer_[moves_[index].to.key()] = index + 1;
    if (moves_[index].from.where != Location::Constant) ++readers_[moves_[index].from.key()];
  }
  for (uint32_t index = 0; index < moves_.size(); ++index)
    if (readers_[moves_[index].to.key()] == 0) ready_.push_back(index);

  size_t left = moves_.size();
  uint32_t next = 0; // no move before it is part of a cycle
  while (left > 0) {
    while (!ready_.empty()) {
      const uint32_t index = ready_.back();
      ready_.pop_back();
      const Move& move = moves_[index];
      sequence_.push_back(move);
      writer_[move.to.key()] = 0;
      --left;
      if (move.from.where == Location::Constant) continue;
      const uint32_t key = move.from.key();
      if (--readers_[key] == 0 && writer_[key] != 0) ready_.push_back(writer_[key] - 1);
    }
    if (left == 0) break;
    // Only cycles are left: each destination has one reader. One value steps aside.
    while (writer_[moves_[next].to.key()] != next + 1) ++next;
    Move& move = moves_[next];
    const Location aside = Location::xmm(kScratchXmm);
    sequence_.push_back({aside, move.from});
    const uint32_t key = move.from.key();
    move.from = aside;
    readers_[aside.key()] = 1;
    readers_[key] = 0;
    ready_.push_back(writer_[key] - 1);
  }
  return sequence_;
}

} // namespace tw::jit::x86
