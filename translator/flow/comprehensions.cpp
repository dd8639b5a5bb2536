// Finds the pattern of such a loop and puts the hints in.
#include "translator/flow/comprehensions.h"

#include "translator/flow/entries.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace tw::flow {

namespace {

bool uses(const Operation& op, Value value) {
  return std::ranges::find(op.args, value) != op.args.end();
}

bool isStopIteration(const Link& link) {
  const host::Object* caught = link.exitCase ? link.exitCase->object : nullptr;
  return caught && host::isClass(caught) &&
         host::as<host::ClassObject>(caught)->name->value == "StopIteration";
}

// One candidate: the loop with this header.
class ListLoop {
public:
  ListLoop(FunctionGraph& graph, const EntryMap& entries, Block& header)
      : graph_(graph), entries_(entries), header_(header) {}

  bool transform() {
    if (!findEntry() || !collectBody()) return false;
    for (size_t i = 0; i < entry_->args.size(); ++i) {
      if (entry_->args[i] == iterator_ || !isEmptyList(entry_->args[i], *entry_->source)) continue;
      if (!filledOnly(i)) continue;
      rewrite(i);
      return true;
    }
    return false;
  }

private:
  // The only way in, from a block that makes the iterator.
  bool findEntry() {
    const Operation* next = header_.raisingOperation();
    if (!next || next->op != OpCode::Next || header_.operations.size() != 1) return false;
    auto exit = std::ranges::find_if(header_.exits.begin() + 1, header_.exits.end(),
                                     [](const Link* link) { return isStopIteration(*link); });
    auto input = std::ranges::find(header_.inputArgs, next->args[0],
                                   [](Variable* variable) { return Value(variable); });
    if (exit == header_.exits.end() || input == header_.inputArgs.end()) return false;
    end_ = *exit;
    const auto position = static_cast<size_t>(input - header_.inputArgs.begin());
    for (Link* link : entries_.of(&header_)) {
      auto made = std::ranges::find_if(link->source->operations, [&](const Operation* op) {
        return op->op == OpCode::Iter && link->args[position] == Value(op->result);
      });
      if (made == link->source->operations.end()) continue;
      if (entry_) return false;
      entry_ = link;
      iterator_ = link->args[position];
      makesIterator_ = *made;
    }
    return entry_ != nullptr;
  }

  // All blocks from which the header is reached again.
  bool collectBody() {
    body_.insert(&header_);
    std::vector<Block*> waiting;
    const auto visit = [&](const Block* block) {
      for (const Link* link : entries_.of(block))
        if (link != entry_ && body_.insert(link->source).second) waiting.push_back(link->source);
    };
    visit(&header_);
    while (!waiting.empty()) {
      const Block* block = waiting.back();
      waiting.pop_back();
      if (block == entry_->source || block == graph_.startBlock) return false; // no natural loop
      visit(block);
    }
    return body_.size() > 1 && !body_.contains(entry_->source);
  }

  // True if the value, at the end of the block, is a list that was made empty on
  // the way here and that nothing has used.
  bool isEmptyList(Value value, const Block& block) const {
    if (!value.isVariable()) return false;
    const Operation* creation = nullptr;
    for (const Operation* op : block.operations) {
      if (uses(*op, value)) return false;
      if (op->result == value.variable()) creation = op;
    }
    if (creation) return creation->op == OpCode::NewList && creation->args.empty();
    auto input = std::ranges::find(block.inputArgs, value.variable());
    const std::span<Link* const> links = entries_.of(&block);
    if (input == block.inputArgs.end() || links.size() != 1 || &block == graph_.startBlock)
      return false;
    const auto position = static_cast<size_t>(input - block.inputArgs.begin());
    return isEmptyList(links[0]->args[position], *links[0]->source);
  }

  // Follows the list through the body; true if one append is all that happens.
  bool filledOnly(size_t position) {
    members_.clear();
    members_.insert(header_.inputArgs[position]);
    for (bool grew = true; grew;) {
      grew = false;
      for (const Block* block : body_)
        for (const Link* link : block->exits)
          for (size_t i = 0; i < link->args.size() && body_.contains(link->target); ++i)
            if (isMember(link->args[i])) grew |= members_.insert(link->target->inputArgs[i]).second;
    }
    const Block* appends = nullptr;
    for (const Block* block : body_)
      if (!linksKeepList(*block, position) || !operationsOnlyAppend(*block, appends)) return false;
    return appends && !isInInnerLoop(appends);
  }

  bool isMember(Value value) const {
    return value.isVariable() && members_.contains(value.variable());
  }

  // No other value takes the list's place, and it leaves at the end alone.
  bool linksKeepList(const Block& block, size_t position) const {
    for (const Link* link : block.exits) {
      const bool inside = body_.contains(link->target);
      for (size_t i = 0; i < link->args.size(); ++i) {
        const bool member = isMember(link->args[i]);
        if (!inside && member && link != end_) return false;
        if (inside && member != members_.contains(link->target->inputArgs[i])) return false;
        if (link->target == &header_ && member && i != position) return false;
      }
    }
    return !isMember(block.exitSwitch);
  }

  bool operationsOnlyAppend(const Block& block, const Block*& appends) const {
    Value method;
    for (const Operation* op : block.operations) {
      if (op->op == OpCode::SimpleCall && method && op->args[0] == method) {
        if (op->args.size() != 2 || isMember(op->args[1])) return false;
        appends = &block;
        method = {};
        continue;
      }
      if (method && uses(*op, method)) return false;
      if (std::ranges::none_of(op->args, [&](Value arg) { return isMember(arg); })) continue;
      if (op->op != OpCode::GetAttr || !isAppend(op->args[1]) || appends || method) return false;
      method = op->result;
    }
    return !method;
  }

  static bool isAppend(Value name) {
    const host::Object* object = name.isConstant() ? name.constant()->object : nullptr;
    return object && host::isStr(object) && host::as<host::StrObject>(object)->value == "append";
  }

  // Is the block reached again before the header is?
  bool isInInnerLoop(const Block* block) const {
    std::unordered_set<const Block*> seen;
    std::vector<const Block*> waiting{block};
    while (!waiting.empty()) {
      const Block* at = waiting.back();
      waiting.pop_back();
      for (const Link* link : at->exits) {
        if (link->target == block) return true;
        if (link->target != &header_ && body_.contains(link->target) &&
            seen.insert(link->target).second)
          waiting.push_back(link->target);
      }
    }
    return false;
  }

  Operation* hint(Value operand, std::string_view name, Variable* result) {
    GraphContext& context = graph_.context();
    Constant* what = context.newConstant(context.host()->intern(name));
    return context.newOperation(OpCode::Hint, {operand, what}, result, makesIterator_->span);
  }

  void rewrite(size_t position) {
    GraphContext& context = graph_.context();
    Block& before = *entry_->source;
    auto at = std::ranges::find(before.operations, makesIterator_);
    Variable* list = context.newVariableLike(*header_.inputArgs[position]);
    before.operations.insert(at, hint(makesIterator_->args[0], kHintRoom, list));
    entry_->args[position] = list;
    Block* after = insertBlock(graph_, *end_);
    Variable* fenced = nullptr;
    for (size_t i = 0; i < after->inputArgs.size(); ++i) {
      if (!isMember(end_->args[i])) continue;
      if (!fenced) {
        fenced = context.newVariableLike(*after->inputArgs[i]);
        after->operations = {hint(after->inputArgs[i], kHintFence, fenced)};
      }
      after->exits[0]->args[i] = fenced;
    }
  }

  FunctionGraph& graph_;
  const EntryMap& entries_;
  Block& header_;
  Link* entry_ = nullptr;
  Link* end_ = nullptr; // where the iterator is exhausted
  Value iterator_;
  Operation* makesIterator_ = nullptr;
  std::unordered_set<const Block*> body_;
  std::unordered_set<const Variable*> members_;
};

} // namespace

bool isHint(const Operation& op, std::string_view name) {
  const host::Object* what = op.op == OpCode::Hint ? op.args[1].constant()->object : nullptr;
  return what && host::isStr(what) && host::as<host::StrObject>(what)->value == name;
}

void fenceListLoops(FunctionGraph& graph) {
  std::optional<EntryMap> entries(graph);
  bool found = false;
  for (Block* block : graph.blocks()) {
    if (!ListLoop(graph, *entries, *block).transform()) continue;
    entries.emplace(graph);
    found = true;
  }
  if (found) cleanupGraph(graph);
}

} // namespace tw::flow
