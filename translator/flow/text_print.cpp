// printGraph: the text form.
#include "translator/flow/names.h"
#include "translator/flow/text.h"

namespace tw::flow {

GraphNames::GraphNames(const FunctionGraph& graph) : graph_(graph) {
  auto use = [this](Value value) {
    if (value.isVariable()) used_[value.variable()] = true;
  };
  for (Block* block : graph.blocks()) {
    if (block == graph.returnBlock || block == graph.exceptBlock) continue;
    blockNumbers_[block] = blocks_.size();
    blocks_.push_back(block);
    for (const Operation* op : block->operations)
      for (Value arg : op->args) use(arg);
    use(block->exitSwitch);
    for (const Link* link : block->exits)
      for (Value arg : link->args) use(arg);
  }
}

std::string GraphNames::variable(const Variable* variable) {
  size_t number = numbers_.try_emplace(variable, numbers_.size()).first->second;
  const std::string& hint = variable->hint;
  return hint.empty() ? "v" + std::to_string(number) : hint + "_" + std::to_string(number);
}

std::string GraphNames::block(const Block* block) const {
  if (block == graph_.returnBlock) return "return";
  if (block == graph_.exceptBlock) return "except";
  auto it = blockNumbers_.find(block);
  return it == blockNumbers_.end() ? "unreachable" : "b" + std::to_string(it->second);
}

namespace {

// Naming a variable numbers it, so pieces are made one per statement, in the
// order of the text.
class Printer {
public:
  Printer(const FunctionGraph& graph, const PrintOptions& options)
      : graph_(graph), options_(options),
        dialect_(options.dialect ? *options.dialect : defaultDialect_), names_(graph) {}

  std::string run() {
    printHeader();
    for (const Block* block : names_.blocks()) printBlock(*block);
    printFinal(*graph_.returnBlock);
    printFinal(*graph_.exceptBlock);
    out_ += "}\n";
    return std::move(out_);
  }

private:
  void printHeader() {
    const Signature& signature = graph_.signature;
    out_ += "graph " + graph_.name + "(";
    const char* comma = "";
    for (const std::string& name : signature.argNames) {
      out_ += comma + name;
      comma = ", ";
    }
    if (!signature.varArgs.empty()) out_ += comma + ("*" + signature.varArgs);
    out_ += ") {\n";
  }

  void printBlock(const Block& block) {
    out_ += "  " + names_.block(&block) + definitions(block.inputArgs) + ":" +
            annotations(block.inputArgs) + "\n";
    for (const Operation* op : block.operations) printOperation(*op);
    switch (block.exitKind) {
    case ExitKind::None: printGoto(*block.exits.front()); break;
    case ExitKind::Bool: printBranch(block); break;
    case ExitKind::Switch: printSwitch(block); break;
    case ExitKind::Exception:
      printGoto(*block.exits.front());
      for (size_t i = 1; i < block.exits.size(); ++i) printHandler(*block.exits[i]);
      break;
    }
  }

  void printFinal(const Block& block) {
    out_ += "  " + names_.block(&block) + definitions(block.inputArgs) +
            annotations(block.inputArgs) + "\n";
  }

  std::string definition(const Variable* variable) {
    std::string text = names_.variable(variable);
    if (variable->type) text += ": " + dialect_.typeText(*variable->type);
    return text;
  }

  std::string definitions(const std::vector<Variable*>& variables) {
    std::string text = "(";
    for (const Variable* variable : variables) {
      if (text.size() > 1) text += ", ";
      text += definition(variable);
    }
    return text + ")";
  }

  // As a comment; empty if there are none to write.
  std::string annotations(const std::vector<Variable*>& variables) const {
    std::string text;
    if (!options_.annotations || !options_.annotationText) return text;
    for (const Variable* variable : variables)
      if (variable->annotation)
        text += (text.empty() ? "  # " : ", ") + options_.annotationText(*variable->annotation);
    return text;
  }

  std::string value(Value value) {
    return value.isVariable() ? names_.variable(value.variable())
                              : dialect_.constantText(*value.constant());
  }

  std::string values(const std::vector<Value>& list) {
    std::string text = "(";
    for (Value item : list) {
      if (text.size() > 1) text += ", ";
      text += value(item);
    }
    return text + ")";
  }

  bool showsResult(const Variable* result) const {
    return names_.isUsed(result) || (result->type && result->type != dialect_.voidType());
  }

  void printOperation(const Operation& op) {
    out_ += "    ";
    if (showsResult(op.result)) out_ += definition(op.result) + " = ";
    out_ += opInfo(op.op).name + values(op.args);
    std::string comment;
    if (options_.annotations && op.result->annotation && options_.annotationText)
      comment += " " + options_.annotationText(*op.result->annotation);
    if (options_.spans && op.span.known())
      comment += " " + op.span.file->path() + ":" + std::to_string(op.span.line) + ":" +
                 std::to_string(op.span.column);
    if (!comment.empty()) out_ += "  #" + comment;
    out_ += "\n";
  }

  std::string target(const Link& link) { return names_.block(link.target) + values(link.args); }

  void printGoto(const Link& link) { out_ += "    goto " + target(link) + "\n"; }

  void printBranch(const Block& block) {
    out_ += "    if " + value(block.exitSwitch);
    out_ += " goto " + target(*block.exits[1]);
    out_ += " else " + target(*block.exits[0]) + "\n";
  }

  std::string caseText(const Link& link) {
    if (!link.exitCase && !link.llExitCase) return "default";
    std::string text;
    if (link.exitCase) text = dialect_.constantText(*link.exitCase);
    if (link.llExitCase)
      text += (text.empty() ? "/" : " /") + dialect_.constantText(*link.llExitCase);
    return text;
  }

  void printSwitch(const Block& block) {
    out_ += "    switch " + value(block.exitSwitch) + " [\n";
    for (const Link* link : block.exits)
      out_ += "      " + caseText(*link) + ": " + target(*link) + ",\n";
    out_ += "    ]\n";
  }

  void printHandler(const Link& link) {
    out_ += "    on " + caseText(link);
    if (link.lastException && link.lastExcValue) {
      out_ += " (" + definition(link.lastException);
      out_ += ", " + definition(link.lastExcValue) + ")";
    }
    out_ += " goto " + target(link) + "\n";
  }

  const FunctionGraph& graph_;
  const PrintOptions& options_;
  TextDialect defaultDialect_;
  const TextDialect& dialect_;
  GraphNames names_;
  std::string out_;
};

} // namespace

std::string printGraph(const FunctionGraph& graph, const PrintOptions& options) {
  return Printer(graph, options).run();
}

} // namespace tw::flow
