// Log sections and perf's map.
#include "jit/backend/x86_64/inspect.h"

#include "runtime/prelude.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace tw::jit::x86 {

namespace {

void printLine(const std::string& text) {
  tw_debug_print_begin();
  tw_debug_print_text(text.data(), Signed(text.size()));
  tw_debug_print_end();
}

__attribute__((format(printf, 1, 2))) std::string format(const char* pattern, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text, sizeof text, pattern, arguments);
  va_end(arguments);
  return text;
}

unsigned long number(const void* address) { return reinterpret_cast<unsigned long>(address); }

std::string nameOf(const CompiledCode& code) {
  return code.from ? format("bridge %u of loop %u", code.id, code.token->id)
                   : format("loop %u", code.token->id);
}

} // namespace

CodeInspector::CodeInspector() {
  const char* setting = std::getenv("TRACEWRIGHT_PERF");
  perf_ = setting && *setting && std::strcmp(setting, "0") != 0;
}

void CodeInspector::added(const CompiledCode& code, uint32_t cold) {
  logAddresses(code, cold);
  dump(code.memory, code.codeSize);
  if (!perf_) return;
  const std::string name = nameOf(code);
  appendToPerfMap(code, name);
  entries_[code.memory] = registerWithGdb(name, code.memory, code.codeSize);
}

void CodeInspector::patched(const void* address, size_t size) { dump(address, size); }

void CodeInspector::removed(const CompiledCode& code) {
  if (perf_) entries_.erase(code.memory);
}

void CodeInspector::logAddresses(const CompiledCode& code, uint32_t cold) {
  tw_debug_start("jit-backend-addr", false);
  if (tw_have_debug_prints()) {
    const unsigned long start = number(code.memory);
    if (code.from)
      printLine(format("bridge out of Guard 0x%x has address 0x%lx to 0x%lx", code.from->id, start,
                       start + cold));
    else
      printLine(format("Loop %u (%s) has address 0x%lx to 0x%lx (bootstrap 0x%lx)", code.token->id,
                       code.token->isFunctionEntry ? "entry" : "loop", start, start + cold, start));
    printLine(format("       gc table: 0x%lx", start + code.codeSize));
    printLine(format("       failures: 0x%lx", start + cold));
    printLine(format("            end: 0x%lx", start + code.codeSize));
  }
  tw_debug_stop("jit-backend-addr", false);
}

void CodeInspector::dump(const void* address, size_t size) {
  tw_debug_start("jit-backend-dump", false);
  if (tw_have_debug_prints()) {
    printLine("BACKEND x86_64");
    printLine("SYS_EXECUTABLE ??");
    std::string text = format("CODE_DUMP @%lx +0  ", number(address));
    const auto* bytes = static_cast<const unsigned char*>(address);
    constexpr char kDigits[] = "0123456789ABCDEF";
    for (size_t index = 0; index < size; ++index) {
      text += kDigits[bytes[index] >> 4];
      text += kDigits[bytes[index] & 15];
    }
    printLine(text);
  }
  tw_debug_stop("jit-backend-dump", false);
}

void CodeInspector::appendToPerfMap(const CompiledCode& code, const std::string& name) {
  const std::string path = format("/tmp/perf-%ld.map", long(getpid()));
  std::FILE* file = std::fopen(path.c_str(), "a");
  if (!file) return;
  std::fprintf(file, "%lx %x %s\n", number(code.memory), code.codeSize, name.c_str());
  std::fclose(file);
}

} // namespace tw::jit::x86
