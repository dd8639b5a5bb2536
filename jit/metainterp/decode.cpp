// The table of jitcode instructions, and look-ups in a program's tables.
#include "jit/metainterp/decode.h"

#include <algorithm>
#include <vector>

namespace tw::jit {

namespace {

constexpr JitOpInfo kJitOps[] = {
#define JITOP(id, name, operands, result) {name, operands, #result[0]},
#include "jit/format/jitops.def"
};

struct FunctionEntry {
  int64_t address;
  uint32_t jitcode;
};

// The program's table, in the order of addresses, which only the linker knows.
std::vector<FunctionEntry> functionTable;

} // namespace

const JitOpInfo& jitOpInfo(JitOp op) { return kJitOps[size_t(op)]; }

uint32_t handlerAt(const tw_jitcode& code, uint32_t position) {
  if (position < code.code_size && JitOp(code.code[position]) == JitOp::Live)
    position += kLiveUnits;
  if (position >= code.code_size || JitOp(code.code[position]) != JitOp::CatchException)
    return kNone;
  return wideAt(code.code + position + 1);
}

void indexFunctions() {
  functionTable.clear();
  for (uint32_t index = 0; index < tw_jit_program.function_count; ++index)
    functionTable.push_back(
        {int64_t(tw_jit_program.functions[index]), tw_jit_program.function_jitcodes[index]});
  std::ranges::sort(functionTable, {}, &FunctionEntry::address);
}

const tw_jitcode* jitcodeOfFunction(int64_t function) {
  const auto found = std::ranges::lower_bound(functionTable, function, {}, &FunctionEntry::address);
  if (found == functionTable.end() || found->address != function) return nullptr;
  return tw_jit_program.jitcodes[found->jitcode];
}

} // namespace tw::jit
