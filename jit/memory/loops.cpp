// Making, ageing and freeing loops: a mark phase over what tokens reach, then a sweep.
#include "jit/memory/loops.h"

#include "jit/backend/backend.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/quasi_immutable.h"
#include "jit/metainterp/statistics.h"
#include "jit/warm/cell.h"

#include <algorithm>

namespace tw::jit {

namespace {

uint64_t codeBytesOf(const LoopToken& token) {
  uint64_t bytes = 0;
  for (const auto& code : token.code) bytes += code->codeSize;
  return bytes;
}

} // namespace

Loops::~Loops() {
  for (const auto& token : loops_) token->living = false;
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
  loops_.push_back(std::move(token));
  return *loops_.back();
}

void Loops::compiled(LoopToken& token) {
  token.generation = ++generation_;
  codeBytes_ += token.code.back()->codeSize;
}

bool Loops::isOver(const LoopLimits& limits, uint64_t loops, uint64_t bytes) const {
  return (limits.maxLoops > 0 && loops > uint64_t(limits.maxLoops)) ||
         (limits.maxCodeBytes > 0 && bytes > uint64_t(limits.maxCodeBytes));
}

void Loops::look(const LoopLimits& limits) {
  lastLook_ = generation_;
  const bool isOld = limits.longevity > 0 && generation_ >= nextCollection_;
  if (!isOld && !invalid_ && !isOver(limits, loops_.size(), codeBytes_)) return;
  invalid_ = false;
  if (limits.longevity > 0) nextCollection_ = generation_ + uint64_t(limits.longevity + 1) / 2;
  const size_t before = loops_.size();
  const LogSection section("jit-mem-collect");
  markLiving(limits);
  freeUnmarked();
  if (section) {
    logLine("Current generation: %llu", static_cast<unsigned long long>(generation_));
    logLine("Loop tokens before: %zu", before);
    logLine("Loop tokens freed:  %zu", before - loops_.size());
    logLine("Loop tokens left:   %zu", loops_.size());
  }
}

// Marks the token and what it reaches, and counts what is new.
void Loops::mark(LoopToken& token, uint64_t* loops, uint64_t* bytes) {
  work_.assign(1, &token);
  while (!work_.empty()) {
    LoopToken& next = *work_.back();
    work_.pop_back();
    if (next.living) continue;
    next.living = true;
    ++*loops;
    *bytes += codeBytesOf(next);
    for (const auto& code : next.code) work_.insert(work_.end(), code->reaches.begin(), code->reaches.end());
  }
}

// What runs or is named lives. Then the others, from the one entered last, until they are too old or the budget is used up
// (to 7/8, so that there is room for a while).
void Loops::markLiving(const LoopLimits& limits) {
  uint64_t loops = 0, bytes = 0;
  for (const auto& token : loops_) token->living = false;
  for (const Running* run = running_; run; run = run->outer_) mark(run->token_, &loops, &bytes);
  for (const Naming* naming = naming_; naming; naming = naming->outer_)
    for (const LoopTarget* target : naming->trace_.targets) mark(*target->token, &loops, &bytes);
  const uint64_t longevity = limits.longevity > 0 ? uint64_t(limits.longevity) : generation_ + 1;
  const uint64_t oldest = generation_ >= longevity ? generation_ - (longevity - 1) : 0;
  if (!isOver(limits, loops_.size(), codeBytes_)) {
    for (const auto& token : loops_)
      if (token->generation >= oldest && !token->invalidated) mark(*token, &loops, &bytes);
    return;
  }
  const LoopLimits target{0, limits.maxCodeBytes - limits.maxCodeBytes / 8,
                          limits.maxLoops - limits.maxLoops / 8};
  std::vector<LoopToken*> byWarmth;
  for (const auto& token : loops_)
    if (token->generation >= oldest && !token->invalidated) byWarmth.push_back(token.get());
  std::ranges::stable_sort(byWarmth, std::ranges::greater(), &LoopToken::generation);
  for (LoopToken* token : byWarmth) {
    if (isOver(target, loops + 1, bytes + codeBytesOf(*token))) break;
    mark(*token, &loops, &bytes);
  }
}

void Loops::freeUnmarked() {
  cells_.forgetDying();
  fields_.forgetDying();
  for (const auto& token : loops_)
    if (!token->living) free(*token);
  std::erase_if(loops_, [](const auto& token) { return !token->living; });
}

void Loops::free(LoopToken& token) {
  const LogSection section("jit-mem-looptoken-free");
  const size_t bridges = token.code.empty() ? 0 : token.code.size() - 1;
  if (section) logLine("freeing Loop # %u with %zu attached bridges", token.id, bridges);
  codeBytes_ -= codeBytesOf(token);
  for (const auto& code : token.code) backend_->release(*code);
  statistics_.count(Counter::TotalFreedLoops);
  statistics_.count(Counter::TotalFreedBridges, bridges);
}

} // namespace tw::jit
