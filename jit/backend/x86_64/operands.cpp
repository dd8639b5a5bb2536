// Operands of operations as operands of instructions.
#include "jit/backend/x86_64/assembler.h"

#include <limits>

namespace tw::jit::x86 {

using namespace asmjit::x86;

namespace {
bool fitsInt32(int64_t word) { return word == int32_t(word); }
} // namespace

// Does the collector have to update it?
bool TraceAssembler::isMovable(const Constant& constant) const {
  return constant.kind == Kind::Ref && constant.word != 0 &&
         !(reinterpret_cast<const tw_gc*>(constant.word)->flags & TW_GC_PREBUILT);
}

bool TraceAssembler::isImm32(Operand operand, int32_t* value) const {
  if (!operand.isConstant()) return false;
  const Constant& constant = trace_->constants[operand.index()];
  if (!fitsInt32(constant.word) || isMovable(constant)) return false;
  *value = int32_t(constant.word);
  return true;
}

void TraceAssembler::moveWord(Gp to, int64_t word) {
  if (word == 0)
    a_.xor_(to.r32(), to.r32());
  else if (word > 0 && word <= std::numeric_limits<uint32_t>::max())
    a_.mov(to.r32(), uint32_t(word));
  else
    a_.mov(to, word);
}

// Objects and other words are numbered apart.
uint32_t TraceAssembler::wordIndex(uint32_t constant) {
  uint32_t& index = wordOfConstant_[constant];
  if (index == 0) {
    const Constant& value = trace_->constants[constant];
    std::vector<int64_t>& list = isMovable(value) ? refs_ : words_;
    list.push_back(value.word);
    index = uint32_t(list.size());
  }
  return index - 1;
}

uint32_t TraceAssembler::newWord(int64_t word) {
  words_.push_back(word);
  return uint32_t(words_.size() - 1);
}

Mem TraceAssembler::constantMem(uint32_t constant) {
  const uint32_t index = wordIndex(constant);
  const Label& start = isMovable(trace_->constants[constant]) ? refsLabel_ : wordsLabel_;
  return qword_ptr(start, int32_t(8 * index));
}

void TraceAssembler::loadConstant(void* self, Location to, uint32_t constant) {
  static_cast<TraceAssembler*>(self)->loadConstantTo(to, constant);
}

void TraceAssembler::loadConstantTo(Location to, uint32_t constant) {
  const Constant& value = trace_->constants[constant];
  if (to.where == Location::InXmm) {
    if (value.word == 0)
      a_.xorps(xmmReg(to.reg), xmmReg(to.reg));
    else
      a_.movsd(xmmReg(to.reg), constantMem(constant));
    return;
  }
  if (to.where == Location::InSlot && fitsInt32(value.word) && !isMovable(value)) {
    a_.mov(slotMem(int32_t(to.index)), int32_t(value.word));
    return;
  }
  const Gp reg = to.where == Location::InGp ? gpReg(to.reg) : scratchGp();
  if (isMovable(value))
    a_.mov(reg, constantMem(constant));
  else
    moveWord(reg, value.word);
  if (to.where == Location::InSlot) a_.mov(slotMem(int32_t(to.index)), reg);
}

Gp TraceAssembler::gp(Operand operand, Gp scratch) {
  if (!operand.isConstant()) return ra_.gp(operand.index());
  loadConstantTo(Location::gp(int(scratch.id())), operand.index());
  return scratch;
}

Gp TraceAssembler::gpAnywhere(Operand operand) {
  return operand.isConstant() ? gp(operand, ra_.tempGp()) : ra_.gp(operand.index());
}

Xmm TraceAssembler::xmm(Operand operand, Xmm scratch) {
  if (!operand.isConstant()) return ra_.xmm(operand.index());
  loadConstantTo(Location::xmm(int(scratch.id())), operand.index());
  return scratch;
}

Location TraceAssembler::locate(Operand operand) const {
  return operand.isConstant() ? Location::constant(operand.index()) : ra_.location(operand.index());
}

// An absolute address, over the scratch register if it is a far one.
Mem TraceAssembler::global(const void* address, uint32_t size) {
  const int64_t word = reinterpret_cast<int64_t>(address);
  if (fitsInt32(word)) return ptr_abs(uint64_t(word), size);
  moveWord(scratchGp(), word);
  return ptr(scratchGp(), 0, size);
}

// Memory at a base; may use the scratch register.
Mem TraceAssembler::place(Operand base, int64_t offset, uint32_t size) {
  if (base.isConstant() && !isMovable(trace_->constants[base.index()]))
    return global(reinterpret_cast<const void*>(trace_->wordOf(base) + offset), size);
  const Gp reg = gp(base, scratchGp());
  if (fitsInt32(offset)) return ptr(reg, int32_t(offset), size);
  if (base.isConstant()) a_.mov(scratchGp(), reg);
  const Gp sum = ra_.tempGp();
  moveWord(sum, offset);
  a_.add(sum, reg);
  return ptr(sum, 0, size);
}

Mem TraceAssembler::item(Operand base, Operand index, int64_t offset, int64_t itemSize,
                         uint32_t size) {
  if (index.isConstant()) {
    int64_t distance;
    if (!__builtin_mul_overflow(trace_->wordOf(index), itemSize, &distance) &&
        !__builtin_add_overflow(distance, offset, &distance))
      return place(base, distance, size);
  }
  assert(fitsInt32(offset) && "items start near the base");
  Gp scaled = gpAnywhere(index);
  uint32_t shift = 0;
  if (itemSize == 2 || itemSize == 4 || itemSize == 8) {
    shift = uint32_t(__builtin_ctzll(uint64_t(itemSize)));
  } else if (itemSize != 1) {
    const Gp product = ra_.tempGp();
    a_.imul(product, scaled, int32_t(itemSize));
    scaled = product;
  }
  return ptr(gp(base, scratchGp()), scaled, shift, int32_t(offset), size);
}

// AsmJit makes it a near call where the distance allows, else one over a table behind the code.
void TraceAssembler::callAddress(const void* function) {
  a_.call(asmjit::Imm(reinterpret_cast<uint64_t>(function)));
}

} // namespace tw::jit::x86
