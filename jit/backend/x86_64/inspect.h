// Machine code for other programs' eyes: the log's sections jit-backend-addr and jit-backend-dump,
// and, with TRACEWRIGHT_PERF=1, the map file of `perf` and the JIT interface of GDB.
#pragma once

#include "jit/trace/tokens.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace tw::jit::x86 {

struct GdbEntry; // gdb.cpp
struct GdbEntryDeleter {
  void operator()(GdbEntry* entry) const;
};
using GdbEntryPtr = std::unique_ptr<GdbEntry, GdbEntryDeleter>;
// Tells a debugger about a function; until the entry dies.
GdbEntryPtr registerWithGdb(const std::string& name, const void* address, size_t size);

class CodeInspector {
public:
  CodeInspector();
  // A new piece; `cold`: offset of what is behind its operations.
  void added(const CompiledCode& code, uint32_t cold);
  // Bytes that have changed.
  void patched(const void* address, size_t size);
  void removed(const CompiledCode& code);

private:
  bool perf_;                                            // TRACEWRIGHT_PERF
  std::unordered_map<const void*, GdbEntryPtr> entries_; // by the piece's memory

  void logAddresses(const CompiledCode& code, uint32_t cold);
  void dump(const void* address, size_t size);
  void appendToPerfMap(const CompiledCode& code, const std::string& name);
};

} // namespace tw::jit::x86
