// Encoding of resume data.
#include "jit/metainterp/resume.h"

#include "jit/backend/backend.h"
#include "jit/metainterp/check.h"

#include <algorithm>

namespace tw::jit {

namespace {

void putNumber(Bytes& to, uint64_t number) {
  for (; number >= 0x80; number >>= 7) to.push_back(uint8_t(number | 0x80));
  to.push_back(uint8_t(number));
}

void putWide(Bytes& to, Word word) {
  const size_t place = to.size();
  to.resize(place + sizeof word);
  std::memcpy(to.data() + place, &word, sizeof word);
}

constexpr uint64_t other(uint64_t payload) { return payload << 2 | uint64_t(ValueTag::Other); }

uint64_t zigzag(Word value) { return uint64_t(value) << 1 ^ uint64_t(value >> 63); }

} // namespace

// `wide` is set to what follows in eight bytes where that is the case.
uint64_t ResumeEncoder::taggedConstant(const Constant& constant, Word* wide) {
  *wide = constant.word;
  switch (constant.kind) {
  case Kind::Float: return other(kOtherFloat);
  case Kind::Ref: {
    if (constant.word == 0) return other(kOtherNull);
    void* const object = asObject(constant.word);
    const auto known = std::find(code_.refs.rbegin(), code_.refs.rend(), object);
    if (known != code_.refs.rend())
      return other(kOtherFirstRef + uint64_t(code_.refs.rend() - known) - 1);
    code_.refs.push_back(object);
    return other(kOtherFirstRef + code_.refs.size() - 1);
  }
  default:
    if (constant.word >= -(Word(1) << 40) && constant.word < Word(1) << 40)
      return zigzag(constant.word) << 2 | uint64_t(ValueTag::SmallInt);
    return other(kOtherInt);
  }
}

void ResumeEncoder::putValue(Bytes& to, Operand recorded) {
  if (!recorded) return putNumber(to, other(kOtherNone));
  const Operand resolved = view_->resolve(recorded);
  if (!resolved) {
    uint32_t identity = 0;
    VirtualShape shape;
    if (!view_->virtualOf(recorded, &identity, &shape)) return putNumber(to, other(kOtherNone));
    const auto known = std::ranges::find(identities_, identity);
    const auto number = uint64_t(known - identities_.begin());
    if (known == identities_.end()) {
      identities_.push_back(identity);
      shapes_.push_back(std::move(shape));
    }
    return putNumber(to, number << 2 | uint64_t(ValueTag::Virtual));
  }
  if (resolved.isConstant()) {
    Word wide;
    const uint64_t value = taggedConstant(optimized_->constants[resolved.index()], &wide);
    putNumber(to, value);
    if (value == other(kOtherFloat) || value == other(kOtherInt)) putWide(to, wide);
    return;
  }
  uint32_t& position = positions_[resolved.index()];
  if (position == 0) {
    exitValues_->push_back(resolved);
    position = uint32_t(exitValues_->size());
  }
  putNumber(to, uint64_t(position - 1) << 2 | uint64_t(ValueTag::Box));
}

void ResumeEncoder::putFrame(Bytes& to, const FrameSnapshot& frame) {
  const std::span<const Operand> operands = snapshots_.operandsOf(frame);
  const tw_jitcode& code = *tw_jit_program.jitcodes[frame.jitcode];
  const bool hasResult = frame.count > Liveness(code, frame.position).total();
  const uint64_t kind = hasResult ? uint64_t(recorded_.kindOf(operands.back())) : 0;
  putNumber(to, frame.jitcode);
  putNumber(to, uint64_t(frame.position) * 4 + kind);
  for (const Operand operand : operands) putValue(to, operand);
}

void ResumeEncoder::putVirtual(Bytes& to, const VirtualShape& shape) {
  putNumber(to, uint64_t(shape.what));
  putNumber(to, uint64_t(shape.descr) + 1);
  putNumber(to, shape.parts.size());
  for (const Operand part : shape.parts) putValue(to, part);
  if (shape.what == VirtualShape::What::RawSlice) putNumber(to, uint64_t(shape.size));
  if (shape.what != VirtualShape::What::RawBuffer) return;
  putNumber(to, uint64_t(shape.function));
  putNumber(to, uint64_t(shape.size));
  for (size_t index = 0; index < shape.parts.size(); ++index) {
    putNumber(to, shape.offsets[index]);
    putNumber(to, shape.descrs[index]);
  }
}

uint32_t ResumeEncoder::append(const Bytes& bytes) {
  const size_t place = code_.resume.size();
  code_.resume.insert(code_.resume.end(), bytes.begin(), bytes.end());
  return uint32_t(place);
}

// The callers of a frame; shared with the guard before if they look the same.
uint32_t ResumeEncoder::putOuter(uint32_t frame) {
  std::vector<uint32_t> chain;
  for (; frame != kNone; frame = snapshots_.frames[frame].caller) chain.push_back(frame);
  frameBytes_.clear();
  putNumber(frameBytes_, chain.size());
  for (size_t index = chain.size(); index-- > 0;)
    putFrame(frameBytes_, snapshots_.frames[chain[index]]);
  const auto known = std::span<const uint8_t>(code_.resume)
                         .subspan(std::min<size_t>(lastOuter_, code_.resume.size()));
  if (known.size() < frameBytes_.size() ||
      !std::ranges::equal(known.first(frameBytes_.size()), frameBytes_))
    lastOuter_ = append(frameBytes_);
  return lastOuter_;
}

bool ResumeEncoder::build(uint32_t guardSnapshot, OptimizerView& view,
                          std::span<const PendingStore> pending, const Trace& optimized,
                          Guard& guard, std::vector<Operand>* exitValues) {
  view_ = &view;
  optimized_ = &optimized;
  exitValues_ = exitValues;
  positions_.resize(std::max<size_t>(positions_.size(), optimized.size() + 1));
  identities_.clear();
  shapes_.clear();

  const GuardSnapshot& snapshot = snapshots_.guards[guardSnapshot];
  const FrameSnapshot& innermost = snapshots_.frames[snapshot.frame];
  guard.resume.outer = putOuter(innermost.caller);
  for (Bytes* part : {&frameBytes_, &otherBytes_, &virtualBytes_}) part->clear();
  putFrame(frameBytes_, innermost);
  const auto putSpan = [&](uint32_t first, uint32_t count) {
    putNumber(otherBytes_, count);
    for (uint32_t index = 0; index < count; ++index)
      putValue(otherBytes_, snapshots_.operands[first + index]);
  };
  putNumber(otherBytes_, pending.size());
  for (const PendingStore& store : pending) {
    putNumber(otherBytes_, store.descr);
    putNumber(otherBytes_, uint64_t(store.index + 1));
    putValue(otherBytes_, store.object);
    putValue(otherBytes_, store.value);
  }
  putSpan(snapshot.firstVable, snapshot.vableCount);
  putSpan(snapshot.firstVirtualRef, snapshot.virtualRefCount);

  // Describing a virtual can meet further ones.
  for (size_t index = 0; index < shapes_.size(); ++index) {
    const VirtualShape shape = shapes_[index];
    putVirtual(virtualBytes_, shape);
  }
  guard.resume.own = uint32_t(code_.resume.size());
  putNumber(code_.resume, shapes_.size());
  for (const Bytes* part : {&virtualBytes_, &otherBytes_, &frameBytes_}) append(*part);

  for (const Operand value : *exitValues) positions_[value.index()] = 0;
  if (exitValues->size() > kMaxExitValues) return false;
  guard.setExits(optimized.kindsOf(*exitValues));
  if (checks_)
    expectNoMistake(
        verifyResume(snapshot, snapshots_, view, pending, optimized, guard, *exitValues),
        "resume data");
  return true;
}

} // namespace tw::jit
