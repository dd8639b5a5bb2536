// parseGraph: reads the text form.
#include "translator/flow/text.h"

#include <cctype>
#include <map>

namespace tw::flow {
namespace {

class Parser {
public:
  Parser(TextCursor& cursor, GraphContext& context, const TextDialect& dialect)
      : cursor_(cursor), context_(context), dialect_(dialect) {}

  FunctionGraph* run() {
    cursor_.expect("graph");
    graph_ = context_.newGraph(std::string(cursor_.word()));
    blocks_["return"] = graph_->returnBlock;
    blocks_["except"] = graph_->exceptBlock;
    parseSignature();
    cursor_.expect("{");
    while (!cursor_.accept("}")) parseBlock();
    if (!graph_->startBlock) cursor_.fail("graph without blocks");
    graph_->check();
    return graph_;
  }

private:
  void parseSignature() {
    cursor_.expect("(");
    while (!cursor_.accept(")")) {
      bool star = cursor_.accept("*");
      std::string name(cursor_.word());
      if (star)
        graph_->signature.varArgs = std::move(name);
      else
        graph_->signature.argNames.push_back(std::move(name));
      if (cursor_.peek() != ')') cursor_.expect(",");
    }
  }

  Block* block(std::string_view name) {
    auto [it, isNew] = blocks_.try_emplace(std::string(name), nullptr);
    if (isNew) it->second = graph_->newBlock();
    return it->second;
  }

  void parseBlock() {
    Block* current = block(cursor_.word());
    bool final = current == graph_->returnBlock || current == graph_->exceptBlock;
    if (!final && !graph_->startBlock) graph_->startBlock = current;
    if (!final && !current->exits.empty()) cursor_.fail("block given twice");
    current->inputArgs = parseDefinitions();
    if (final) return;
    cursor_.expect(":");
    while (!parseExits(*current)) parseOperation(*current);
  }

  static bool looksLikeVariable(std::string_view name) {
    size_t digits = name.size();
    while (digits > 0 && std::isdigit(static_cast<unsigned char>(name[digits - 1]))) --digits;
    if (digits == name.size() || digits == 0) return false;
    if (digits == 1 && name[0] == 'v') return true;
    return digits > 1 && name[digits - 1] == '_' &&
           !std::isdigit(static_cast<unsigned char>(name[0]));
  }

  Variable* variable(std::string_view name) {
    auto [it, isNew] = variables_.try_emplace(std::string(name), nullptr);
    if (!isNew) return it->second;
    size_t underscore = name.find_last_of('_');
    it->second = context_.newVariable(
        underscore == std::string_view::npos ? "" : name.substr(0, underscore));
    return it->second;
  }

  Variable* parseDefinition() {
    std::string_view name = cursor_.word();
    if (!looksLikeVariable(name)) cursor_.fail("not a variable: " + std::string(name));
    Variable* result = variable(name);
    if (cursor_.accept(":")) result->type = dialect_.parseType(cursor_);
    return result;
  }

  std::vector<Variable*> parseDefinitions() {
    std::vector<Variable*> result;
    cursor_.expect("(");
    while (!cursor_.accept(")")) {
      result.push_back(parseDefinition());
      if (cursor_.peek() != ')') cursor_.expect(",");
    }
    return result;
  }

  Value parseValue() {
    char next = cursor_.peek();
    if (std::isalpha(static_cast<unsigned char>(next)) || next == '_') {
      size_t start = cursor_.position();
      std::string_view name = cursor_.word();
      if (looksLikeVariable(name)) return variable(name);
      cursor_.setPosition(start);
    }
    return dialect_.parseConstant(cursor_, context_);
  }

  std::vector<Value> parseValues() {
    std::vector<Value> result;
    cursor_.expect("(");
    while (!cursor_.accept(")")) {
      result.push_back(parseValue());
      if (cursor_.peek() != ')') cursor_.expect(",");
    }
    return result;
  }

  void parseOperation(Block& into) {
    std::string_view first = cursor_.word();
    Variable* result = nullptr;
    if (looksLikeVariable(first)) {
      result = variable(first);
      if (cursor_.accept(":")) result->type = dialect_.parseType(cursor_);
      cursor_.expect("=");
      first = cursor_.word();
    }
    OpCode op = opByName(first);
    if (op == OpCode::Count) cursor_.fail("unknown operation '" + std::string(first) + "'");
    if (!result) {
      result = context_.newVariable();
      if (opInfo(op).lowLevel) result->type = dialect_.voidType();
    }
    into.operations.push_back(context_.newOperation(op, parseValues(), result, {}));
  }

  Link* parseTarget() {
    Block* target = block(cursor_.word());
    return context_.newLink(parseValues(), target);
  }

  // False if an operation follows instead.
  bool parseExits(Block& current) {
    if (cursor_.accept("if")) {
      Value condition = parseValue();
      cursor_.expect("goto");
      Link* yes = parseTarget();
      cursor_.expect("else");
      Link* no = parseTarget();
      current.close({no, yes}, ExitKind::Bool, condition);
      return true;
    }
    if (cursor_.accept("switch")) {
      parseSwitch(current);
      return true;
    }
    if (!cursor_.accept("goto")) return false;
    std::vector<Link*> links{parseTarget()};
    while (cursor_.accept("on")) links.push_back(parseHandler());
    ExitKind kind = links.size() > 1 ? ExitKind::Exception : ExitKind::None;
    current.close(std::move(links), kind);
    return true;
  }

  void parseCase(Constant*& high, Constant*& low) {
    if (cursor_.peek() != '/') high = dialect_.parseConstant(cursor_, context_);
    if (cursor_.accept("/")) low = dialect_.parseConstant(cursor_, context_);
  }

  void parseSwitch(Block& current) {
    Value condition = parseValue();
    std::vector<Link*> links;
    cursor_.expect("[");
    while (!cursor_.accept("]")) {
      Constant* high = nullptr;
      Constant* low = nullptr;
      if (!cursor_.accept("default")) parseCase(high, low);
      cursor_.expect(":");
      links.push_back(parseTarget());
      links.back()->exitCase = high;
      links.back()->llExitCase = low;
      if (cursor_.peek() != ']') cursor_.expect(",");
    }
    current.close(std::move(links), ExitKind::Switch, condition);
  }

  Link* parseHandler() {
    Constant* high = nullptr;
    Constant* low = nullptr;
    parseCase(high, low);
    Variable* type = nullptr;
    Variable* value = nullptr;
    if (cursor_.accept("(")) {
      type = parseDefinition();
      cursor_.expect(",");
      value = parseDefinition();
      cursor_.expect(")");
    }
    cursor_.expect("goto");
    Link* link = parseTarget();
    link->exitCase = high;
    link->llExitCase = low;
    link->lastException = type;
    link->lastExcValue = value;
    return link;
  }

  TextCursor& cursor_;
  GraphContext& context_;
  const TextDialect& dialect_;
  FunctionGraph* graph_ = nullptr;
  std::map<std::string, Block*, std::less<>> blocks_;
  std::map<std::string, Variable*, std::less<>> variables_;
};

} // namespace

FunctionGraph* parseGraph(TextCursor& cursor, GraphContext& context, const TextDialect& dialect) {
  return Parser(cursor, context, dialect).run();
}

FunctionGraph* parseGraph(std::string_view text, GraphContext& context,
                          const TextDialect& dialect) {
  TextCursor cursor(text);
  FunctionGraph* graph = parseGraph(cursor, context, dialect);
  if (!cursor.atEnd()) cursor.fail("text after the graph");
  return graph;
}

} // namespace tw::flow
