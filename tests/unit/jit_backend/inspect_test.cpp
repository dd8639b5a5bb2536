// What the log, perf and GDB get to see of machine code.
#include "tests/unit/jit_backend/fixture.h"

#include <elf.h>

#include <cstdlib>
#include <fstream>
#include <unistd.h>

extern "C" {
struct jit_code_entry {
  jit_code_entry* next_entry;
  jit_code_entry* prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};
struct jit_descriptor {
  uint32_t version;
  uint32_t action_flag;
  jit_code_entry* relevant_entry;
  jit_code_entry* first_entry;
};
extern jit_descriptor __jit_debug_descriptor;
}

namespace tw::jit::testing {
namespace {

constexpr const char* kTrace = "[i0]\ni1 = int_add(i0, 1)\nguard_true(i1, descr=<g>) [i1]\n"
                               "finish(i1, descr=<done>)\n";

TEST_F(BackendTest, DumpsHaveTheBytesAndThePatches) {
  logging = true;
  logText.clear();
  LoopToken& token = loop(kTrace);
  const CompiledCode& code = *token.code[0];
  char expected[64];
  std::snprintf(expected, sizeof expected, "CODE_DUMP @%lx +0  554889E5",
                reinterpret_cast<unsigned long>(code.memory));
  EXPECT_NE(logText.find("{jit-backend-dump\nBACKEND x86_64\n"), std::string::npos);
  EXPECT_NE(logText.find(expected), std::string::npos) << logText;
  EXPECT_NE(logText.find("{jit-backend-addr\nLoop 0 (loop) has address 0x"), std::string::npos);
  logText.clear();
  bridge("g", "[i0]\nfinish(i0, descr=<b>)\n");
  std::snprintf(expected, sizeof expected, "CODE_DUMP @%lx +0  ",
                reinterpret_cast<unsigned long>(code.memory) + guards["g"]->patch);
  EXPECT_NE(logText.find("bridge out of Guard 0x"), std::string::npos);
  EXPECT_NE(logText.find(expected), std::string::npos) << logText;
  logging = false;
}

TEST(BackendInspect, PerfAndGdbKnowThePieces) {
  setenv("TRACEWRIGHT_PERF", "1", 1);
  x86::CodeInspector inspector;
  unsetenv("TRACEWRIGHT_PERF");
  LoopToken token;
  token.id = 42;
  CompiledCode code;
  code.token = &token;
  static char memory[64];
  code.memory = memory;
  code.codeSize = sizeof memory;
  inspector.added(code, 32);
  const jit_code_entry* entry = __jit_debug_descriptor.first_entry;
  ASSERT_NE(entry, nullptr);
  const auto* header = reinterpret_cast<const Elf64_Ehdr*>(entry->symfile_addr);
  const auto* sections = reinterpret_cast<const Elf64_Shdr*>(entry->symfile_addr + header->e_shoff);
  EXPECT_EQ(sections[1].sh_addr, reinterpret_cast<uint64_t>(memory));
  EXPECT_STREQ(entry->symfile_addr + sections[3].sh_offset + 1, "loop 42");
  inspector.removed(code);
  EXPECT_EQ(__jit_debug_descriptor.first_entry, nullptr);
  const std::string path = "/tmp/perf-" + std::to_string(getpid()) + ".map";
  std::string line;
  std::getline(std::ifstream(path).seekg(0), line);
  EXPECT_NE(line.find(" 40 loop 42"), std::string::npos) << line;
  unlink(path.c_str());
}

} // namespace
} // namespace tw::jit::testing
