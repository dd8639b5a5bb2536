// Whether a jump's tests will succeed, told from the words that the tracer has at the jump.
#include "jit/optimize/loop_state.h"

#include "jit/trace/evaluate.h"
#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

using Word = int64_t;
using What = StateNode::What;

const void* asObject(Word word) { return reinterpret_cast<const void*>(word); }

// Computes what the loop's state and facts are about. What it cannot compute, it takes for right.
class EntryCheck {
public:
  explicit EntryCheck(const LoopEntry& entry) : entry_(entry), seen_(entry.state.nodes.size()) {}

  bool run(std::span<const Word> roots) {
    for (size_t index = 0; index < roots.size(); ++index)
      if (!node(entry_.state.roots[index], roots[index])) return false;
    for (const Fact& fact : entry_.facts) {
      const std::optional<Word> word = valueOf(fact);
      if (isNullRead_ || (word && !fits(fact.result, *word))) return false;
      if (word && fact.same && operand(*fact.same) && operand(*fact.same) != word) return false;
      facts_.push_back(word);
    }
    return true;
  }

private:
  const LoopEntry& entry_;
  std::vector<bool> seen_; // virtual nodes
  std::vector<std::optional<Word>> leaves_, facts_;
  bool isNullRead_ = false;

  static bool fits(const StateNode& node, Word word) {
    if (node.what == What::Constant) return word == node.word;
    if (node.kind == Kind::Int) return node.bound.contains(word);
    if (node.kind == Kind::Float) return true;
    if (node.vtable != 0) return word != 0 && Word(vtableOfObject(asObject(word))) == node.vtable;
    return !node.nonNull || word != 0;
  }

  // In the order of LoopState::leaves.
  bool node(int32_t index, std::optional<Word> word) {
    if (index < 0) return true;
    const StateNode& node = entry_.state.nodes[size_t(index)];
    if (node.what == What::Plain) leaves_.push_back(word);
    if (node.what != What::Virtual) return !word || fits(node, *word);
    if (seen_[size_t(index)]) return true;
    seen_[size_t(index)] = true;
    for (size_t part = 0; part < node.parts.size(); ++part)
      if (!this->node(node.parts[part], partOf(node, word, part))) return false;
    return true;
  }

  static std::optional<Word> partOf(const StateNode& node, std::optional<Word> word, size_t part) {
    if (!word || *word == 0) return std::nullopt;
    const tw_jit_descr& descr = descrAt(node.descr);
    switch (node.shape) {
    case VirtualShape::What::Instance:
      if (Word(vtableOfObject(asObject(*word))) != node.vtable) return std::nullopt;
      [[fallthrough]];
    case VirtualShape::What::Struct:
      return readField(asObject(*word),
                       descrAt(tw_jit_program.fields[descr.size.first_field + part]));
    case VirtualShape::What::Array:
      if (arrayLength(asObject(*word), descr) != Word(node.parts.size())) return std::nullopt;
      return readItem(asObject(*word), descr, Word(part));
    default: return std::nullopt;
    }
  }

  std::optional<Word> operand(const FactOperand& operand) const {
    switch (operand.what) {
    case FactOperand::What::Leaf: return leaves_[operand.index];
    case FactOperand::What::Fact: return facts_[operand.index];
    case FactOperand::What::Constant: break;
    }
    return operand.word;
  }

  std::optional<Word> valueOf(const Fact& fact) {
    Word words[4] = {};
    if (fact.operands.size() > 4) return std::nullopt;
    for (size_t index = 0; index < fact.operands.size(); ++index) {
      const std::optional<Word> word = operand(fact.operands[index]);
      if (!word) return std::nullopt;
      words[index] = *word;
    }
    if (opInfo(fact.op).category == Category::Pure) {
      if (!hasResult(fact.op, words)) return std::nullopt;
      return evaluatePure(fact.op, words);
    }
    return read(fact, words);
  }

  std::optional<Word> read(const Fact& fact, const Word* words) {
    switch (fact.op) {
    case Op::GetFieldGcI:
    case Op::GetFieldGcR:
    case Op::GetFieldGcF:
      if (isNull(words[0])) return std::nullopt;
      return readField(asObject(words[0]), descrAt(fact.descr));
    case Op::GetArrayItemGcI:
    case Op::GetArrayItemGcR:
    case Op::GetArrayItemGcF:
    case Op::GetArrayItemGcPureI:
    case Op::GetArrayItemGcPureR:
    case Op::GetArrayItemGcPureF: {
      const tw_jit_descr& array = descrAt(fact.descr);
      if (isNull(words[0]) || words[1] < 0 || words[1] >= arrayLength(asObject(words[0]), array))
        return std::nullopt;
      return readItem(asObject(words[0]), array, words[1]);
    }
    case Op::ArrayLenGc:
      if (isNull(words[0])) return std::nullopt;
      return arrayLength(asObject(words[0]), descrAt(fact.descr));
    default: return std::nullopt;
    }
  }

  bool isNull(Word object) { return isNullRead_ = isNullRead_ || object == 0; }
};

} // namespace

bool wouldEnter(const LoopTarget& target, std::span<const int64_t> words) {
  const auto* entry = static_cast<const LoopEntry*>(target.entry.get());
  if (!entry) return true;
  return entry->state.roots.size() == words.size() && EntryCheck(*entry).run(words);
}

} // namespace tw::jit
