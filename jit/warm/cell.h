// Jit cells: what is known about a place of the interpreted program, which its greens identify.
//
// A cell is made when something happens there: tracing starts, code is compiled, or a flag is set.
// The table owns the cells; references among their greens are precise roots. A cell whose last
// token is freed is gone, too, if it says nothing else.
#pragma once

#include "jit/format/program.h"
#include "jit/memory/roots.h"
#include "jit/trace/tokens.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tw::jit {

// A place where tracing was given up more often than that is not traced again.
constexpr uint8_t kMaxAborts = 20;

struct JitCell final : RootHolder {
  enum Flag : uint8_t {
    kTracing = 1,       // a trace from here is being recorded
    kDontTraceHere = 2, // calls are not inlined; traced by itself as soon as possible
    kTemporary = 4,     // the token only calls the interpreter
    kTracingOccurred = 8,
    kForceFinish = 16, // a trace from here that gets too long is cut, not given up
    kHadToken = 32,
  };
  uint32_t driver = 0;
  uint32_t hash = 0;
  uint8_t flags = 0;
  uint8_t aborts = 0;            // traces from here that were given up
  LoopToken* token = nullptr;    // whoever frees it calls CellTable::forget
  std::vector<LoopToken*> older; // former ones: call_assembler may still lead to them
  std::vector<int64_t> greens;
  JitCell* next = nullptr;

  // Copies the greens.
  JitCell(uint32_t driver, uint32_t hash, const int64_t* greens);
  ~JitCell() override;

  // The token that may be run or jumped to, or null.
  LoopToken* compiled() const { return token && !token->invalidated ? token : nullptr; }
  void setToken(LoopToken* code, bool temporary) {
    if (token) older.push_back(token);
    token = code;
    code->cell = this;
    flags = uint8_t((flags & ~kTemporary) | kHadToken | (temporary ? kTemporary : 0));
  }
  // Nothing is lost if it is made again.
  bool isUseless() const;
  void visitRoots(VisitSlot visit, void* context) override;
};

// Strings are equal by their characters, other objects by identity.
uint32_t hashGreens(const tw_jit_driver& driver, const int64_t* greens);
bool equalGreens(const tw_jit_driver& driver, const int64_t* a, const int64_t* b);

class CellTable {
public:
  CellTable() : chains_(kChains) {}
  ~CellTable();
  CellTable(const CellTable&) = delete;
  CellTable& operator=(const CellTable&) = delete;

  JitCell* find(uint32_t driver, uint32_t hash, const int64_t* greens) const;
  JitCell* ensure(uint32_t driver, const int64_t* greens);
  // Removes the useless cells among those of like hash.
  void cleanUp(uint32_t hash);
  // The token is about to be freed.
  void forget(LoopToken& token);
  // ... for a budget: its place will count more slowly (kMostDelays), with others of like hash.
  void noteEviction(const LoopToken& token);
  // Time has passed without a need to evict: places count faster again.
  void forgive();
  // What a pass of the place adds to its count, if it adds `increment` where nothing was evicted.
  float slowed(uint32_t hash, float increment) const {
    return evictions_.empty() ? increment : increment / float(1u << evictions_[hash >> 20]);
  }

private:
  static constexpr uint32_t kChains = 4096;
  std::vector<JitCell*> chains_;
  std::vector<uint8_t> evictions_; // by chain; empty: there were none
  JitCell*& chainOf(uint32_t hash) { return chains_[hash >> 20]; }
};

} // namespace tw::jit
