// Splits the body at its yields and moves live variables to the iterator's attributes.
#include "translator/flow/generator.h"

#include "translator/flow/simplify.h"
#include "translator/flow/ssa.h"

#include "translator/host/host.h"

#include <map>

namespace tw::flow {
namespace {

constexpr const char* kState = "state";
constexpr int64_t kFinished = -1;

// The link over a yield, from the block that ends with it.
struct YieldPoint {
  Block* before;
  Link* link;
  SourceSpan span;
};

class GeneratorTransformer {
public:
  explicit GeneratorTransformer(FunctionGraph& body)
      : body_(body), context_(body.context()), host_(*context_.host()),
        self_(context_.newVariable("self")) {}

  FunctionGraph* run() {
    makeClass();
    FunctionGraph* bootstrap = context_.newGraph(body_.name);
    unifyVariables(body_);
    splitAtYields();
    auto live = liveVariables(body_);
    for (YieldPoint& point : yields_) saved_.push_back(live[point.link->target]);
    std::vector<Variable*> parameters = body_.startBlock->inputArgs;
    makeBootstrap(*bootstrap, parameters);
    convertToSsi(body_);
    makeStop();
    redirectReturns();
    Block* entry = makeResume(parameters, body_.startBlock);
    std::vector<Block*> resumes{entry};
    for (size_t i = 0; i < yields_.size(); ++i) resumes.push_back(cutAtYield(i));
    makeDispatch(resumes);
    finishNext();
    return bootstrap;
  }

private:
  Value constant(host::Object* object) { return context_.newConstant(object); }
  Value text(std::string_view text) { return constant(host_.intern(text)); }
  Value number(int64_t value) { return constant(host_.newInt(value)); }

  Variable* add(Block& block, OpCode op, std::vector<Value> args, SourceSpan span) {
    Variable* result = context_.newVariable();
    block.operations.push_back(context_.newOperation(op, std::move(args), result, span));
    return result;
  }

  // A class of its own, with copies of the library's __iter__ and next, because
  // what is annotated for one generator must not mix with another.
  void makeClass() {
    host::ModuleObject* library = host_.importModule("rpython.rlib.rgenerator");
    host::DictObject* dict = host_.newDict();
    host::FunctionObject* iter = copyFunction(library, "__iter__", "__iter__");
    next_ = copyFunction(library, "next", body_.name + "__next");
    host_.setDictItem(dict, host_.intern("__iter__"), iter);
    host_.setDictItem(dict, host_.intern("next"), next_);
    host_.setDictItem(dict, host_.intern("__module__"), host_.intern("rpython.rlib.rgenerator"));
    class_ = host_.newClass(host_.types().type, host_.intern(body_.name + "__generator"),
                            {host_.types().object}, dict);
  }

  host::FunctionObject* copyFunction(host::ModuleObject* library, const char* name,
                                     const std::string& newName) {
    auto original = host::as<host::FunctionObject>(host_.getAttr(library, name));
    host::FunctionObject* copy = host_.newFunction(original->code, original->globals);
    copy->name = host_.intern(newName);
    copy->moduleName = original->moduleName;
    return copy;
  }

  const std::string& attribute(const Variable* variable) {
    std::string& name = attributes_[variable];
    if (!name.empty()) return name;
    const std::string base = "g_" + (variable->hint.empty() ? "v" : variable->hint);
    name = base;
    for (int i = 2; ++taken_[name] > 1; ++i) name = base + "_" + std::to_string(i);
    return name;
  }

  void splitAtYields() {
    for (Block* block : body_.blocks()) {
      for (size_t i = 0; i < block->operations.size();) {
        if (block->operations[i]->op != OpCode::Yield) {
          ++i;
          continue;
        }
        block = splitAt(*block, i);
        i = 0;
      }
    }
  }

  Block* splitAt(Block& block, size_t index) {
    Block* after = body_.newBlock();
    auto at = block.operations.begin() + static_cast<ptrdiff_t>(index);
    after->operations.assign(at + 1, block.operations.end());
    block.operations.erase(at + 1, block.operations.end());
    after->close(block.exits, block.exitKind, block.exitSwitch);
    Link* link = context_.newLink({}, after);
    block.close({link});
    yields_.push_back({&block, link, block.operations.back()->span});
    return after;
  }

  void makeBootstrap(FunctionGraph& graph, const std::vector<Variable*>& parameters) {
    graph.signature = body_.signature;
    graph.defaults = body_.defaults;
    graph.function = body_.function;
    graph.span = body_.span;
    Block& block = *graph.newBlock();
    graph.startBlock = &block;
    Variable* iterator = add(block, OpCode::SimpleCall, {constant(class_)}, body_.span);
    for (const Variable* parameter : parameters) {
      Variable* input = context_.newVariable(parameter->hint);
      block.inputArgs.push_back(input);
      add(block, OpCode::SetAttr, {iterator, text(attribute(parameter)), input}, body_.span);
    }
    add(block, OpCode::SetAttr, {iterator, text(kState), number(0)}, body_.span);
    block.close({context_.newLink({iterator}, graph.returnBlock)});
    graph.check();
  }

  void makeStop() {
    stop_ = body_.newBlock();
    Value type = constant(host_.types().StopIteration);
    Variable* instance = add(*stop_, OpCode::SimpleCall, {type}, body_.span);
    stop_->close({context_.newLink({type, instance}, body_.exceptBlock)});
  }

  void redirectReturns() {
    for (Link* link : body_.links()) {
      if (link->target != body_.returnBlock) continue;
      link->args.clear();
      link->target = stop_;
    }
  }

  // Reads what was saved and goes on at `target`.
  Block* makeResume(const std::vector<Variable*>& saved, Block* target) {
    Block* block = body_.newBlock();
    std::vector<Value> args;
    for (const Variable* variable : saved) {
      Variable* value =
          add(*block, OpCode::GetAttr, {self_, text(attribute(variable))}, body_.span);
      value->hint = variable->hint;
      args.push_back(value);
    }
    block->close({context_.newLink(std::move(args), target)});
    return block;
  }

  // Saves what lives across the yield and returns; gives the block to resume at.
  Block* cutAtYield(size_t index) {
    YieldPoint& point = yields_[index];
    const std::vector<Variable*>& saved = saved_[index];
    Block& block = *point.before;
    Value yielded = block.operations.back()->args[0];
    block.operations.pop_back();
    for (size_t i = 0; i < saved.size(); ++i)
      add(block, OpCode::SetAttr, {self_, text(attribute(saved[i])), point.link->args[i]},
          point.span);
    Value state = number(static_cast<int64_t>(index) + 1);
    add(block, OpCode::SetAttr, {self_, text(kState), state}, point.span);
    Block* after = point.link->target;
    block.close({context_.newLink({yielded}, body_.returnBlock)});
    return makeResume(saved, after);
  }

  // The new start: a chain of tests on the state.
  void makeDispatch(const std::vector<Block*>& resumes) {
    Block* block = body_.newBlock();
    block->inputArgs.push_back(self_);
    body_.startBlock = block;
    Variable* state = add(*block, OpCode::GetAttr, {self_, text(kState)}, body_.span);
    state->hint = kState;
    add(*block, OpCode::SetAttr, {self_, text(kState), number(kFinished)}, body_.span);
    for (size_t i = 0; i < resumes.size(); ++i) {
      Variable* equal =
          add(*block, OpCode::Eq, {state, number(static_cast<int64_t>(i))}, body_.span);
      Variable* condition = add(*block, OpCode::IsTrue, {equal}, body_.span);
      Block* otherwise = i + 1 < resumes.size() ? body_.newBlock() : stop_;
      block->close({context_.newLink({}, otherwise), context_.newLink({}, resumes[i])},
                   ExitKind::Bool, condition);
      block = otherwise;
    }
  }

  void finishNext() {
    body_.name += "__next";
    body_.function = next_;
    body_.signature = {{"self"}, "", ""};
    body_.defaults.clear();
    convertToSsi(body_);
    cleanupGraph(body_);
    context_.setFunctionGraph(next_, &body_);
  }

  FunctionGraph& body_;
  GraphContext& context_;
  host::Host& host_;
  Variable* self_;
  host::FunctionObject* next_ = nullptr;
  host::ClassObject* class_ = nullptr;
  Block* stop_ = nullptr;
  std::vector<YieldPoint> yields_;
  std::vector<std::vector<Variable*>> saved_; // by yield
  std::unordered_map<const Variable*, std::string> attributes_;
  std::map<std::string, int> taken_;
};

} // namespace

FunctionGraph* transformGenerator(FunctionGraph& body) { return GeneratorTransformer(body).run(); }

} // namespace tw::flow
