// removeDeadVariables: operations without effect whose result nothing needs,
// and the inputs and link arguments that only feed them.
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"

#include "translator/flow/llconstants.h"
#include "translator/host/object.h"
#include "translator/lltype/lltype.h"

#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace tw::flow {
namespace {

// Whether it is a call of a built-in function that only answers a question about a value.
bool callsQuestion(const Operation& op) {
  if (op.op != OpCode::SimpleCall || !op.args[0].isConstant()) return false;
  const host::Object* callable = op.args[0].constant()->object;
  if (!callable || callable->kind != host::Kind::Builtin) return false;
  const std::string_view name = host::as<host::BuiltinObject>(callable)->name->value;
  return name == "hasattr" || name == "isinstance";
}

// Whether the operation may go if its result is not used. In RPython an
// operation on values has no side effects, though it may call for an exception
// that nothing catches.
bool isRemovable(const Operation& op) {
  if (isLowLevel(op.op)) return isRemovableIfUnused(op);
  switch (op.op) {
  case OpCode::NewList:
  case OpCode::NewDict:
  case OpCode::Iter: return true;
  case OpCode::NegOvf:
  case OpCode::AbsOvf:
  case OpCode::AddOvf:
  case OpCode::SubOvf:
  case OpCode::MulOvf:
  case OpCode::FloorDivOvf:
  case OpCode::DivOvf:
  case OpCode::ModOvf:
  case OpCode::LShiftOvf: return false; // they are written for their exception
  default: return opInfo(op.op).pure || callsQuestion(op);
  }
}

class DeadVariableRemover {
public:
  explicit DeadVariableRemover(FunctionGraph& graph) : graph_(graph), blocks_(graph.blocks()) {}

  void run() {
    for (const Block* block : blocks_) collect(*block);
    while (!pending_.empty()) {
      const Variable* variable = pending_.back();
      pending_.pop_back();
      auto it = feeds_.find(variable);
      if (it == feeds_.end()) continue;
      for (const Variable* source : it->second) need(source);
    }
    for (Block* block : blocks_) removeOperations(*block);
    for (Link* link : graph_.links()) removeArguments(*link);
    for (Block* block : blocks_)
      std::erase_if(block->inputArgs, [this](Variable* input) { return !needed_.contains(input); });
  }

private:
  void need(const Variable* variable) {
    if (needed_.insert(variable).second) pending_.push_back(variable);
  }
  void need(Value value) {
    if (value.isVariable()) need(value.variable());
  }

  static bool isKept(const Block& block, const Operation* op) {
    return op == block.raisingOperation() || !isRemovable(*op);
  }

  void collect(const Block& block) {
    for (const Operation* op : block.operations) {
      bool kept = isKept(block, op);
      for (Value arg : op->args) {
        if (kept)
          need(arg);
        else
          feed(op->result, arg);
      }
    }
    need(block.exitSwitch);
    for (const Link* link : block.exits)
      for (size_t i = 0; i < link->args.size(); ++i)
        feed(link->target->inputArgs[i], link->args[i]);
    bool fixedInputs = &block == graph_.startBlock || block.exits.empty();
    if (fixedInputs)
      for (const Variable* input : block.inputArgs) need(input);
  }

  void feed(const Variable* result, Value source) {
    if (source.isVariable()) feeds_[result].push_back(source.variable());
  }

  void removeOperations(Block& block) {
    std::erase_if(block.operations, [&](const Operation* op) {
      return !needed_.contains(op->result) && !isKept(block, op);
    });
  }

  void removeArguments(Link& link) {
    size_t kept = 0;
    for (size_t i = 0; i < link.args.size(); ++i)
      if (needed_.contains(link.target->inputArgs[i])) link.args[kept++] = link.args[i];
    link.args.resize(kept);
  }

  FunctionGraph& graph_;
  std::vector<Block*> blocks_;
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_set<const Variable*> needed_{&memory_};
  std::pmr::unordered_map<const Variable*, std::pmr::vector<const Variable*>> feeds_{&memory_};
  std::vector<const Variable*> pending_;
};

} // namespace

bool isRemovableIfUnused(const Operation& op) {
  if (!llOpInfo(op.op).removableIfUnused()) return false;
  if (op.op != OpCode::LlMalloc) return true;
  const lltype::StructType* type = symbolOf(op.args[0])->type->asStruct();
  return !type || !type->destructor();
}

void removeDeadVariables(FunctionGraph& graph) { DeadVariableRemover(graph).run(); }

} // namespace tw::flow
