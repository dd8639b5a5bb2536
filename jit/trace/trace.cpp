// The flat arrays of a trace, and its shared constants.
#include "jit/trace/trace.h"

namespace tw::jit {

namespace {

constexpr auto i = Kind::Int, r = Kind::Ref, f = Kind::Float, v = Kind::Void;
constexpr OpInfo kOps[] = {
#define TRACEOP(id, name, operands, result, category) {name, operands, result, Category::category},
#include "jit/trace/operations.def"
};

size_t hashOf(Kind kind, int64_t word) {
  return (uint64_t(word) * 0x9e3779b97f4a7c15u + uint64_t(kind)) >> 20;
}

} // namespace

const OpInfo& opInfo(Op op) { return kOps[size_t(op)]; }

Op opByName(std::string_view name) {
  for (size_t index = 0; index < size_t(Op::Count); ++index)
    if (name == kOps[index].name) return Op(index);
  return Op::Count;
}

void Trace::clear() {
  inputCount = 0;
  ops.clear();
  operands.clear();
  constants.clear();
  exits.clear();
  exitValues.clear();
  targets.clear();
  constantTable_.assign(constantTable_.size(), 0);
}

std::vector<Kind> Trace::kindsOf(std::span<const Operand> values) const {
  std::vector<Kind> kinds;
  for (const Operand value : values) kinds.push_back(value ? kindOf(value) : Kind::Void);
  return kinds;
}

Operand Trace::addInput(Kind kind) {
  assert(ops.size() == inputCount);
  const Op op = kind == Kind::Int ? Op::InputI : kind == Kind::Ref ? Op::InputR : Op::InputF;
  ++inputCount;
  return add(op, {});
}

Operand Trace::add(Op op, std::span<const Operand> args, uint32_t descr, uint32_t extra) {
  const uint32_t index = size();
  ops.push_back({op, uint16_t(args.size()), uint32_t(operands.size()), descr, extra});
  operands.insert(operands.end(), args.begin(), args.end());
  return Operand::result(index);
}

Operand Trace::addConstant(Kind kind, int64_t word) {
  if (kind == Kind::Ref && word != 0) {
    for (size_t index = constants.size(), tries = 16; index-- > 0 && tries-- > 0;)
      if (constants[index].kind == kind && constants[index].word == word)
        return Operand::constant(uint32_t(index));
    constants.push_back({kind, word});
    return Operand::constant(uint32_t(constants.size() - 1));
  }
  if (constants.size() * 2 >= constantTable_.size()) growConstantTable();
  const size_t mask = constantTable_.size() - 1;
  size_t place = hashOf(kind, word) & mask;
  while (constantTable_[place] != 0) {
    const Constant& other = constants[constantTable_[place] - 1];
    if (other.kind == kind && other.word == word)
      return Operand::constant(constantTable_[place] - 1);
    place = (place + 1) & mask;
  }
  constants.push_back({kind, word});
  constantTable_[place] = uint32_t(constants.size());
  return Operand::constant(uint32_t(constants.size() - 1));
}

void Trace::growConstantTable() {
  constantTable_.assign(constantTable_.empty() ? 64 : constantTable_.size() * 2, 0);
  const size_t mask = constantTable_.size() - 1;
  for (size_t index = 0; index < constants.size(); ++index) {
    if (constants[index].kind == Kind::Ref && constants[index].word != 0) continue;
    size_t place = hashOf(constants[index].kind, constants[index].word) & mask;
    while (constantTable_[place] != 0) place = (place + 1) & mask;
    constantTable_[place] = uint32_t(index + 1);
  }
}

} // namespace tw::jit
