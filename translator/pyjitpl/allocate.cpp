// Liveness, interference, coalescing, colouring.
#include "translator/pyjitpl/allocate.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tw::pyjitpl {

using flow::Value;
using flow::Variable;

namespace {

// A set of variables by their numbers.
class VariableSet {
public:
  explicit VariableSet(size_t size = 0) : words_((size + 63) / 64) {}
  void insert(uint32_t index) { words_[index / 64] |= uint64_t{1} << (index % 64); }
  void erase(uint32_t index) { words_[index / 64] &= ~(uint64_t{1} << (index % 64)); }
  bool contains(uint32_t index) const { return words_[index / 64] >> (index % 64) & 1; }
  // True if the set has grown.
  bool merge(const VariableSet& other) {
    bool grown = false;
    for (size_t i = 0; i < words_.size(); ++i) {
      grown |= (other.words_[i] & ~words_[i]) != 0;
      words_[i] |= other.words_[i];
    }
    return grown;
  }
  template <class Visitor> void forEach(Visitor visit) const {
    for (size_t i = 0; i < words_.size(); ++i)
      for (uint64_t word = words_[i]; word; word &= word - 1)
        visit(static_cast<uint32_t>(i * 64 + static_cast<size_t>(std::countr_zero(word))));
  }

private:
  std::vector<uint64_t> words_;
};

class Allocator {
public:
  Allocator(const FlatCode& code, const Descrs& descrs) : code_(code), descrs_(descrs) {
    for (Variable* argument : code.arguments) number(argument);
    for (const Insn& insn : code.insns) {
      if (insn.result) number(insn.result);
      for (auto& [to, from] : insn.copies) number(to);
    }
    groups_.resize(variables_.size());
    std::iota(groups_.begin(), groups_.end(), 0u);
    neighbours_.resize(variables_.size());
  }

  Allocation run() {
    findLiveness();
    interfere();
    coalesce();
    colour();
    recordAlive();
    return std::move(result_);
  }

private:
  void number(const Variable* variable) {
    if (numbers_.try_emplace(variable, variables_.size()).second) variables_.push_back(variable);
  }
  uint32_t numberOf(Value value) const {
    return static_cast<uint32_t>(numbers_.at(value.variable()));
  }

  // ---- Liveness

  template <class Visitor> void forEachUse(const Insn& insn, Visitor visit) const {
    for (const Operand& operand : insn.operands) {
      if (operand.what == Operand::What::Value && operand.value.isVariable())
        visit(numberOf(operand.value));
      for (Value value : operand.values)
        if (value.isVariable()) visit(numberOf(value));
    }
    for (auto& [to, from] : insn.copies)
      if (from.isVariable()) visit(numberOf(from));
  }

  template <class Visitor> void forEachTarget(const Insn& insn, Visitor visit) const {
    for (const Operand& operand : insn.operands)
      if (operand.what == Operand::What::Label) visit(operand.number);
    if (insn.op != JitOp::Switch) return;
    for (uint32_t label : descrs_.at(insn.operands[1].number).labels) visit(label);
  }

  // Walks backwards; `visit` gets the position and what is alive after it (before the
  // definitions are taken out). Returns whether a label's set has grown.
  template <class Visitor> bool walk(Visitor visit) {
    bool grown = false;
    VariableSet live(variables_.size());
    for (size_t i = code_.insns.size(); i-- > 0;) {
      const Insn& insn = code_.insns[i];
      if (endsControl(insn.op)) live = VariableSet(variables_.size());
      forEachTarget(insn, [&](uint32_t label) { live.merge(labels_[label]); });
      visit(i, live);
      if (insn.op == JitOp::Label) {
        grown |= labels_[insn.operands[0].number].merge(live);
        continue;
      }
      if (insn.result) live.erase(numberOf(insn.result));
      for (auto& [to, from] : insn.copies) live.erase(numberOf(to));
      forEachUse(insn, [&](uint32_t variable) { live.insert(variable); });
    }
    return grown;
  }

  void findLiveness() {
    labels_.assign(code_.labels, VariableSet(variables_.size()));
    while (walk([](size_t, const VariableSet&) {})) {
    }
  }

  // ---- Interference

  char kind(uint32_t variable) const { return kindOf(*variables_[variable]->type); }

  void addEdge(uint32_t a, uint32_t b) {
    if (a == b || kind(a) != kind(b)) return;
    neighbours_[a].insert(b);
    neighbours_[b].insert(a);
  }

  void interfere() {
    walk([&](size_t position, const VariableSet& live) {
      const Insn& insn = code_.insns[position];
      auto define = [&](uint32_t defined) {
        live.forEach([&](uint32_t other) { addEdge(defined, other); });
      };
      if (insn.result) define(numberOf(insn.result));
      // A copy that nothing needs is made all the same.
      for (auto& [to, from] : insn.copies) define(numberOf(to));
    });
    for (Variable* a : code_.arguments)
      for (Variable* b : code_.arguments) addEdge(numberOf(a), numberOf(b));
  }

  // ---- Coalescing

  uint32_t groupOf(uint32_t variable) {
    while (groups_[variable] != variable) {
      groups_[variable] = groups_[groups_[variable]];
      variable = groups_[variable];
    }
    return variable;
  }

  void join(uint32_t a, uint32_t b) {
    a = groupOf(a);
    b = groupOf(b);
    if (a == b || kind(a) != kind(b) || neighbours_[a].contains(b)) return;
    if (neighbours_[a].size() < neighbours_[b].size()) std::swap(a, b);
    groups_[b] = a;
    for (uint32_t other : neighbours_[b]) {
      neighbours_[other].erase(b);
      neighbours_[other].insert(a);
      neighbours_[a].insert(other);
    }
    neighbours_[b].clear();
  }

  void coalesce() {
    for (const Insn& insn : code_.insns) {
      for (auto& [to, from] : insn.copies)
        if (from.isVariable()) join(numberOf(to), numberOf(from));
      if (insn.op == JitOp::IntCopy && insn.operands[0].value.isVariable())
        join(numberOf(insn.result), numberOf(insn.operands[0].value));
    }
  }

  // ---- Colouring

  void colour() {
    colours_.assign(variables_.size(), -1);
    for (uint32_t variable = 0; variable < variables_.size(); ++variable) {
      uint32_t group = groupOf(variable);
      if (colours_[group] < 0) colours_[group] = freeColour(group);
      auto chosen = static_cast<uint16_t>(colours_[group]);
      result_.registers[variables_[variable]] = chosen;
      uint16_t& count = result_.counts[kindIndex(kind(variable))];
      count = std::max<uint16_t>(count, static_cast<uint16_t>(chosen + 1));
    }
  }

  int freeColour(uint32_t group) {
    std::vector<bool> taken(neighbours_[group].size() + 1);
    for (uint32_t other : neighbours_[group]) {
      int colour = colours_[other];
      if (colour >= 0 && static_cast<size_t>(colour) < taken.size())
        taken[static_cast<size_t>(colour)] = true;
    }
    return static_cast<int>(std::find(taken.begin(), taken.end(), false) - taken.begin());
  }

  // ---- The registers at each `live`

  void recordAlive() {
    walk([&](size_t position, const VariableSet& live) {
      if (code_.insns[position].op != JitOp::Live) return;
      const Variable* result = position && isCall(code_.insns[position - 1].op)
                                   ? code_.insns[position - 1].result
                                   : nullptr;
      Allocation::Alive& alive = result_.alive[position];
      live.forEach([&](uint32_t variable) {
        if (variables_[variable] == result) return;
        alive.registers[kindIndex(kind(variable))].push_back(
            result_.registers.at(variables_[variable]));
      });
      for (std::vector<uint16_t>& registers : alive.registers) {
        std::sort(registers.begin(), registers.end());
        registers.erase(std::unique(registers.begin(), registers.end()), registers.end());
      }
    });
  }

  const FlatCode& code_;
  const Descrs& descrs_;
  std::unordered_map<const Variable*, size_t> numbers_;
  std::vector<const Variable*> variables_;
  std::vector<VariableSet> labels_; // alive at each label
  std::vector<uint32_t> groups_;
  std::vector<std::unordered_set<uint32_t>> neighbours_;
  std::vector<int> colours_;
  Allocation result_;
};

} // namespace

Allocation allocateRegisters(const FlatCode& code, const Descrs& descrs) {
  return Allocator(code, descrs).run();
}

} // namespace tw::pyjitpl
