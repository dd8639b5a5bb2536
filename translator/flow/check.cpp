// FunctionGraph::check: the invariants of a graph in SSI form.
#include "translator/flow/graph.h"

#include <memory_resource>
#include <stdexcept>
#include <unordered_set>

namespace tw::flow {
namespace {

class Checker {
public:
  explicit Checker(const FunctionGraph& graph) : graph_(graph) {}

  void run() {
    require(graph_.startBlock != nullptr, "no start block");
    require(graph_.returnBlock->inputArgs.size() == 1, "return block must have one input");
    require(graph_.exceptBlock->inputArgs.size() == 2, "except block must have two inputs");
    for (const Block* block : graph_.blocks()) checkBlock(*block);
  }

private:
  using Scope = std::pmr::unordered_set<const Variable*>;

  [[noreturn]] void fail(const std::string& message) const {
    throw std::logic_error("graph " + graph_.name + ", block " + std::to_string(block_) + ": " +
                           message);
  }
  void require(bool condition, const char* message) const {
    if (!condition) fail(message);
  }

  static std::string describe(const Variable& variable) {
    return "variable " + std::to_string(variable.id) + " '" + variable.hint + "'";
  }

  void define(Scope& scope, const Variable* variable) {
    require(variable != nullptr, "missing variable");
    if (!defined_.insert(variable).second) fail(describe(*variable) + " is defined twice");
    scope.insert(variable);
  }

  void use(const Scope& scope, Value value) const {
    require(static_cast<bool>(value), "missing operand");
    if (value.isVariable() && !scope.contains(value.variable()))
      fail(describe(*value.variable()) + " is used where it is not defined");
  }

  void checkBlock(const Block& block) {
    block_ = block.id;
    Scope scope(&memory_);
    for (const Variable* input : block.inputArgs) define(scope, input);
    for (const Operation* op : block.operations) {
      const OpInfo& info = opInfo(op->op);
      if (info.arity >= 0 && op->args.size() != static_cast<size_t>(info.arity))
        fail(std::string(info.name) + " has " + std::to_string(op->args.size()) + " operands");
      for (Value arg : op->args) use(scope, arg);
      define(scope, op->result);
    }
    checkExits(block, scope);
  }

  void checkExits(const Block& block, Scope& scope) {
    bool final = &block == graph_.returnBlock || &block == graph_.exceptBlock;
    require(block.exits.empty() == final, "only the return and except blocks have no exits");
    if (final) {
      require(block.operations.empty(), "final block with operations");
      return;
    }
    checkExitKind(block, scope);
    for (const Link* link : block.exits) checkLink(block, *link, scope);
  }

  void checkExitKind(const Block& block, const Scope& scope) const {
    switch (block.exitKind) {
    case ExitKind::None: require(block.exits.size() == 1, "needs one exit"); break;
    case ExitKind::Bool:
      require(block.exits.size() == 2, "a branch needs two exits");
      use(scope, block.exitSwitch);
      break;
    case ExitKind::Switch:
      use(scope, block.exitSwitch);
      for (size_t i = 0; i + 1 < block.exits.size(); ++i)
        require(block.exits[i]->exitCase || block.exits[i]->llExitCase,
                "the default case comes last");
      break;
    case ExitKind::Exception:
      require(!block.operations.empty(), "no operation that could raise");
      require(block.exits.size() >= 2, "no exception link");
      for (size_t i = 1; i < block.exits.size(); ++i)
        require(block.exits[i]->exitCase != nullptr || block.exits[i]->llExitCase != nullptr,
                "exception link without a class");
      break;
    }
  }

  // `scope` is left as it was.
  void checkLink(const Block& block, const Link& link, Scope& scope) {
    require(link.source == &block, "link with a wrong source");
    require(link.target != nullptr, "link without target");
    require(link.target != graph_.startBlock, "link back to the start block");
    if (link.args.size() != link.target->inputArgs.size())
      fail("link with " + std::to_string(link.args.size()) + " arguments to block " +
           std::to_string(link.target->id) + " with " +
           std::to_string(link.target->inputArgs.size()) + " inputs");
    bool exceptional = block.canRaise() && &link != block.exits.front();
    require(exceptional || (!link.lastException && !link.lastExcValue),
            "exception variables on an ordinary link");
    if (exceptional) scope.erase(block.operations.back()->result);
    if (link.lastException) define(scope, link.lastException);
    if (link.lastExcValue) define(scope, link.lastExcValue);
    for (Value arg : link.args) use(scope, arg);
    if (link.lastException) scope.erase(link.lastException);
    if (link.lastExcValue) scope.erase(link.lastExcValue);
    if (exceptional) scope.insert(block.operations.back()->result);
  }

  const FunctionGraph& graph_;
  uint32_t block_ = 0;
  std::pmr::monotonic_buffer_resource memory_;
  Scope defined_{&memory_};
};

} // namespace

void FunctionGraph::check() const { Checker(*this).run(); }

} // namespace tw::flow
