// Executable memory over AsmJit's JitAllocator.
#include "jit/memory/code_memory.h"

#include <asmjit/core.h>
#include <cpuid.h>

namespace tw::jit {

struct CodeMemory::Allocator {
  static asmjit::JitAllocator::CreateParams parameters() {
    asmjit::JitAllocator::CreateParams params;
    params.options = asmjit::JitAllocatorOptions::kUseDualMapping |
                     asmjit::JitAllocatorOptions::kImmediateRelease;
    params.granularity = 64;
    return params;
  }
  asmjit::JitAllocator::CreateParams params = parameters();
  asmjit::JitAllocator impl{&params};
};

CodeMemory::CodeMemory() : allocator_(std::make_unique<Allocator>()) {}
CodeMemory::~CodeMemory() = default;

CodeBlock CodeMemory::allocate(size_t size) {
  void *executable, *writable;
  if (allocator_->impl.alloc(&executable, &writable, size) != asmjit::kErrorOk) return {};
  allocated_ += size;
  return {static_cast<char*>(executable), static_cast<char*>(writable)};
}

void CodeMemory::shrink(CodeBlock block, size_t oldSize, size_t newSize) {
  if (oldSize == newSize) return;
  allocator_->impl.shrink(block.executable, newSize);
  allocated_ -= oldSize - newSize;
}

void CodeMemory::release(void* executable, size_t size) {
  allocator_->impl.release(executable);
  freed_ += size;
}

char* CodeMemory::writable(void* executable) const {
  void *start, *writableStart;
  size_t size;
  if (allocator_->impl.query(executable, &start, &writableStart, &size) != asmjit::kErrorOk)
    return nullptr;
  return static_cast<char*>(writableStart) +
         (static_cast<char*>(executable) - static_cast<char*>(start));
}

uint64_t CodeMemory::resident() const { return allocator_->impl.statistics().reservedSize(); }

void serializeInstructions() {
  unsigned a, b, c, d;
  __cpuid(0, a, b, c, d);
}

} // namespace tw::jit
