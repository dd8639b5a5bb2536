// Making, ageing and freeing loops: a mark phase over what pieces of code lead to, then a sweep.
#include "jit/memory/loops.h"

#include "gc/gc.h"
#include "jit/backend/backend.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/quasi_immutable.h"
#include "jit/metainterp/statistics.h"
#include "jit/warm/cell.h"

#include <algorithm>
#include <cmath>

namespace tw::jit {

namespace {

uint64_t startOf(const CompiledCode& code) { return reinterpret_cast<uint64_t>(code.memory); }

// How many generations pass between two collections.
uint64_t intervalOf(int64_t longevity) { return uint64_t(std::sqrt(double(longevity))); }

} // namespace

Loops::~Loops() {
  startMarking();
  freeUnmarked();
}

std::unique_ptr<LoopToken> Loops::create(uint32_t driver) {
  auto token = std::make_unique<LoopToken>();
  token->id = ++lastToken_;
  token->driver = driver;
  token->entryTarget.token = token.get();
  return token;
}

std::unique_ptr<CompiledCode> Loops::createCode(LoopToken& token) {
  auto code = std::make_unique<CompiledCode>();
  code->token = &token;
  code->id = ++lastCode_;
  return code;
}

LoopToken& Loops::keep(std::unique_ptr<LoopToken> token) {
  token->index = uint32_t(loops_.size());
  loops_.push_back(std::move(token));
  return *loops_.back();
}

void Loops::compiled(CompiledCode& code) {
  code.generation = ++generation_;
  code.token->generation = generation_;
  code.dataBytes = countDataBytes(code);
  usage_.added(code);
  for (LoopToken* callee : code.calls) ++callee->referrers;
  for (const CompiledCode* target : code.jumps)
    if (target->token != code.token) ++target->token->referrers;
  logUsage(false);
}

void Loops::logUsage(bool must) { log_.note(usage_, backend_->statistics(), must); }

bool Loops::isOver(const LoopLimits& limits, uint64_t loops, uint64_t bytes) const {
  return (limits.maxLoops > 0 && loops > uint64_t(limits.maxLoops)) ||
         (limits.maxCodeBytes > 0 && bytes > uint64_t(limits.maxCodeBytes));
}

void Loops::look(LoopToken& entered, const LoopLimits& limits) {
  if (compiling_ > 0) return;
  lastLook_ = generation_;
  isInvalidNew_ = false;
  const bool isOld = limits.longevity > 0 && generation_ >= nextCollection_;
  // Invalid loops that others still name wait for a collection, but not too many of them.
  const bool isCrowded = invalid_.size() > 8 + loops_.size() / 8;
  if (isOld || isCrowded || isOver(limits, loops_.size(), usage_.codeBytes)) {
    nextCollection_ = generation_ + intervalOf(limits.longevity);
    collect(entered, limits);
  } else if (!invalid_.empty()) {
    freeInvalid(entered);
  }
}

void Loops::collect(LoopToken& entered, const LoopLimits& limits) {
  startMarking();
  mark(entered);
  markNeeded();
  const uint64_t longevity = limits.longevity > 0 ? uint64_t(limits.longevity) : generation_ + 1;
  const uint64_t oldest = generation_ >= longevity ? generation_ - (longevity - 1) : 0;
  evicts_ = isOver(limits, loops_.size(), usage_.codeBytes);
  if (evicts_) {
    markWarm(oldest, limits);
  } else {
    markFresh(oldest);
    cells_.forgive();
  }
  logCollection();
  freeUnmarked();
  evicts_ = false;
}

void Loops::releaseAll() {
  if (compiling_ > 0) return;
  startMarking();
  markNeeded();
  {
    const LogSection section("jit-mem-releaseall");
    if (section) logLine("Loop tokens cleared: %zu", loops_.size() - markedLoops_);
  }
  freeUnmarked();
}

// Those that nothing needs; the others wait.
void Loops::freeInvalid(const LoopToken& entered) {
  readStacks(invalid_);
  const auto isNeeded = [&](const LoopToken& token) {
    if (&token == &entered || token.referrers > 0) return true;
    for (const auto& code : token.code)
      if (isOnStack(*code) || std::ranges::find(kept_, code.get()) != kept_.end()) return true;
    for (const Trace* trace : naming_)
      for (const LoopTarget* target : trace->targets)
        if ((target->code ? target->code->token : target->token) == &token) return true;
    return false;
  };
  std::vector<LoopToken*> dying;
  std::erase_if(invalid_, [&](LoopToken* token) {
    if (isNeeded(*token)) return false;
    token->living = false;
    dying.push_back(token);
    return true;
  });
  if (dying.empty()) return;
  for (const LoopToken* token : dying)
    for (const auto& code : token->code) forgetNames(*code);
  for (LoopToken* token : dying) free(*token);
}

// ---- Marking

void Loops::startMarking() {
  markedLoops_ = 0;
  markedBytes_ = 0;
  for (const auto& token : loops_) {
    token->living = false;
    for (const auto& code : token->code) code->living = false;
  }
}

// The words on machine stacks that may be return addresses into the tokens' machine code.
template <class Tokens> void Loops::readStacks(const Tokens& tokens) {
  struct Reader {
    uint64_t low = ~uint64_t(0), high = 0;
    std::vector<uint64_t>* words;
  } reader{.words = &stackWords_};
  stackWords_.clear();
  for (const auto& token : tokens)
    for (const auto& code : token->code) {
      reader.low = std::min(reader.low, startOf(*code));
      reader.high = std::max(reader.high, startOf(*code) + code->codeSize);
    }
  tw_gc_for_each_stack_word(
      [](u64 word, void* context) {
        const Reader& to = *static_cast<Reader*>(context);
        if (word >= to.low && word <= to.high) to.words->push_back(word);
      },
      &reader);
  std::ranges::sort(stackWords_);
}

// A return address lies behind the call, so it may equal the end.
bool Loops::isOnStack(const CompiledCode& code) const {
  const auto word = std::ranges::upper_bound(stackWords_, startOf(code));
  return word != stackWords_.end() && *word <= startOf(code) + code.codeSize;
}

// What runs on some stack, what is being looked at, and what traces in the making name.
void Loops::markNeeded() {
  readStacks(loops_);
  for (const auto& token : loops_)
    for (const auto& code : token->code)
      if (isOnStack(*code)) mark(*code);
  for (CompiledCode* code : kept_) mark(*code);
  for (const Trace* trace : naming_)
    for (const LoopTarget* target : trace->targets)
      if (target->code)
        mark(*target->code);
      else
        mark(*target->token);
}

// Marks the piece and all that it leads to. A bridge needs the piece with its guard.
void Loops::mark(CompiledCode& first) {
  work_.assign(1, &first);
  while (!work_.empty()) {
    CompiledCode& code = *work_.back();
    work_.pop_back();
    if (code.living) continue;
    code.living = true;
    markedBytes_ += code.codeSize;
    LoopToken& token = *code.token;
    if (!token.living) {
      token.living = true;
      ++markedLoops_;
    }
    work_.push_back(token.code.front().get());
    if (code.from) work_.push_back(code.from->code);
    work_.insert(work_.end(), code.jumps.begin(), code.jumps.end());
    for (LoopToken* callee : code.calls) work_.push_back(callee->code.front().get());
  }
}

// What was entered since the oldest generation.
void Loops::markFresh(uint64_t oldest) {
  for (const auto& token : loops_) {
    if (token->invalidated) continue;
    if (token->generation >= oldest) mark(*token);
    for (const auto& code : token->code) {
      if (!code->from) continue;
      if (code->entered) code->generation = generation_;
      code->entered = 0;
      if (code->generation >= oldest) mark(*code);
    }
  }
}

// From the token entered last, until one is too old or the budget is used up (to 7/8, so that there
// is room for a while); with all of its bridges.
void Loops::markWarm(uint64_t oldest, const LoopLimits& limits) {
  const LoopLimits target{0, limits.maxCodeBytes - limits.maxCodeBytes / 8,
                          limits.maxLoops - limits.maxLoops / 8};
  std::vector<LoopToken*> byWarmth;
  for (const auto& token : loops_)
    if (token->generation >= oldest && !token->invalidated) byWarmth.push_back(token.get());
  std::ranges::stable_sort(byWarmth, std::ranges::greater(), &LoopToken::generation);
  for (LoopToken* token : byWarmth) {
    uint64_t bytes = 0;
    for (const auto& code : token->code)
      if (!code->living) bytes += code->codeSize;
    if (isOver(target, markedLoops_ + !token->living, markedBytes_ + bytes)) break;
    for (const auto& code : token->code) mark(*code);
  }
}

// ---- Logs

namespace {

void logRunsOf(const CompiledCode& code) {
  if (code.from)
    logLine("bridge %u:%llu", code.from->id, static_cast<unsigned long long>(code.runs));
  else
    logLine("entry %u:%llu", code.token->id, static_cast<unsigned long long>(code.runs));
  for (const auto& target : code.targets)
    logLine("TargetToken(%llu):%llu", reinterpret_cast<unsigned long long>(target.get()),
            static_cast<unsigned long long>(target->runs));
}

} // namespace

void Loops::logCollection() const {
  const LogSection section("jit-mem-collect");
  if (!section) return;
  logLine("Current generation: %llu", static_cast<unsigned long long>(generation_));
  logLine("Loop tokens before: %zu", loops_.size());
  logLine("Loop tokens freed:  %zu", loops_.size() - markedLoops_);
  logLine("Loop tokens left:   %zu", markedLoops_);
}

void Loops::logRuns() const {
  const LogSection section("jit-backend-counts");
  if (!section) return;
  for (const auto& token : loops_)
    for (const auto& code : token->code) logRunsOf(*code);
}

// ---- Freeing

void Loops::freeUnmarked() {
  std::erase_if(invalid_, [](const LoopToken* token) { return !token->living; });
  for (const auto& token : loops_)
    for (const auto& code : token->code)
      if (!code->living) forgetNames(*code);
  for (size_t index = loops_.size(); index-- > 0;) {
    LoopToken& token = *loops_[index];
    if (token.living)
      freeBridges(token);
    else
      free(token);
  }
}

void Loops::forgetNames(const CompiledCode& code) {
  for (LoopToken* callee : code.calls) --callee->referrers;
  for (const CompiledCode* target : code.jumps)
    if (target->token != code.token) --target->token->referrers;
}

// The guards lead to their stubs again. Their bridges' bridges are unmarked, too, and come later.
void Loops::freeBridges(LoopToken& token) {
  uint64_t count = 0;
  for (const auto& code : token.code) {
    if (code->living) continue;
    if (code->from->code->living) {
      backend_->detach(*code->from);
      if (evicts_) code->from->backOff();
    }
    remove(*code);
    ++count;
  }
  if (count == 0) return;
  std::erase_if(token.code, [](const auto& code) { return !code->living; });
  statistics_.count(Counter::TotalFreedBridges, count);
  const LogSection section("jit-mem-bridges-free");
  if (section)
    logLine("freeing %llu bridges of Loop # %u", static_cast<unsigned long long>(count), token.id);
}

void Loops::remove(CompiledCode& code) {
  {
    const LogSection section("jit-backend-counts");
    if (section) logRunsOf(code);
  }
  usage_.removed(code);
  for (const auto& target : code.targets)
    if (target->token != code.token) std::erase(target->token->versions, target.get());
  // The machine code stores its constants without write barriers.
  code.visitRoots([](void** slot, void*) { tw_gc_survive_marking(*slot); }, nullptr);
  backend_->release(code);
}

// With its bridges. Another token takes its place among all.
void Loops::free(LoopToken& token) {
  const LogSection section("jit-mem-looptoken-free");
  const size_t bridges = token.code.size() - 1;
  if (section) logLine("freeing Loop # %u with %zu attached bridges", token.id, bridges);
  for (const auto& code : token.code) remove(*code);
  for (LoopTarget* version : token.versions) version->token = version->code->token;
  statistics_.count(Counter::TotalFreedLoops);
  statistics_.count(Counter::TotalFreedBridges, bridges);
  fields_.forget(token);
  if (evicts_) cells_.noteEviction(token);
  cells_.forget(token);
  const uint32_t index = token.index;
  std::swap(loops_[index], loops_.back());
  loops_[index]->index = index;
  loops_.pop_back();
}

} // namespace tw::jit
