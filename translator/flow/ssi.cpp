// Conversion between the looser SSA form, where a block may use what a
// dominating block defines, and SSI form; and the removal of redundant inputs,
// which is easiest in SSA form.
#include "translator/flow/entries.h"
#include "translator/flow/simplify.h"
#include "translator/flow/ssa.h"

#include <algorithm>
#include <map>
#include <memory_resource>
#include <stdexcept>
#include <unordered_set>

namespace tw::flow {
namespace {

// The variables that links define: they exist on their link only.
std::unordered_set<const Variable*> linkVariables(const FunctionGraph& graph) {
  std::unordered_set<const Variable*> result;
  for (const Block* block : graph.blocks()) {
    if (!block->canRaise()) continue;
    for (const Link* link : block->exits) {
      if (link->lastException) result.insert(link->lastException);
      if (link->lastExcValue) result.insert(link->lastExcValue);
    }
  }
  return result;
}

class InputUnifier {
public:
  explicit InputUnifier(FunctionGraph& graph)
      : graph_(graph), entries_(graph), linkVariables_(linkVariables(graph)) {}

  void run() {
    std::vector<Block*> blocks = graph_.blocks();
    std::erase_if(blocks, [this](Block* block) {
      return block == graph_.startBlock || block == graph_.returnBlock ||
             block == graph_.exceptBlock;
    });
    for (bool progress = true; progress;) {
      progress = false;
      for (Block* block : blocks) progress |= unifyInputs(*block);
    }
    renaming_.apply(graph_);
  }

private:
  bool unifyInputs(Block& block) {
    bool progress = false;
    for (size_t i = 0; i < block.inputArgs.size();) {
      Value same = replacement(block, i);
      if (!same) {
        ++i;
        continue;
      }
      if (same.isVariable() && same.variable()->hint.empty())
        same.variable()->hint = block.inputArgs[i]->hint;
      renaming_.add(block.inputArgs[i], same);
      removeInput(block, i);
      progress = true;
    }
    return progress;
  }

  // What input `index` always equals; null if it is of its own.
  Value replacement(const Block& block, size_t index) const {
    Value own = block.inputArgs[index];
    Value unique;
    bool isUnique = true;
    for (const Link* link : entries_.of(&block)) {
      Value arg = renaming_.resolve(link->args[index]);
      if (arg == own) continue;
      if (unique && !sameValue(arg, unique)) isUnique = false;
      unique = arg;
    }
    if (unique && isUnique && !isLinkVariable(unique)) return unique;
    for (size_t other = 0; other < index; ++other)
      if (sameArguments(block, index, other)) return block.inputArgs[other];
    return {};
  }

  bool isLinkVariable(Value value) const {
    return value.isVariable() && linkVariables_.contains(value.variable());
  }

  bool sameArguments(const Block& block, size_t a, size_t b) const {
    return std::ranges::all_of(entries_.of(&block), [&](const Link* link) {
      return sameValue(renaming_.resolve(link->args[a]), renaming_.resolve(link->args[b]));
    });
  }

  void removeInput(Block& block, size_t index) {
    auto at = static_cast<ptrdiff_t>(index);
    block.inputArgs.erase(block.inputArgs.begin() + at);
    for (Link* link : entries_.of(&block)) link->args.erase(link->args.begin() + at);
  }

  FunctionGraph& graph_;
  EntryMap entries_;
  std::unordered_set<const Variable*> linkVariables_;
  Renaming renaming_;
};

// Gives every block the inputs it needs, from the last uses backwards.
class SsiConverter {
public:
  explicit SsiConverter(const FunctionGraph& graph)
      : graph_(graph), entries_(graph), blocks_(graph.blocks()) {
    for (Block* block : blocks_) collect(*block);
    while (!pending_.empty()) {
      auto [block, variable] = pending_.back();
      pending_.pop_back();
      for (Link* link : entries_.of(block)) require(*link->source, variable);
    }
  }

  void convert() {
    for (Block* block : blocks_) addInputs(*block);
  }

  std::unordered_map<const Block*, std::vector<Variable*>> live() const {
    std::unordered_map<const Block*, std::vector<Variable*>> result;
    for (auto& [block, needs] : needs_)
      for (auto [id, variable] : needs.live) result[block].push_back(variable);
    return result;
  }

private:
  struct Needs {
    using allocator_type = std::pmr::polymorphic_allocator<>;
    explicit Needs(allocator_type allocator) : defined(allocator), live(allocator) {}
    std::pmr::unordered_set<const Variable*> defined;
    std::pmr::map<uint32_t, Variable*> live; // by id: what must come in
  };

  void collect(Block& block) {
    Needs& needs = needs_[&block];
    for (Variable* input : block.inputArgs) needs.defined.insert(input);
    for (Operation* op : block.operations) needs.defined.insert(op->result);
    for (Link* link : block.exits) {
      needs.defined.insert(link->lastException);
      needs.defined.insert(link->lastExcValue);
    }
    for (Operation* op : block.operations)
      for (Value arg : op->args) use(block, arg);
    use(block, block.exitSwitch);
    for (Link* link : block.exits)
      for (Value arg : link->args) use(block, arg);
  }

  void use(Block& block, Value value) {
    if (value.isVariable()) require(block, value.variable());
  }

  void require(Block& block, Variable* variable) {
    Needs& needs = needs_[&block];
    if (needs.defined.contains(variable)) return;
    if (&block == graph_.startBlock)
      throw std::logic_error("graph " + graph_.name + ": variable " + std::to_string(variable->id) +
                             " '" + variable->hint + "' has no definition on some path");
    if (needs.live.emplace(variable->id, variable).second) pending_.emplace_back(&block, variable);
  }

  void addInputs(Block& block) {
    Needs& needs = needs_[&block];
    if (needs.live.empty()) return;
    Renaming renaming;
    for (auto [id, variable] : needs.live) {
      Variable* input = graph_.context().newVariableLike(*variable);
      block.inputArgs.push_back(input);
      renaming.add(variable, input);
    }
    renaming.apply(block);
    renamings_.emplace(&block, std::move(renaming));
    // A source that was renamed before passes its own input, one that comes
    // later is renamed together with these arguments.
    for (Link* link : entries_.of(&block))
      for (auto [id, variable] : needs.live) link->args.push_back(renamed(*link->source, variable));
  }

  Value renamed(const Block& block, Variable* variable) const {
    auto it = renamings_.find(&block);
    return it == renamings_.end() ? Value(variable) : it->second.resolve(variable);
  }

  const FunctionGraph& graph_;
  EntryMap entries_;
  std::vector<Block*> blocks_;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<const Block*, Needs> needs_{&memory_};
  std::unordered_map<const Block*, Renaming> renamings_;
  std::vector<std::pair<Block*, Variable*>> pending_;
};

} // namespace

void unifyVariables(FunctionGraph& graph) { InputUnifier(graph).run(); }

void convertToSsi(FunctionGraph& graph) { SsiConverter(graph).convert(); }

std::unordered_map<const Block*, std::vector<Variable*>> liveVariables(const FunctionGraph& graph) {
  return SsiConverter(graph).live();
}

void removeIdenticalVariables(FunctionGraph& graph) {
  unifyVariables(graph);
  convertToSsi(graph);
}

} // namespace tw::flow
