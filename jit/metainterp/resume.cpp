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
  if (shape.what != VirtualShape::What::RawBuffer) return;
  putNumber(to, uint64_t(shape.function));
  putNumber(to, uint64_t(shape.size));
  for (size_t index = 0; index < shape.parts.size(); ++index) {
    putNumber(to, shape.offsets[index]);
    putNumber(to, shape.descrs[index]);
  }
}

// The callers of a frame; shared with the guard before if they look the same.
void ResumeEncoder::putOuter(uint32_t frame, EncodedResume& data) {
  std::vector<uint32_t> chain;
  for (; frame != kNone; frame = snapshots_.frames[frame].caller) chain.push_back(frame);
  scratch_.clear();
  putNumber(scratch_, chain.size());
  for (size_t index = chain.size(); index-- > 0;) putFrame(scratch_, snapshots_.frames[chain[index]]);
  if (!lastOuter_ || *lastOuter_ != scratch_) {
    lastOuter_ = std::make_shared<const Bytes>(scratch_);
    bytes_ += scratch_.size();
  }
  data.outer = lastOuter_;
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
  auto data = std::make_unique<EncodedResume>();
  putOuter(innermost.caller, *data);

  Bytes frame, rest;
  putFrame(frame, innermost);
  const auto putSpan = [&](uint32_t first, uint32_t count) {
    putNumber(rest, count);
    for (uint32_t index = 0; index < count; ++index)
      putValue(rest, snapshots_.operands[first + index]);
  };
  putNumber(rest, pending.size());
  for (const PendingStore& store : pending) {
    putNumber(rest, store.descr);
    putNumber(rest, uint64_t(store.index + 1));
    putValue(rest, store.object);
    putValue(rest, store.value);
  }
  putSpan(snapshot.firstVable, snapshot.vableCount);
  putSpan(snapshot.firstVirtualRef, snapshot.virtualRefCount);

  // Describing a virtual can meet further ones.
  Bytes virtuals;
  for (size_t index = 0; index < shapes_.size(); ++index) {
    const VirtualShape shape = shapes_[index];
    putVirtual(virtuals, shape);
  }
  putNumber(data->own, shapes_.size());
  for (const Bytes* part : {&virtuals, &rest, &frame})
    data->own.insert(data->own.end(), part->begin(), part->end());
  data->own.shrink_to_fit();
  bytes_ += data->own.size();

  guard.exitKinds.clear();
  for (const Operand value : *exitValues) {
    positions_[value.index()] = 0;
    guard.exitKinds.push_back(optimized.kindOf(value));
  }
  guard.resume = std::move(data);
  if (checks_)
    expectNoMistake(verifyResume(snapshot, snapshots_, view, pending, optimized, guard, *exitValues),
                    "resume data");
  return exitValues->size() <= kMaxExitValues;
}

} // namespace tw::jit
