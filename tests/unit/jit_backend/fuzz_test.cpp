// Random traces, run by the interpreter of traces and by machine code: the same guards fail, with
// the same values, and memory looks the same. Guards that fail get bridges.
//
// TW_FUZZ_ROUNDS: how many programs (default 150); TW_FUZZ_SEED: the first one's number.
#include "jit/backend/x86_64/backend.h"
#include "jit/trace/interpret.h"
#include "jit/trace/text.h"
#include "tests/unit/jit_backend/generator.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <deque>

namespace tw::jit::testing {
namespace {

uint32_t setting(const char* name, uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text ? uint32_t(std::strtoul(text, nullptr, 10)) : otherwise;
}

bool isNan(int64_t word) {
  return (word & 0x7ff0000000000000) == 0x7ff0000000000000 && (word & 0xfffffffffffff) != 0;
}
bool same(int64_t a, int64_t b) { return a == b || (isNan(a) && isNan(b)); }

// All words of the heap, without the flags that barriers change.
std::vector<int64_t> heapWords(const World& world) {
  for (Node* node : world.nodes) setRemember(node, false);
  setRemember(world.refs, false);
  const char* first = reinterpret_cast<const char*>(world.nodes[0]);
  std::vector<int64_t> words(size_t(tw_nursery.free - first) / 8);
  std::memcpy(words.data(), first, words.size() * 8);
  return words;
}

class Round {
public:
  Round(uint32_t seed, const World& world) : seed_(seed), generator_(seed, world) {
    objectsCanMove = true; // so that stores of constants have barriers
    token_.code.push_back(std::make_unique<CompiledCode>());
    CompiledCode& code = *token_.code.back();
    code.token = &token_;
    traces_.emplace_back();
    generator_.loop(code, &traces_.back());
    EXPECT_TRUE(backend_.assembleLoop(traces_.back(), token_, code));
    interpreter_.addLoop(token_, traces_.back());
  }
  ~Round() {
    objectsCanMove = false;
    exitRecord.guard = nullptr;
    for (auto& code : token_.code) backend_.release(*code);
  }

  // Runs once by each; the guard that failed gets a bridge now and then.
  bool step() {
    const uint32_t worldSeed = seed_ * 31 + steps_++;
    const std::vector<int64_t> arguments = generator_.arguments(traces_[0]);
    World world = makeWorld(worldSeed);
    const TraceInterpreter::Result expected = interpreter_.run(traces_[0], arguments, kBudget);
    if (!expected.guard) return true;
    const std::vector<int64_t> expectedHeap = heapWords(world);
    const HeapEvents expectedEvents = heapEvents;
    world = makeWorld(worldSeed);
    Guard* guard = backend_.execute(token_, arguments.data());
    if (guard != expected.guard) return report("left by another guard");
    for (size_t index = 0; index < expected.values.size(); ++index)
      if (guard->exits()[index].kind != Kind::Void &&
          !same(exitRecord.values[index], expected.values[index]))
        return report("exit value " + std::to_string(index) + " differs");
    const std::vector<int64_t> heap = heapWords(world);
    if (heap.size() != expectedHeap.size()) return report("another number of objects was made");
    for (size_t index = 0; index < heap.size(); ++index)
      if (!same(heap[index], expectedHeap[index])) return report("memory differs");
    if (heapEvents.remembered != expectedEvents.remembered ||
        heapEvents.rememberedItems != expectedEvents.rememberedItems)
      return report("other write barriers were called");
    if (guard->kind == GuardKind::Resume && guard->op != Op::GuardNotInvalidated) addBridge(*guard);
    return true;
  }

private:
  static constexpr uint64_t kBudget = 100000;

  void addBridge(Guard& from) {
    token_.code.push_back(std::make_unique<CompiledCode>());
    CompiledCode& code = *token_.code.back();
    code.token = &token_;
    traces_.emplace_back();
    generator_.bridge(from, *token_.code[0]->targets[0], code, &traces_.back());
    EXPECT_TRUE(backend_.assembleBridge(traces_.back(), from, code));
    interpreter_.addBridge(from, traces_.back());
  }

  bool report(const std::string& what) {
    ADD_FAILURE() << "seed " << seed_ << ", step " << steps_ << ": " << what;
    TextNames names;
    names.guard = [](const Guard* guard) { return "G" + std::to_string(guard->id); };
    names.target = [](const LoopTarget*) { return "top"; };
    for (const Trace& trace : traces_)
      std::fprintf(stderr, "%s\n", printTrace(trace, names).c_str());
    return false;
  }

  const uint32_t seed_;
  uint32_t steps_ = 0;
  TraceGenerator generator_;
  x86::X86Backend backend_{x86::X86Options{.checkAllocation = true}};
  LoopToken token_;
  std::deque<Trace> traces_; // [0]: the loop
  TraceInterpreter interpreter_;
};

TEST(BackendFuzz, MachineCodeDoesWhatTheTraceSays) {
  const uint32_t first = setting("TW_FUZZ_SEED", 1), rounds = setting("TW_FUZZ_ROUNDS", 150);
  for (uint32_t seed = first; seed < first + rounds; ++seed) {
    const World world = makeWorld(seed);
    Round round(seed, world);
    for (int step = 0; step < 12; ++step)
      if (!round.step()) return;
  }
}

} // namespace
} // namespace tw::jit::testing
