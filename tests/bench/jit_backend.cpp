// What the backend costs: time and bytes per operation of assembled random traces, and the speed of
// some loops. Prints a table; takes a second or two.
#include "jit/backend/x86_64/backend.h"
#include "jit/trace/text.h"
#include "tests/unit/jit_backend/generator.h"

#include <cstdio>
#include <ctime>
#include <deque>
#include <map>

using namespace tw::jit;
using namespace tw::jit::testing;

namespace {

// Processor time: the machine may be busy with other things.
double now() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

void assembling() {
  constexpr uint32_t kTraces = 2000;
  const World world = makeWorld(1);
  x86::X86Backend backend{x86::X86Options{}};
  std::deque<LoopToken> tokens(kTraces);
  std::deque<Trace> traces(kTraces);
  uint64_t operations = 0, guards = 0, exitValues = 0;
  for (uint32_t index = 0; index < kTraces; ++index) {
    tokens[index].code.push_back(std::make_unique<CompiledCode>());
    tokens[index].code[0]->token = &tokens[index];
    TraceGenerator(index + 1, world).loop(*tokens[index].code[0], &traces[index]);
    operations += traces[index].size();
    guards += traces[index].exits.size();
    exitValues += traces[index].exitValues.size();
  }
  const double start = now();
  for (uint32_t index = 0; index < kTraces; ++index)
    backend.assembleLoop(traces[index], tokens[index], *tokens[index].code[0]);
  const double time = (now() - start);
  const CodeStatistics statistics = backend.statistics();
  std::printf("%u traces, %.0f operations each, %.1f guards, %.1f values per exit\n", kTraces,
              double(operations) / kTraces, double(guards) / kTraces,
              double(exitValues) / double(guards));
  std::printf("  %8.1f ns per operation\n  %8.1f us per trace\n  %8.1f bytes per operation\n"
              "  %8.1f bytes resident per operation\n",
              time / double(operations), time / kTraces / 1e3,
              double(statistics.allocated) / double(operations),
              double(statistics.resident) / double(operations));
  for (LoopToken& token : tokens) backend.release(*token.code[0]);
}

void running(const char* name, std::string_view text, std::vector<int64_t> arguments,
             double iterations) {
  x86::X86Backend backend{x86::X86Options{}};
  BackendHooks hooks;
  hooks.finishCall = [](LoopToken*, Guard*) { return exitRecord.values[0]; };
  backend.setHooks(hooks);
  LoopToken token;
  token.code.push_back(std::make_unique<CompiledCode>());
  CompiledCode& code = *token.code.back();
  code.token = &token;
  std::map<std::string, LoopTarget> targets;
  TraceReader reader;
  reader.descr = descrByName;
  reader.address = addressByName;
  reader.target = [&](std::string_view target) {
    targets[std::string(target)].token = &token;
    return &targets[std::string(target)];
  };
  reader.guard = [&](std::string_view, Op op) {
    code.guards.push_back(std::make_unique<Guard>(&code));
    if (op == Op::Finish) code.guards.back()->kind = GuardKind::DoneWithFrame;
    return code.guards.back().get();
  };
  Trace trace;
  if (const std::string wrong = parseTrace(text, reader, &trace); !wrong.empty()) {
    std::printf("%s: %s\n", name, wrong.c_str());
    return;
  }
  backend.assembleLoop(trace, token, code);
  backend.execute(token, arguments.data()); // touches the memory
  const double start = now();
  backend.execute(token, arguments.data());
  std::printf("  %8.2f ns per %s (%u bytes)\n", (now() - start) / iterations, name, code.codeSize);
  exitRecord.guard = nullptr;
  backend.release(code);
}

void loops() {
  running("iteration of a sum",
          "[i0, i1]\nlabel(i0, i1, descr=<t>)\ni2 = int_add_ovf(i1, i0)\n"
          "guard_no_overflow(descr=<g>) [i0, i1]\ni3 = int_sub(i0, 1)\ni4 = int_gt(i3, 0)\n"
          "guard_true(i4, descr=<g>) [i2]\njump(i3, i2, descr=<t>)\n",
          {100000000, 0}, 1e8);
  running("iteration with a call",
          "[i0, i1]\nlabel(i0, i1, descr=<t>)\n"
          "i2 = call_i(ConstClass(square), i0, descr=<i>i>)\ni5 = int_xor(i2, i1)\n"
          "i3 = int_sub(i0, 1)\ni4 = int_gt(i3, 0)\n"
          "guard_true(i4, descr=<g>) [i2]\njump(i3, i5, descr=<t>)\n",
          {20000000, 0}, 2e7);
  running("allocated object",
          "[i0, p1]\nlabel(i0, p1, descr=<t>)\np2 = new_with_vtable(descr=<Node>)\n"
          "setfield_gc(p2, i0, descr=<Node.number>)\n"
          "i3 = int_sub(i0, 1)\ni4 = int_gt(i3, 0)\n"
          "guard_true(i4, descr=<g>) []\njump(i3, p2, descr=<t>)\n",
          {20000, 0}, 2e4);
  running("recursive call",
          "[i0]\ni1 = int_lt(i0, 2)\nguard_false(i1, descr=<g>) [i0]\ni2 = int_sub(i0, 1)\n"
          "i4 = call_assembler_i(i2, descr=<self>)\ni5 = int_add(i4, 1)\n"
          "finish(i5, descr=<done>)\n",
          {2000}, 2000);
}

} // namespace

int main() {
  resetHeap();
  assembling();
  loops();
}
