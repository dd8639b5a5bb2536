// Executable memory, from AsmJit's allocator: every block is mapped twice, once executable and once
// writable, so no page is ever both. Empty blocks go back to the system at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace tw::jit {

struct CodeBlock {
  char* executable = nullptr; // where it runs
  char* writable = nullptr;   // the same bytes, for writing
};

class CodeMemory {
public:
  CodeMemory();
  ~CodeMemory();

  // Null pointers: there is no memory.
  CodeBlock allocate(size_t size);
  // Gives back the end of a block that turned out to be smaller.
  void shrink(CodeBlock block, size_t oldSize, size_t newSize);
  void release(void* executable, size_t size);
  // The writable address of a byte of a block.
  char* writable(void* executable) const;

  uint64_t allocated() const { return allocated_; } // bytes, ever
  uint64_t freed() const { return freed_; }
  uint64_t resident() const; // taken from the system

private:
  struct Allocator;
  std::unique_ptr<Allocator> allocator_;
  uint64_t allocated_ = 0, freed_ = 0;
};

// After machine code was changed, before it runs: x86-64 lets code that was written at another
// address than it runs at go stale in the pipeline until a serializing instruction.
void serializeInstructions();

} // namespace tw::jit
