// Loops, entries and bridges: what surrounds the sweep.
//
// A loop is optimized twice: as preamble (the first iteration, from unknown inputs), then as the
// loop proper, from the state and the facts at the preamble's end. At the end of the loop proper,
// its values must match that state again, and its facts must be computable. Where they do not, the
// state is generalized, or the fact left out, and the loop proper is done again: a fixpoint,
// reached after few rounds because each one only gives knowledge up.
#include "jit/optimize/loop_state.h"

#include <algorithm>
#include <unordered_set>

namespace tw::jit {

namespace {

constexpr int kMaxRounds = 12;
constexpr uint32_t kMaxEntryGuards = 15; // what needs more tests goes to the start of the preamble

uint32_t addTarget(LoopToken& token, CompiledCode& code, Trace& out, std::vector<Kind> kinds) {
  auto target = std::make_unique<LoopTarget>();
  target->token = &token;
  target->kinds = std::move(kinds);
  out.targets.push_back(target.get());
  code.targets.push_back(std::move(target));
  return uint32_t(out.targets.size() - 1);
}

// A jump or label with these operands.
void addControl(Trace& out, Op op, const std::vector<Operand>& operands, uint32_t target) {
  out.add(op, operands, kNone, target);
}

Op sameAs(Kind kind) {
  return kind == Kind::Int ? Op::SameAsI : kind == Kind::Ref ? Op::SameAsR : Op::SameAsF;
}

void beginInputs(const Trace& in, Trace& out, Optimizer& optimizer) {
  for (uint32_t i = 0; i < in.inputCount; ++i) {
    const Kind kind = opInfo(in.ops[i].op).result;
    optimizer.setValue(i, optimizer.values().create(kind, out.addInput(kind)));
  }
}

// The recorded values that the loop carries.
std::vector<Operand> carriedBy(const OptimizerInput& input) {
  if (input.prologue != 0) return {input.carried.begin(), input.carried.end()};
  std::vector<Operand> inputs;
  for (uint32_t i = 0; i < input.trace->inputCount; ++i) inputs.push_back(Operand::result(i));
  return inputs;
}

std::vector<ValueId> valuesOf(std::span<const Operand> recorded, Optimizer& optimizer) {
  std::vector<ValueId> values;
  for (Operand operand : recorded) values.push_back(optimizer.valueOf(operand));
  return values;
}

std::vector<ValueId> jumpValues(const Trace& in, Optimizer& optimizer) {
  return valuesOf(in.operandsOf(in.ops.back()), optimizer);
}

// What the loop proper is made of: recorded operations from `begin` on, what they carry, and what
// the preamble gives them at its end.
struct Iteration {
  uint32_t begin;
  std::vector<Operand> carried;
  std::vector<ValueId> first;
};

// Forces the values that the state wants plain. True if anything was emitted.
bool forceMisfits(const LoopState& state, std::span<const ValueId> values, Optimizer& optimizer) {
  // A plain root or part whose value is virtual: after forcing, its parts are plain, too.
  bool forced = false;
  const auto visit = [&](auto& self, int32_t index, ValueId value) -> void {
    if (index < 0 || value == kNoValue) return;
    const StateNode& node = state.nodes[size_t(index)];
    if (node.what == StateNode::What::Constant) return;
    if (node.what == StateNode::What::Plain) {
      if (optimizer.values().isVirtual(value)) {
        optimizer.force(value);
        forced = true;
      }
      return;
    }
    const ObjectInfo* info = optimizer.values().objectIfAny(value);
    if (!info || !info->isVirtual) return;
    const std::vector<ValueId> parts = info->parts;
    for (size_t i = 0; i < std::min(parts.size(), node.parts.size()); ++i)
      self(self, node.parts[i], parts[i]);
  };
  for (size_t i = 0; i < values.size(); ++i) visit(visit, state.roots[i], values[i]);
  return forced;
}

// The loop proper of a peeled loop.
class Peeler {
public:
  Peeler(const OptimizerInput& input, Iteration iteration, Optimizer& preamble, LoopToken& token,
         CompiledCode& code, Trace& out)
      : input_(input), iteration_(std::move(iteration)), preamble_(preamble), token_(token),
        code_(code), out_(out), ends_(iteration_.first) {}

  // False: no loop proper; the output is back to the preamble's end.
  bool run(OptimizeResult* result) {
    state_ = LoopState::of(ends_, preamble_);
    OutputMark mark = OutputMark::of(out_, code_);
    for (int round = 0; round < kMaxRounds; ++round) {
      settlePreamble();
      mark = OutputMark::of(out_, code_);
      collectFacts();
      switch (attempt()) {
      case Attempt::Done: return true;
      case Attempt::Failed:
        *result = failure_;
        mark.cut(&out_, &code_);
        return false;
      case Attempt::Again: mark.cut(&out_, &code_); break;
      }
    }
    return false;
  }

private:
  enum class Attempt { Done, Again, Failed };

  // Brings the preamble's values and the state together: what the state wants plain is forced,
  // which may make more of it plain.
  void settlePreamble() {
    do {
      if (forceMisfits(state_, ends_, preamble_)) preamble_.flush();
    } while (state_.generalize(ends_, preamble_));
  }

  void collectFacts() {
    leafValues_ = state_.leaves(ends_, preamble_);
    facts_ = exportFacts(preamble_, leafValues_, &factValues_, &factKeys_);
  }

  bool isExcluded(size_t fact) const { return excluded_.contains(factKeys_[fact]); }

  // Distinct variables for the label: constants and repeated values are copied.
  void makeLabelOperands() {
    labelOperands_.clear();
    for (ValueId leaf : leafValues_) {
      Operand operand = preamble_.force(leaf);
      if (operand.isConstant() ||
          std::find(labelOperands_.begin(), labelOperands_.end(), operand) != labelOperands_.end())
        operand = out_.add(sameAs(out_.kindOf(operand)), {operand});
      labelOperands_.push_back(operand);
    }
  }

  Attempt attempt() {
    makeLabelOperands();
    const uint32_t label = out_.size();
    const uint32_t target = addTarget(token_, code_, out_, {});
    addControl(out_, Op::Label, {}, target);

    Optimizer loop(input_, code_, out_);
    loop.values().setLoopStart(out_.size());
    importAll(loop);
    if (!loop.run(iteration_.begin, in().size() - 1)) {
      failure_ = loop.result();
      return Attempt::Failed;
    }
    loop.flush();
    const std::vector<ValueId> ends = jumpValues(in(), loop);
    forceMisfits(state_, ends, loop);
    loop.flush();
    if (state_.generalize(ends, loop)) return Attempt::Again;
    return closeLoop(loop, ends, label, target);
  }

  void importAll(Optimizer& loop) {
    const std::vector<ValueId> roots = state_.instantiate(labelOperands_, loop);
    for (size_t i = 0; i < roots.size(); ++i)
      loop.setValue(iteration_.carried[i].index(), roots[i]);
    importedLeaves_.clear();
    for (Operand operand : labelOperands_)
      importedLeaves_.push_back(loop.values().ofOutput(operand));
    importedFacts_.assign(facts_.size(), kNoValue);
    for (size_t i = 0; i < facts_.size(); ++i) {
      const Fact& fact = facts_[i];
      std::vector<ValueId> operands;
      if (isExcluded(i) || !operandsOf(fact, importedLeaves_, importedFacts_, loop, &operands))
        continue;
      importedFacts_[i] = importedResult(i, loop);
      facts_[i].same = sameAsEarlier(i);
      importFact(fact, operands, importedFacts_[i], loop);
    }
  }

  // The leaf or fact in front of this one that was imported as the same value.
  std::optional<FactOperand> sameAsEarlier(size_t index) const {
    const auto in = [&](const std::vector<ValueId>& values, size_t count) {
      return size_t(
          std::find(values.begin(), values.begin() + ptrdiff_t(count), importedFacts_[index]) -
          values.begin());
    };
    const Kind kind = facts_[index].result.kind;
    if (size_t leaf = in(importedLeaves_, importedLeaves_.size()); leaf < importedLeaves_.size())
      return FactOperand{FactOperand::What::Leaf, kind, uint32_t(leaf), 0};
    if (size_t fact = in(importedFacts_, index); fact < index)
      return FactOperand{FactOperand::What::Fact, kind, uint32_t(fact), 0};
    return std::nullopt;
  }

  // Did the loop rely on the fact, though it does not use its value?
  bool isConsulted(size_t index, Optimizer& loop) const {
    if (!loop.values()[importedFacts_[index]].consulted) return false;
    const StateNode& known = facts_[index].result;
    return facts_[index].same || known.nonNull || known.vtable != 0 ||
           (known.kind == Kind::Int && !known.bound.containsAllOf(IntBound()));
  }

  ValueId importedResult(size_t index, Optimizer& loop) {
    const Fact& fact = facts_[index];
    Values& values = loop.values();
    const Operand out = preamble_.values()[factValues_[index]].out;
    if (fact.result.what == StateNode::What::Constant || out.isConstant())
      return values.ofOutput(out);
    // A leaf that is also a fact's result is passed as the leaf.
    for (size_t leaf = 0; leaf < leafValues_.size(); ++leaf)
      if (preamble_.values().find(leafValues_[leaf]) == preamble_.values().find(factValues_[index]))
        return importedLeaves_[leaf];
    for (size_t other = 0; other < index; ++other)
      if (importedFacts_[other] != kNoValue && preamble_.values()[factValues_[other]].out == out)
        return importedFacts_[other];
    const ValueId value = values.create(fact.result.kind, out);
    values[value].bound = fact.result.bound;
    if (fact.result.kind == Kind::Ref && fact.result.nonNull) values.object(value).nonNull = true;
    if (fact.result.kind == Kind::Ref && fact.result.vtable)
      values.object(value).vtable = fact.result.vtable;
    return value;
  }

  static bool operandsOf(const Fact& fact, std::span<const ValueId> leaves,
                         std::span<const ValueId> facts, Optimizer& optimizer,
                         std::vector<ValueId>* operands) {
    operands->clear();
    for (const FactOperand& operand : fact.operands) {
      ValueId value = kNoValue;
      switch (operand.what) {
      case FactOperand::What::Leaf: value = leaves[operand.index]; break;
      case FactOperand::What::Fact: value = facts[operand.index]; break;
      case FactOperand::What::Constant:
        value =
            optimizer.values().ofOutput(optimizer.out().addConstant(operand.kind, operand.word));
        break;
      }
      if (value == kNoValue) return false;
      operands->push_back(value);
    }
    return true;
  }

  // Which results of before the label does the code from `from` on use?
  std::vector<bool> usedBefore(uint32_t label, uint32_t from) const {
    std::vector<bool> used(label);
    const auto mark = [&](Operand operand) {
      if (operand.isResult() && operand.index() < label) used[operand.index()] = true;
    };
    for (uint32_t i = from; i < out_.size(); ++i) {
      for (Operand operand : out_.operandsOf(out_.ops[i])) mark(operand);
      if (isGuard(out_.ops[i].op))
        for (Operand value : out_.valuesOf(out_.exits[out_.ops[i].extra])) mark(value);
    }
    return used;
  }

  Attempt closeLoop(Optimizer& loop, std::span<const ValueId> ends, uint32_t label,
                    uint32_t target) {
    const std::vector<ValueId> leaves = state_.leaves(ends, loop);
    for (ValueId leaf : leaves) loop.force(leaf);
    std::vector<ValueId> results(facts_.size(), kNoValue);
    // Computing a fact again may use more facts: repeat until all that matter are computed.
    bool isReliable = true;
    for (bool more = true; more;) {
      more = false;
      const std::vector<bool> used = usedBefore(label, label + 1);
      for (size_t i = 0; i < facts_.size(); ++i) {
        if (importedFacts_[i] == kNoValue) continue;
        const bool isConstant = facts_[i].result.what == StateNode::What::Constant;
        if (!isConstant && !facts_[i].used) facts_[i].used = isPassed(i, used);
        if (results[i] != kNoValue || isExcluded(i)) continue;
        if (!isConstant && !facts_[i].used && !isConsulted(i, loop)) continue;
        results[i] = establishedAgain(i, leaves, &results, loop);
        if (results[i] == kNoValue) {
          excluded_.insert(factKeys_[i]);
          isReliable = false;
          continue;
        }
        if (facts_[i].used) loop.force(results[i]);
        more = true;
      }
    }
    if (!isReliable) return Attempt::Again;
    // A later round may have given up what an earlier one forced.
    if (state_.generalize(ends, loop)) return Attempt::Again;
    loop.flush();
    finish(loop, leaves, results, label, target);
    return Attempt::Done;
  }

  // The value of a fact at the loop's end; kNoValue: it does not hold there.
  ValueId establishedAgain(size_t index, std::span<const ValueId> leaves,
                           std::vector<ValueId>* results, Optimizer& loop) {
    const Fact& fact = facts_[index];
    std::vector<ValueId> operands;
    if (!computeOperands(fact, leaves, results, loop, &operands)) return kNoValue;
    const bool isConstant = fact.result.what == StateNode::What::Constant;
    const ValueId value = computeFact(fact, operands, loop, isConstant);
    if (value == kNoValue || !satisfies(fact.result, value, loop)) return kNoValue;
    if (!fact.same) return value;
    const bool isLeaf = fact.same->what == FactOperand::What::Leaf;
    ValueId other = isLeaf ? leaves[fact.same->index] : (*results)[fact.same->index];
    if (other == kNoValue) {
      if (isExcluded(fact.same->index)) return kNoValue;
      other = establishedAgain(fact.same->index, leaves, results, loop);
      (*results)[fact.same->index] = other;
    }
    return other != kNoValue && loop.values().find(other) == loop.values().find(value) ? value
                                                                                       : kNoValue;
  }

  // Is the fact's own variable used (and not one that a leaf or an earlier fact passes already)?
  bool isPassed(size_t index, const std::vector<bool>& used) const {
    const Operand out = preamble_.values()[factValues_[index]].out;
    if (!out.isResult() || !used[out.index()]) return false;
    if (std::find(labelOperands_.begin(), labelOperands_.end(), out) != labelOperands_.end())
      return false;
    for (size_t other = 0; other < index; ++other)
      if (facts_[other].used && importedFacts_[other] == importedFacts_[index]) return false;
    return true;
  }

  // Operands of a fact in the jump: those that are facts are computed first.
  bool computeOperands(const Fact& fact, std::span<const ValueId> leaves,
                       std::vector<ValueId>* results, Optimizer& loop,
                       std::vector<ValueId>* operands) {
    for (const FactOperand& operand : fact.operands) {
      if (operand.what != FactOperand::What::Fact || (*results)[operand.index] != kNoValue)
        continue;
      const Fact& other = facts_[operand.index];
      std::vector<ValueId> inner;
      if (isExcluded(operand.index) || !computeOperands(other, leaves, results, loop, &inner))
        return false;
      const ValueId value = computeFact(other, inner, loop, false);
      if (value == kNoValue || !satisfies(other.result, value, loop)) return false;
      (*results)[operand.index] = value;
    }
    return operandsOf(fact, leaves, *results, loop, operands);
  }

  void finish(Optimizer& loop, std::span<const ValueId> leaves, std::span<const ValueId> results,
              uint32_t label, uint32_t target) {
    std::vector<Operand> jump, labels = labelOperands_;
    for (ValueId leaf : leaves) jump.push_back(loop.force(leaf));
    for (size_t i = 0; i < facts_.size(); ++i) {
      if (!facts_[i].used) continue;
      labels.push_back(preamble_.values()[factValues_[i]].out);
      jump.push_back(loop.force(results[i]));
    }
    addControl(out_, Op::Jump, jump, target);
    TraceOp& op = out_.ops[label];
    op.first = uint32_t(out_.operands.size());
    op.count = uint16_t(labels.size());
    out_.operands.insert(out_.operands.end(), labels.begin(), labels.end());
    LoopTarget& made = *out_.targets[target];
    for (Operand operand : labels) made.kinds.push_back(out_.kindOf(operand));
    made.entry = makeEntry(results);
    const auto guards = std::ranges::count_if(std::span(out_.ops).subspan(label),
                                              [](const TraceOp& made) { return isGuard(made.op); });
    if (guards > int64_t(input_.maxRetraceGuards)) token_.mayRetrace = false;
  }

  // Facts that jumps from elsewhere must establish: used and constant ones, and their operands.
  std::unique_ptr<LoopEntry> makeEntry(std::span<const ValueId> results) {
    auto entry = std::make_unique<LoopEntry>();
    entry->state = state_;
    std::vector<uint32_t> renumbered(facts_.size(), kNone);
    for (size_t i = 0; i < facts_.size(); ++i) {
      if (results[i] == kNoValue) continue;
      Fact fact = facts_[i];
      for (FactOperand& operand : fact.operands)
        if (operand.what == FactOperand::What::Fact) operand.index = renumbered[operand.index];
      if (fact.same && fact.same->what == FactOperand::What::Fact)
        fact.same->index = renumbered[fact.same->index];
      renumbered[i] = uint32_t(entry->facts.size());
      entry->facts.push_back(std::move(fact));
    }
    return entry;
  }

  const Trace& in() const { return *input_.trace; }

  const OptimizerInput& input_;
  const Iteration iteration_;
  Optimizer& preamble_;
  LoopToken& token_;
  CompiledCode& code_;
  Trace& out_;
  std::vector<ValueId> ends_;
  LoopState state_;
  std::vector<ValueId> leafValues_; // in the preamble
  std::vector<Operand> labelOperands_;
  std::vector<Fact> facts_;
  std::vector<ValueId> factValues_; // in the preamble
  std::vector<PureKey> factKeys_;
  std::unordered_set<PureKey, PureKeyHash> excluded_;   // not to be relied on
  std::vector<ValueId> importedLeaves_, importedFacts_; // in the loop proper
  OptimizeResult failure_;
};

// The jump at the end of a trace into an existing loop.
class Entrance {
public:
  Entrance(Optimizer& optimizer, std::span<const ValueId> ends)
      : optimizer_(optimizer), ends_(ends) {}

  bool tryJump(LoopTarget& target) {
    auto* entry = static_cast<LoopEntry*>(target.entry.get());
    if (!entry) {
      std::vector<Operand> operands;
      for (ValueId value : ends_) operands.push_back(optimizer_.force(value));
      optimizer_.flush();
      jump(target, operands);
      return true;
    }
    uint32_t guards = 0;
    forceMisfits(entry->state, ends_, optimizer_);
    optimizer_.flush();
    if (!entry->state.accepts(ends_, optimizer_, &guards) || guards > kMaxEntryGuards) return false;
    if (!entry->state.guardInto(ends_, optimizer_)) return false;
    const std::vector<ValueId> leaves = entry->state.leaves(ends_, optimizer_);
    std::vector<Operand> operands;
    for (ValueId leaf : leaves) operands.push_back(optimizer_.force(leaf));
    if (!establish(*entry, leaves, &operands)) return false;
    optimizer_.flush();
    jump(target, operands);
    return true;
  }

private:
  void jump(LoopTarget& target, const std::vector<Operand>& operands) {
    Trace& out = optimizer_.out();
    out.targets.push_back(&target);
    addControl(out, Op::Jump, operands, uint32_t(out.targets.size() - 1));
  }

  bool establish(const LoopEntry& entry, std::span<const ValueId> leaves,
                 std::vector<Operand>* operands) {
    Values& values = optimizer_.values();
    std::vector<ValueId> results;
    for (const Fact& fact : entry.facts) {
      std::vector<ValueId> arguments;
      for (const FactOperand& operand : fact.operands) {
        if (operand.what == FactOperand::What::Leaf)
          arguments.push_back(leaves[operand.index]);
        else if (operand.what == FactOperand::What::Fact)
          arguments.push_back(results[operand.index]);
        else
          arguments.push_back(
              values.ofOutput(optimizer_.out().addConstant(operand.kind, operand.word)));
      }
      const ValueId value = computeFact(fact, arguments, optimizer_, false);
      if (value == kNoValue || !guardFact(fact.result, value)) return false;
      results.push_back(value);
      if (!fact.same) continue;
      const bool isLeaf = fact.same->what == FactOperand::What::Leaf;
      const ValueId other = isLeaf ? leaves[fact.same->index] : results[fact.same->index];
      if (values.find(other) != values.find(value)) return false;
    }
    for (size_t i = 0; i < results.size(); ++i)
      if (entry.facts[i].used) operands->push_back(optimizer_.force(results[i]));
    return true;
  }

  bool guardFact(const StateNode& node, ValueId value) {
    LoopState single;
    single.roots.push_back(0);
    single.nodes.push_back(node);
    uint32_t guards = 0;
    if (optimizer_.values().isVirtual(value)) optimizer_.force(value);
    return single.accepts({&value, 1}, optimizer_, &guards) &&
           single.guardInto({&value, 1}, optimizer_);
  }

  Optimizer& optimizer_;
  std::span<const ValueId> ends_;
};

// The first operation behind the inputs and the prologue.
uint32_t beginOf(const OptimizerInput& input) { return input.trace->inputCount + input.prologue; }

// The inputs, and what the guard knew of them.
bool beginBridge(const OptimizerInput& input, const Guard* from, Trace& out, Optimizer& optimizer) {
  beginInputs(*input.trace, out, optimizer);
  if (!from) return true;
  for (const KnownClass& known : from->knownClasses())
    if (known.input < input.trace->inputCount &&
        !optimizer.makeClass(optimizer.valueOf(Operand::result(known.input)), known.vtable))
      return false;
  return true;
}

// The prologue, and a label that carries what it has loaded. Gives the label's target.
// Nothing that the prologue reads may be relied on behind the label: it can be entered with other
// values.
uint32_t addStart(const OptimizerInput& input, Optimizer& optimizer, LoopToken& token,
                  CompiledCode& code, Trace& out) {
  for (uint32_t i = input.trace->inputCount; i < beginOf(input); ++i) optimizer.copy(i);
  std::vector<Kind> kinds;
  std::vector<Operand> operands;
  for (Operand recorded : carriedBy(input)) {
    operands.push_back(optimizer.force(optimizer.valueOf(recorded)));
    kinds.push_back(out.kindOf(operands.back()));
  }
  const uint32_t start = addTarget(token, code, out, kinds);
  addControl(out, Op::Label, operands, start);
  return start;
}

OptimizeResult finishInto(const OptimizerInput& input, Optimizer& optimizer,
                          std::span<LoopTarget* const> jumpTo, uint32_t begin) {
  const Trace& in = *input.trace;
  if (!optimizer.run(begin, in.size() - 1)) return optimizer.result();
  const Op last = in.ops.back().op;
  if (last != Op::Jump) {
    optimizer.endWith(in.size() - 1);
    return optimizer.result();
  }
  const std::vector<ValueId> ends = jumpValues(in, optimizer);
  for (size_t i = jumpTo.size(); i-- > 0;) {
    Entrance entrance(optimizer, ends);
    if (entrance.tryJump(*jumpTo[i])) return {};
    if (optimizer.result().status != OptimizeStatus::Done) return optimizer.result();
  }
  return {OptimizeStatus::InvalidLoop, "the end of the trace does not match the loop"};
}

} // namespace

OptimizeResult optimizeLoop(const OptimizerInput& input, LoopToken& token, CompiledCode& code,
                            Trace* out) {
  const Trace& in = *input.trace;
  assert(in.ops.back().op == Op::Jump);
  Optimizer preamble(input, code, *out);
  beginInputs(in, *out, preamble);
  const uint32_t start = addStart(input, preamble, token, code, *out);
  if (!preamble.run(beginOf(input), in.size() - 1)) return preamble.result();
  preamble.flush();
  OptimizeResult result;
  const bool peel = (input.passes & kOptUnroll) != 0;
  const auto makeLoopProper = [&] {
    Iteration iteration{beginOf(input), carriedBy(input), jumpValues(in, preamble)};
    return Peeler(input, std::move(iteration), preamble, token, code, *out).run(&result);
  };
  if (!peel || !makeLoopProper()) {
    if (result.status == OptimizeStatus::TooManyValues) return result;
    std::vector<Operand> operands;
    for (ValueId value : jumpValues(in, preamble)) operands.push_back(preamble.force(value));
    preamble.flush();
    addControl(*out, Op::Jump, operands, start);
  }
  removeUnused(out);
  return {};
}

OptimizeResult optimizeEntry(const OptimizerInput& input, std::span<LoopTarget* const> jumpTo,
                             LoopToken& token, CompiledCode& code, Trace* out) {
  Optimizer optimizer(input, code, *out);
  beginInputs(*input.trace, *out, optimizer);
  if (input.labelAtStart) addStart(input, optimizer, token, code, *out);
  const uint32_t begin = input.labelAtStart ? beginOf(input) : input.trace->inputCount;
  const OptimizeResult result = finishInto(input, optimizer, jumpTo, begin);
  if (result.status == OptimizeStatus::Done) removeUnused(out);
  return result;
}

OptimizeResult optimizeBridge(const OptimizerInput& input, const Guard& from,
                              std::span<LoopTarget* const> jumpTo, LoopToken&, CompiledCode& code,
                              Trace* out) {
  Optimizer optimizer(input, code, *out);
  if (!beginBridge(input, &from, *out, optimizer)) return optimizer.result();
  const OptimizeResult result = finishInto(input, optimizer, jumpTo, input.trace->inputCount);
  if (result.status == OptimizeStatus::Done) removeUnused(out);
  return result;
}

OptimizeResult optimizeRetrace(const OptimizerInput& input, const Guard* from, uint32_t iteration,
                               std::span<const Operand> carried, LoopToken& loop,
                               CompiledCode& code, Trace* out) {
  Optimizer before(input, code, *out);
  if (!beginBridge(input, from, *out, before) || !before.run(input.trace->inputCount, iteration))
    return before.result();
  before.flush();
  OptimizeResult result{OptimizeStatus::InvalidLoop, "the loop could not be specialised once more"};
  Iteration again{iteration, {carried.begin(), carried.end()}, valuesOf(carried, before)};
  if (!Peeler(input, std::move(again), before, loop, code, *out).run(&result)) return result;
  removeUnused(out);
  return {};
}

} // namespace tw::jit
