// The memory of the blackhole interpreter's frames.
#include "jit/metainterp/blackhole.h"

#include <algorithm>

namespace tw::jit {

namespace {

// The GIL protects them. Threads come and go without telling the JIT, so that one has a stack only
// while frames lie in it.
struct Stacks {
  std::vector<std::unique_ptr<FrameStack>> all;
  std::vector<FrameStack*> idle;
};

Stacks& stacks() {
  static Stacks stacks;
  return stacks;
}

constinit thread_local FrameStack* own = nullptr;

} // namespace

FrameStack& frameStack() {
  if (own) return *own;
  auto& [all, idle] = stacks();
  if (idle.empty()) {
    all.push_back(std::make_unique<FrameStack>());
    idle.push_back(all.back().get());
  }
  own = idle.back();
  idle.pop_back();
  return *own;
}

void returnFrameStack() {
  if (!own || own->top()) return;
  stacks().idle.push_back(own);
  own = nullptr;
}

Word* FrameStack::allocate(size_t words) {
  if (!chunks_.empty() && chunks_[current_].size - chunks_[current_].used < words) {
    ++current_;
    // A chunk that is too small for this frame makes room for one that is not.
    if (current_ < chunks_.size() && chunks_[current_].size < words) chunks_.resize(current_);
  }
  if (current_ == chunks_.size()) {
    const size_t size = std::max(kChunkWords, words);
    chunks_.push_back({std::make_unique_for_overwrite<Word[]>(size), size, 0});
  }
  Chunk& chunk = chunks_[current_];
  Word* memory = chunk.words.get() + chunk.used;
  chunk.used += words;
  return memory;
}

Frame* FrameStack::push(const tw_jitcode& code) {
  static_assert(sizeof(Frame) % sizeof(Word) == 0);
  constexpr size_t kHeader = sizeof(Frame) / sizeof(Word);
  const size_t registers = size_t(code.registers[0]) + code.registers[1] + code.registers[2];
  Word* memory = allocate(kHeader + registers);
  std::fill_n(memory + kHeader, registers, 0);
  Frame* frame = new (memory) Frame;
  frame->code = &code;
  frame->position = 0;
  frame->below = top_;
  frame->exception = 0;
  frame->bank[0] = memory + kHeader;
  frame->bank[1] = frame->bank[0] + code.registers[0];
  frame->bank[2] = frame->bank[1] + code.registers[1];
  top_ = frame;
  return frame;
}

void FrameStack::pop() {
  Word* memory = reinterpret_cast<Word*>(top_);
  top_ = top_->below;
  Chunk& chunk = chunks_[current_];
  chunk.used = size_t(memory - chunk.words.get());
  if (chunk.used == 0 && current_ > 0) --current_;
}

void FrameStack::visitRoots(VisitSlot visit, void* context) {
  for (Frame* frame = top_; frame; frame = frame->below) {
    visit(reinterpret_cast<void**>(&frame->exception), context);
    for (unsigned index = 0; index < frame->code->registers[1]; ++index)
      visit(reinterpret_cast<void**>(&frame->bank[1][index]), context);
  }
}

} // namespace tw::jit
