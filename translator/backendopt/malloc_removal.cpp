// removeMallocs: an object that never leaves its function becomes variables.
//
// Variables that stand for the same object (through links and casts of
// pointers) form a family. A family can go if one malloc creates all its objects,
// if no block sees two of them at once, and if it is only used to read and write
// fields, to compare with null, and to ask for the class. Then each variable of
// the family becomes one variable per field.
#include "translator/backendopt/backendopt.h"

#include "translator/flow/entries.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"

#include <boost/pending/disjoint_sets.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::FunctionGraph;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

struct Family {
  Operation* creation = nullptr;
  Block* home = nullptr; // of the creation
  bool removable = true;
};

// Finds the families, by the number of their representative.
class FamilyFinder {
public:
  explicit FamilyFinder(const FunctionGraph& graph) : graph_(graph), blocks_(graph.blocks()) {
    for (const Block* block : blocks_) number(*block);
    parents_.resize(variables_.size());
    ranks_.resize(variables_.size());
    Sets sets(ranks_.data(), parents_.data());
    for (size_t i = 0; i < variables_.size(); ++i) sets.make_set(i);
    for (const Block* block : blocks_) unite(*block, sets);
    for (size_t i = 0; i < variables_.size(); ++i) parents_[i] = sets.find_set(i);
  }

  size_t familyOf(const Variable* variable) const { return parents_[numbers_.at(variable)]; }
  bool isMember(Value value, size_t family) const {
    auto found = value.isVariable() ? numbers_.find(value.variable()) : numbers_.end();
    return found != numbers_.end() && parents_[found->second] == family; // else made since
  }

  // All families that a malloc creates, in the order of the mallocs.
  std::vector<std::pair<size_t, Family>> find() {
    for (Block* block : blocks_) {
      for (Operation* op : block->operations)
        if (op->op == OpCode::LlMalloc) create(*op, *block);
    }
    for (const Block* block : blocks_) judge(*block);
    std::vector<std::pair<size_t, Family>> result;
    for (size_t family : order_)
      if (families_.at(family).removable) result.emplace_back(family, families_.at(family));
    return result;
  }

private:
  using Sets = boost::disjoint_sets<size_t*, size_t*>;

  void define(Variable* variable) {
    if (numbers_.try_emplace(variable, variables_.size()).second) variables_.push_back(variable);
  }

  void number(const Block& block) {
    for (Variable* input : block.inputArgs) define(input);
    for (const Operation* op : block.operations) define(op->result);
    for (const Link* link : block.exits) {
      if (link->lastException) define(link->lastException);
      if (link->lastExcValue) define(link->lastExcValue);
    }
  }

  void unite(const Block& block, Sets& sets) {
    for (const Operation* op : block.operations)
      if (op->op == OpCode::LlCastPointer && op->args[0].isVariable())
        sets.union_set(numbers_.at(op->args[0].variable()), numbers_.at(op->result));
    for (const Link* link : block.exits)
      for (size_t i = 0; i < link->args.size(); ++i)
        if (link->args[i].isVariable())
          sets.union_set(numbers_.at(link->args[i].variable()),
                         numbers_.at(link->target->inputArgs[i]));
  }

  void create(Operation& op, Block& block) {
    Family& family = families_[familyOf(op.result)];
    const lltype::StructType* type = flow::symbolOf(op.args[0])->type->asStruct();
    bool plain = type && !type->varArray() && !type->destructor() &&
                 !flow::symbolOf(op.args[1])->flags.raw &&
                 std::ranges::none_of(type->fields(), [](const lltype::Field& field) {
                   return field.type->isContainer() || field.type->size() > 8;
                 });
    if (family.creation || !plain) family.removable = false;
    if (!family.creation) order_.push_back(familyOf(op.result));
    family.creation = &op;
    family.home = &block;
  }

  void reject(Value value) {
    if (!value.isVariable()) return;
    auto found = families_.find(familyOf(value.variable()));
    if (found != families_.end()) found->second.removable = false;
  }

  Family* known(const Variable* variable) {
    auto found = families_.find(familyOf(variable));
    return found == families_.end() ? nullptr : &found->second;
  }

  static bool isAllowed(const Operation& op, size_t operand) {
    switch (op.op) {
    case OpCode::LlGetField:
    case OpCode::LlSetField:
    case OpCode::LlBareSetField: return operand == 0;
    case OpCode::LlCastPointer:
    case OpCode::LlPtrNonzero:
    case OpCode::LlPtrIszero:
    case OpCode::LlKeepAlive:
    case OpCode::LlGcTypePtr: return true;
    default: return false;
    }
  }

  // Code that never runs may take the object for one of another class.
  bool hasField(const Operation& op) {
    const bool access = op.op == OpCode::LlGetField || op.op == OpCode::LlSetField ||
                        op.op == OpCode::LlBareSetField;
    if (!access || !op.args[0].isVariable()) return true;
    const Family* family = known(op.args[0].variable());
    if (!family) return true;
    const lltype::StructType* type = flow::symbolOf(family->creation->args[0])->type->asStruct();
    return type && type->fieldIndex(flow::symbolOf(op.args[1])->name) >= 0;
  }

  void judge(const Block& block) {
    judgeInputs(block);
    for (const Operation* op : block.operations) {
      for (size_t i = 0; i < op->args.size(); ++i)
        if (!isAllowed(*op, i) || !hasField(*op)) reject(op->args[i]);
      // The family's objects come from its malloc alone.
      Family* family = known(op->result);
      bool fromFamily = op->op == OpCode::LlCastPointer && op->args[0].isVariable();
      if (family && family->creation != op && !fromFamily) family->removable = false;
    }
    reject(block.exitSwitch);
    for (const Link* link : block.exits) {
      if (link->lastException) reject(link->lastException);
      if (link->lastExcValue) reject(link->lastExcValue);
      for (size_t i = 0; i < link->args.size(); ++i)
        if (link->args[i].isConstant()) reject(link->target->inputArgs[i]);
    }
  }

  // At most one object of a family in a block; none comes from outside.
  void judgeInputs(const Block& block) {
    bool fixed = &block == graph_.startBlock || block.exits.empty();
    std::map<size_t, int> counts;
    for (Variable* input : block.inputArgs) {
      Family* family = known(input);
      if (!family) continue;
      if (fixed || ++counts[familyOf(input)] > 1 || family->home == &block)
        family->removable = false;
    }
  }

  const FunctionGraph& graph_;
  std::vector<Block*> blocks_;
  std::vector<Variable*> variables_;
  std::unordered_map<const Variable*, size_t> numbers_;
  std::vector<size_t> parents_, ranks_;
  std::map<size_t, Family> families_;
  std::vector<size_t> order_;
};

// Takes one family apart. What its objects held goes to the renaming.
class Scalarizer {
public:
  Scalarizer(FunctionGraph& graph, const FamilyFinder& finder, size_t family,
             const Operation& creation, flow::Renaming& renaming)
      : graph_(graph), finder_(finder), family_(family), creation_(creation),
        type_(flow::symbolOf(creation.args[0])->type->structure()), renaming_(renaming) {}

  void run() {
    std::vector<Block*> blocks = graph_.blocks();
    for (Block* block : blocks) splitInputs(*block);
    for (Block* block : blocks) rewrite(*block);
  }

private:
  bool isMember(Value value) const { return finder_.isMember(value, family_); }

  Variable* newFieldVariable(const lltype::Field& field) {
    Variable* variable = graph_.context().newVariable(field.name);
    variable->type = field.type;
    return variable;
  }

  void splitInputs(Block& block) {
    auto member =
        std::ranges::find_if(block.inputArgs, [this](Variable* input) { return isMember(input); });
    if (member == block.inputArgs.end()) return;
    auto position = static_cast<size_t>(member - block.inputArgs.begin());
    splitAt_[&block] = position;
    std::vector<Variable*> inputs;
    for (const lltype::Field& field : type_.fields()) inputs.push_back(newFieldVariable(field));
    std::vector<Value>& values = entry_[&block];
    values.assign(inputs.begin(), inputs.end());
    block.inputArgs.erase(member);
    block.inputArgs.insert(block.inputArgs.begin() + static_cast<ptrdiff_t>(position),
                           inputs.begin(), inputs.end());
  }

  void rewrite(Block& block) {
    std::vector<Value> fields = entry_[&block];
    const Operation* raising = block.raisingOperation();
    std::vector<Operation*> kept;
    for (Operation* op : block.operations)
      if (!absorb(*op, fields)) kept.push_back(op);
    // The handlers were for the operation that is gone, not for the one before it.
    if (raising && (kept.empty() || kept.back() != raising)) block.close({block.exits.front()});
    block.operations = std::move(kept);
    for (Link* link : block.exits) {
      auto split = splitAt_.find(link->target);
      if (split == splitAt_.end()) continue;
      auto at = link->args.begin() + static_cast<ptrdiff_t>(split->second);
      at = link->args.erase(at);
      link->args.insert(at, fields.begin(), fields.end());
    }
  }

  Value constant(const lltype::Type* type, lltype::Word word) {
    return graph_.context().newConstant(type, word);
  }

  size_t fieldIndex(const Operation& op) const {
    return static_cast<size_t>(type_.fieldIndex(flow::symbolOf(op.args[1])->name));
  }

  // True if the operation disappears.
  bool absorb(Operation& op, std::vector<Value>& fields) {
    if (&op == &creation_) {
      fields.clear();
      for (const lltype::Field& field : type_.fields()) fields.push_back(constant(field.type, 0));
      return true;
    }
    if (op.args.empty() || !isMember(op.args[0])) return false;
    switch (op.op) {
    case OpCode::LlGetField: renaming_.add(op.result, fields[fieldIndex(op)]); return true;
    case OpCode::LlSetField:
    case OpCode::LlBareSetField: fields[fieldIndex(op)] = op.args[2]; return true;
    case OpCode::LlPtrNonzero: renaming_.add(op.result, constant(op.result->type, 1)); return true;
    case OpCode::LlPtrIszero: renaming_.add(op.result, constant(op.result->type, 0)); return true;
    case OpCode::LlGcTypePtr:
      renaming_.add(op.result, constant(op.result->type, type_.vtable()));
      return true;
    case OpCode::LlCastPointer:
    case OpCode::LlKeepAlive: return true;
    default: return false;
    }
  }

  FunctionGraph& graph_;
  const FamilyFinder& finder_;
  size_t family_;
  const Operation& creation_;
  const lltype::StructType& type_;
  flow::Renaming& renaming_;
  std::unordered_map<const Block*, size_t> splitAt_;
  std::unordered_map<const Block*, std::vector<Value>> entry_;
};

bool allocates(const FunctionGraph& graph) {
  return std::ranges::any_of(graph.blocks(), [](const Block* block) {
    return std::ranges::any_of(block->operations,
                               [](const Operation* op) { return op->op == OpCode::LlMalloc; });
  });
}

} // namespace

bool removeMallocs(FunctionGraph& graph) {
  bool changed = false;
  // Families that can go do not hold each other's objects, so they go together;
  // what they held may go next.
  while (allocates(graph)) {
    FamilyFinder finder(graph);
    auto families = finder.find();
    if (families.empty()) break;
    flow::Renaming renaming;
    for (const auto& [family, facts] : families)
      Scalarizer(graph, finder, family, *facts.creation, renaming).run();
    renaming.apply(graph);
    flow::cleanupGraph(graph);
    changed = true;
  }
  return changed;
}

} // namespace tw::backendopt
