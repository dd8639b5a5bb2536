// What the flow builder wants to know about a code object before it starts:
// where paths may meet, and which locals are still needed there.
#pragma once

#include "translator/syntax/code.h"

#include <cstdint>
#include <vector>

namespace tw::flow {

class CodeInfo {
public:
  explicit CodeInfo(const syntax::CodeObject& code);

  // Paths that arrive here merge.
  bool isJoin(uint32_t position) const { return join_[position]; }
  // Between the start of a handler and the test of its last except clause.
  bool isMatching(uint32_t position) const { return matching_[position]; }
  // Whether a path from here reads the local before it is assigned.
  bool isLive(uint32_t position, uint32_t local) const { return live_[position * locals_ + local]; }
  // A jump leads back here.
  bool isLoopHead(uint32_t position) const { return loopHead_[position]; }
  bool hasBareRaise() const { return hasBareRaise_; }

private:
  void findJoins(const syntax::CodeObject& code);
  void findMatching(const syntax::CodeObject& code);
  void findLiveLocals(const syntax::CodeObject& code);
  bool updateLive(const syntax::CodeObject& code, uint32_t position);

  uint32_t locals_;
  std::vector<bool> join_;
  std::vector<bool> matching_;
  std::vector<bool> loopHead_;
  std::vector<bool> live_;
  bool hasBareRaise_ = false;
};

} // namespace tw::flow
