// Writing units.
#include "translator/pyjitpl/assemble.h"

#include "translator/support/diagnostic.h"

#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::Value;
using flow::Variable;

namespace {

constexpr size_t kMaxNumber = 0x7fff; // registers, constants
constexpr uint16_t kConstantBit = 0x8000;

class Assembler {
public:
  Assembler(const FlatCode& code, Allocation& allocation, Workshop& shop, LivenessTable& liveness,
            const AssemblyNames& names, Jitcode& out)
      : code_(code), allocation_(allocation), shop_(shop), liveness_(liveness), names_(names),
        out_(out) {}

  void run() {
    labelOffsets_.assign(code_.labels, 0);
    findForwards();
    out_.text = fmt::format("jitcode {} {}\n", out_.index, out_.name);
    for (position_ = 0; position_ < code_.insns.size(); ++position_) write(code_.insns[position_]);
    for (auto [at, label] : fixups_) patch(at, labelOffsets_[forward(label)]);
    for (const Insn& insn : code_.insns)
      if (insn.op == JitOp::Switch)
        for (uint32_t& label : shop_.descrs.at(insn.operands[1].number).labels)
          label = labelOffsets_[forward(label)];
    for (size_t i = 0; i < 3; ++i) {
      out_.registers[i] = allocation_.counts[i];
      if (out_.registers[i] > kMaxNumber || out_.constants[i].size() > kMaxNumber)
        throw TranslationError(out_.graph->span,
                               fmt::format("the function {} is too large for the JIT", out_.name));
    }
  }

private:
  // ---- Jumps to jumps

  uint32_t forward(uint32_t label) const {
    for (size_t steps = 0; steps < forwards_.size(); ++steps) {
      auto found = forwards_.find(label);
      if (found == forwards_.end()) break;
      label = found->second;
    }
    return label;
  }

  void findForwards() {
    std::vector<uint32_t> open; // labels that nothing but labels and empty moves followed
    for (const Insn& insn : code_.insns) {
      if (insn.op == JitOp::Label) {
        open.push_back(insn.operands[0].number);
        continue;
      }
      if (insn.op == JitOp::Copies && moves(insn).empty()) continue;
      if (insn.op == JitOp::Goto)
        for (uint32_t label : open)
          if (label != insn.operands[0].number) forwards_[label] = insn.operands[0].number;
      open.clear();
    }
  }

  // ---- Units

  void unit(size_t value) { out_.code.push_back(static_cast<uint16_t>(value)); }
  void wide(uint32_t value) {
    unit(value & 0xffff);
    unit(value >> 16);
  }
  void patch(size_t at, uint32_t value) {
    out_.code[at] = static_cast<uint16_t>(value);
    out_.code[at + 1] = static_cast<uint16_t>(value >> 16);
  }

  uint16_t registerOf(const Variable* variable) const { return allocation_.registers.at(variable); }

  uint16_t constantNumber(flow::Constant& constant) {
    size_t kind = kindIndex(kindOf(*constant.type));
    bool isAddress = constant.type->isPtr() || constant.type->kind() == lltype::Kind::Address;
    auto [entry, isNew] = constants_[kind].try_emplace({constant.word, isAddress && constant.word},
                                                       out_.constants[kind].size());
    if (isNew) out_.constants[kind].push_back(&constant);
    return static_cast<uint16_t>(entry->second);
  }

  uint16_t valueUnit(Value value) {
    if (value.isConstant())
      return static_cast<uint16_t>(kConstantBit | constantNumber(*value.constant()));
    return registerOf(value.variable());
  }

  std::string valueText(Value value) const {
    if (value.isConstant()) return names_.constant(*value.constant());
    return fmt::format("%{}{}", kindOf(value), registerOf(value.variable()));
  }

  // ---- Instructions

  struct Move {
    uint16_t to;
    Value from;
    char kind;
  };

  std::vector<Move> moves(const Insn& insn) const {
    std::vector<Move> result;
    for (auto& [to, from] : insn.copies) {
      uint16_t target = registerOf(to);
      if (from.isVariable() && registerOf(from.variable()) == target) continue;
      result.push_back({target, from, kindOf(*to->type)});
    }
    return result;
  }

  void move(char kind, uint16_t to, uint16_t from, const std::string& text) {
    unit(static_cast<size_t>(ofKind(JitOp::IntCopy, kind)));
    unit(from);
    unit(to);
    out_.text += fmt::format("    {} {} -> %{}{}\n", jitOpInfo(ofKind(JitOp::IntCopy, kind)).name,
                             text, kind, to);
  }

  // All sources are read before a target changes; a cycle goes through one more register.
  void writeCopies(const Insn& insn) {
    std::vector<Move> open = moves(insn);
    std::map<std::pair<char, uint16_t>, uint16_t> moved; // a register's value is now there
    auto sourceOf = [&](const Move& m) -> int {
      if (m.from.isConstant()) return -1;
      uint16_t number = registerOf(m.from.variable());
      auto found = moved.find({m.kind, number});
      return found == moved.end() ? number : found->second;
    };
    auto isFree = [&](const Move& candidate) {
      for (const Move& other : open)
        if (&other != &candidate && other.kind == candidate.kind && sourceOf(other) == candidate.to)
          return false;
      return true;
    };
    while (!open.empty()) {
      auto ready = std::find_if(open.begin(), open.end(), isFree);
      if (ready == open.end()) {
        const Move& first = open.front();
        uint16_t spare = spareRegister(first.kind);
        move(first.kind, spare, first.to, fmt::format("%{}{}", first.kind, first.to));
        moved[{first.kind, first.to}] = spare;
        continue;
      }
      int source = sourceOf(*ready);
      bool constant = source < 0;
      move(ready->kind, ready->to,
           constant ? valueUnit(ready->from) : static_cast<uint16_t>(source),
           constant ? valueText(ready->from) : fmt::format("%{}{}", ready->kind, source));
      open.erase(ready);
    }
  }

  uint16_t spareRegister(char kind) {
    size_t index = kindIndex(kind);
    if (spare_[index] < 0) spare_[index] = allocation_.counts[index]++;
    return static_cast<uint16_t>(spare_[index]);
  }

  void write(const Insn& insn) {
    if (insn.op == JitOp::Label) {
      labelOffsets_[insn.operands[0].number] = static_cast<uint32_t>(out_.code.size());
      out_.text += fmt::format("  L{}:\n", insn.operands[0].number);
      return;
    }
    if (insn.op == JitOp::Copies) return writeCopies(insn);
    if (insn.op == JitOp::IntCopy && insn.operands[0].value.isVariable() &&
        registerOf(insn.operands[0].value.variable()) == registerOf(insn.result))
      return;
    if (insn.op == JitOp::Goto && isNext(forward(insn.operands[0].number))) return;
    if (insn.span.known() && (out_.lines.empty() || out_.lines.back().second != insn.span.line))
      out_.lines.emplace_back(out_.code.size(), insn.span.line);
    const JitOpInfo& info = jitOpInfo(insn.op);
    unit(static_cast<size_t>(insn.op));
    std::string text = fmt::format("    {}", info.name);
    if (insn.op == JitOp::Live) return writeLive(text);
    const char* letter = info.operands;
    for (const Operand& operand : insn.operands) {
      text += letter == info.operands ? " " : ", ";
      writeOperand(operand, *letter++, text);
    }
    if (info.result != '-') {
      unit(registerOf(insn.result));
      text += fmt::format(" -> %{}{}", info.result, registerOf(insn.result));
    }
    out_.text += text + "\n";
  }

  // Do only labels lie between here and the label?
  bool isNext(uint32_t label) const {
    for (size_t i = position_ + 1; i < code_.insns.size(); ++i) {
      if (code_.insns[i].op != JitOp::Label) return false;
      if (code_.insns[i].operands[0].number == label) return true;
    }
    return false;
  }

  void writeLive(std::string text) {
    const Allocation::Alive& alive = allocation_.alive.at(position_);
    wide(liveness_.offsetOf(alive));
    for (size_t i = 0; i < 3; ++i)
      for (uint16_t number : alive.registers[i]) text += fmt::format(" %{}{}", "irf"[i], number);
    out_.text += text + "\n";
  }

  void writeOperand(const Operand& operand, char letter, std::string& text) {
    switch (operand.what) {
    case Operand::What::Value:
      unit(valueUnit(operand.value));
      text += valueText(operand.value);
      return;
    case Operand::What::Number:
      unit(operand.number);
      text += std::to_string(operand.number);
      return;
    case Operand::What::Label:
      fixups_.emplace_back(out_.code.size(), operand.number);
      wide(0);
      text += fmt::format("L{}", forward(operand.number));
      return;
    case Operand::What::Descr:
      wide(operand.number);
      text += descrText(operand.number);
      return;
    case Operand::What::Jitcode:
      wide(operand.number);
      text += names_.jitcode(operand.number);
      return;
    case Operand::What::Values: writeValues(operand.values, letter, text); return;
    }
  }

  void writeValues(const std::vector<Value>& values, char letter, std::string& text) {
    text += '[';
    for (Value value : values) text += (text.back() == '[' ? "" : " ") + valueText(value);
    text += ']';
    if (letter == 'A') {
      unit(values.size());
      for (Value value : values) unit(valueUnit(value));
      return;
    }
    for (char kind : {'i', 'r', 'f'}) {
      size_t count = 0;
      for (Value value : values) count += kindOf(value) == kind;
      unit(count);
    }
    for (char kind : {'i', 'r', 'f'})
      for (Value value : values)
        if (kindOf(value) == kind) unit(valueUnit(value));
  }

  std::string descrText(uint32_t index) const {
    const Descr& descr = shop_.descrs.at(index);
    if (descr.what != DescrKind::Switch) return fmt::format("<{}>", descr.name);
    std::string text = "{";
    for (size_t i = 0; i < descr.values.size(); ++i)
      text += fmt::format("{}{}: L{}", i ? ", " : "", descr.values[i], forward(descr.labels[i]));
    return text + "}";
  }

  const FlatCode& code_;
  Allocation& allocation_;
  Workshop& shop_;
  LivenessTable& liveness_;
  const AssemblyNames& names_;
  Jitcode& out_;
  size_t position_ = 0;
  int spare_[3] = {-1, -1, -1};
  std::vector<uint32_t> labelOffsets_;
  std::vector<std::pair<size_t, uint32_t>> fixups_;
  std::unordered_map<uint32_t, uint32_t> forwards_;
  std::map<std::pair<lltype::Word, bool>, size_t> constants_[3];
};

} // namespace

uint32_t LivenessTable::offsetOf(const Allocation::Alive& alive) {
  auto [entry, isNew] =
      offsets_.try_emplace(alive, static_cast<uint32_t>(units_.size() * sizeof(uint16_t)));
  if (!isNew) return entry->second;
  for (const auto& registers : alive.registers)
    units_.push_back(static_cast<uint16_t>(registers.size()));
  for (const auto& registers : alive.registers)
    units_.insert(units_.end(), registers.begin(), registers.end());
  return entry->second;
}

void assemble(const FlatCode& code, Allocation& allocation, Workshop& workshop,
              LivenessTable& liveness, const AssemblyNames& names, Jitcode& jitcode) {
  Assembler(code, allocation, workshop, liveness, names, jitcode).run();
}

} // namespace tw::pyjitpl
