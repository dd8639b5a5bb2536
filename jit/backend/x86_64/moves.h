// Parallel moves: all sources are read before any destination is written.
#pragma once

#include "jit/backend/x86_64/locations.h"

#include <span>
#include <vector>

namespace tw::jit::x86 {

struct Move {
  Location to;
  Location from; // a constant, too
};

// Puts moves into an order in which none overwrites what another still reads. Where they form a
// cycle, one value goes over a scratch register (xmm15). Destinations are distinct.
class ParallelMoves {
public:
  void clear() { moves_.clear(); }
  void add(Location to, Location from) {
    if (!(to == from)) moves_.push_back({to, from});
  }
  // The sequence; valid until the next call.
  std::span<const Move> sequence();

private:
  std::vector<Move> moves_, sequence_;
  std::vector<uint32_t> readers_; // by key: how many moves still read it
  std::vector<uint32_t> writer_;  // by key: the move that writes it, + 1
  std::vector<uint32_t> ready_;
};

} // namespace tw::jit::x86
