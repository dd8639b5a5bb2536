// The text form of syntax trees: one node a line, children indented below it.
// A label before a child says which part of its parent it is.
#include "translator/syntax/ast.h"

#include <iterator>

#include <fmt/format.h>

namespace tw::syntax {
namespace {

using namespace ast;

class Dumper {
public:
  std::string run(const Module& module) {
    line("Module");
    ++indent_;
    if (module.expression) expr("", module.expression);
    for (const Stmt* stmt : module.body) statement(*stmt);
    return std::move(out_);
  }

private:
  void line(std::string_view text) {
    out_.append(2 * static_cast<size_t>(indent_), ' ').append(text) += '\n';
  }

  static std::string place(const SourceSpan& span) {
    if (span.line == span.endLine)
      return fmt::format(" @{}:{}-{}", span.line, span.column, span.endColumn);
    return fmt::format(" @{}:{}-{}:{}", span.line, span.column, span.endLine, span.endColumn);
  }

  void head(std::string_view label, std::string_view text, const SourceSpan& span) {
    std::string prefix = label.empty() ? std::string() : fmt::format("{}: ", label);
    line(prefix + std::string(text) + place(span));
  }

  void body(std::string_view label, Body statements) {
    if (statements.empty()) return;
    line(fmt::format("{}:", label));
    ++indent_;
    for (const Stmt* stmt : statements) statement(*stmt);
    --indent_;
  }

  void exprs(std::string_view label, ExprList list) {
    for (const Expr* item : list) expr(label, item);
  }

  void parameters(const Parameters& params) {
    for (const Parameter& param : params.positional) {
      if (param.tuple)
        expr("parameter", param.tuple);
      else
        head("parameter", param.name, param.span);
      expr("default", param.defaultValue);
    }
    if (!params.varArgs.empty())
      head("parameter", fmt::format("*{}", params.varArgs), params.varArgsSpan);
    if (!params.varKeywords.empty())
      head("parameter", fmt::format("**{}", params.varKeywords), params.varKeywordsSpan);
  }

  void aliases(std::span<const Alias> names) {
    for (const Alias& alias : names) {
      std::string text(alias.name);
      if (!alias.asName.empty()) text += fmt::format(" as {}", alias.asName);
      head("name", text, alias.span);
    }
  }

  // --- Statements: the line of the node, then its parts ---

  static std::string title(const Stmt& stmt) {
    switch (stmt.kind) {
    case StmtKind::Expression: return "Expression";
    case StmtKind::Assign: return "Assign";
    case StmtKind::AugAssign:
      return fmt::format("AugAssign {}=", operatorText(as<AugAssign>(stmt).op));
    case StmtKind::Print: return as<Print>(stmt).newline ? "Print" : "Print without newline";
    case StmtKind::Delete: return "Delete";
    case StmtKind::Pass: return "Pass";
    case StmtKind::Break: return "Break";
    case StmtKind::Continue: return "Continue";
    case StmtKind::Return: return "Return";
    case StmtKind::Raise: return "Raise";
    case StmtKind::Global: {
      auto names = as<Global>(stmt).names;
      return fmt::format("Global {}", fmt::join(names, ", "));
    }
    case StmtKind::Exec: return "Exec";
    case StmtKind::Assert: return "Assert";
    case StmtKind::Import: return "Import";
    case StmtKind::ImportFrom: {
      const auto& from = as<ImportFrom>(stmt);
      return fmt::format("ImportFrom {}{}{}", std::string(from.level, '.'), from.module,
                         from.star ? " *" : "");
    }
    case StmtKind::If: return "If";
    case StmtKind::While: return "While";
    case StmtKind::For: return "For";
    case StmtKind::Try: return "Try";
    case StmtKind::With: return "With";
    case StmtKind::Function: return fmt::format("Function {}", as<Function>(stmt).name);
    case StmtKind::Class: return fmt::format("Class {}", as<Class>(stmt).name);
    }
    return {};
  }

  void statement(const Stmt& stmt) {
    head("", title(stmt), stmt.span);
    ++indent_;
    simpleParts(stmt);
    compoundParts(stmt);
    --indent_;
  }

  void simpleParts(const Stmt& stmt) {
    switch (stmt.kind) {
    case StmtKind::Expression: expr("", as<Expression>(stmt).value); break;
    case StmtKind::Assign:
      exprs("target", as<Assign>(stmt).targets);
      expr("value", as<Assign>(stmt).value);
      break;
    case StmtKind::AugAssign:
      expr("target", as<AugAssign>(stmt).target);
      expr("value", as<AugAssign>(stmt).value);
      break;
    case StmtKind::Print:
      expr("file", as<Print>(stmt).file);
      exprs("", as<Print>(stmt).values);
      break;
    case StmtKind::Delete: exprs("", as<Delete>(stmt).targets); break;
    case StmtKind::Return: expr("", as<Return>(stmt).value); break;
    case StmtKind::Raise:
      expr("type", as<Raise>(stmt).type);
      expr("value", as<Raise>(stmt).value);
      expr("traceback", as<Raise>(stmt).traceback);
      break;
    case StmtKind::Exec:
      expr("code", as<Exec>(stmt).code);
      expr("globals", as<Exec>(stmt).globals);
      expr("locals", as<Exec>(stmt).locals);
      break;
    case StmtKind::Assert:
      expr("test", as<Assert>(stmt).test);
      expr("message", as<Assert>(stmt).message);
      break;
    case StmtKind::Import: aliases(as<Import>(stmt).names); break;
    case StmtKind::ImportFrom: aliases(as<ImportFrom>(stmt).names); break;
    default: break;
    }
  }

  void compoundParts(const Stmt& stmt) {
    switch (stmt.kind) {
    case StmtKind::If:
      expr("test", as<If>(stmt).test);
      body("then", as<If>(stmt).then);
      body("else", as<If>(stmt).otherwise);
      break;
    case StmtKind::While:
      expr("test", as<While>(stmt).test);
      body("body", as<While>(stmt).body);
      body("else", as<While>(stmt).otherwise);
      break;
    case StmtKind::For:
      expr("target", as<For>(stmt).target);
      expr("iterable", as<For>(stmt).iterable);
      body("body", as<For>(stmt).body);
      body("else", as<For>(stmt).otherwise);
      break;
    case StmtKind::Try: tryParts(as<Try>(stmt)); break;
    case StmtKind::With:
      expr("manager", as<With>(stmt).manager);
      expr("target", as<With>(stmt).target);
      body("body", as<With>(stmt).body);
      break;
    case StmtKind::Function:
      exprs("decorator", as<Function>(stmt).decorators);
      parameters(as<Function>(stmt).parameters);
      body("body", as<Function>(stmt).body);
      break;
    case StmtKind::Class:
      exprs("decorator", as<Class>(stmt).decorators);
      exprs("base", as<Class>(stmt).bases);
      body("body", as<Class>(stmt).body);
      break;
    default: break;
    }
  }

  void tryParts(const Try& stmt) {
    body("body", stmt.body);
    for (const ExceptHandler& handler : stmt.handlers) {
      head("", "Except", handler.span);
      ++indent_;
      expr("type", handler.type);
      expr("target", handler.target);
      body("body", handler.body);
      --indent_;
    }
    body("else", stmt.otherwise);
    body("finally", stmt.finally);
  }

  // --- Expressions ---

  static std::string comparisonTitle(const Compare& compare) {
    std::string text = "Compare";
    for (CompareOp op : compare.ops) text += fmt::format(" {}", operatorText(op));
    return text;
  }

  static const char* comprehensionTitle(ComprehensionKind form) {
    switch (form) {
    case ComprehensionKind::List: return "ListComprehension";
    case ComprehensionKind::Set: return "SetComprehension";
    case ComprehensionKind::Dict: return "DictComprehension";
    case ComprehensionKind::Generator: return "GeneratorExpression";
    }
    return "";
  }

  static std::string title(const Expr& node) {
    switch (node.kind) {
    case ExprKind::Constant: return "Constant " + constantText(as<Constant>(node).value);
    case ExprKind::Name: return fmt::format("Name {}", as<Name>(node).id);
    case ExprKind::Attribute: return fmt::format("Attribute {}", as<Attribute>(node).name);
    case ExprKind::Subscript: return "Subscript";
    case ExprKind::Slice: return as<Slice>(node).extended ? "ExtendedSlice" : "Slice";
    case ExprKind::Ellipsis: return "Ellipsis";
    case ExprKind::Bool: return as<Bool>(node).isAnd ? "And" : "Or";
    case ExprKind::Unary: return fmt::format("Unary {}", operatorText(as<Unary>(node).op));
    case ExprKind::Binary: return fmt::format("Binary {}", operatorText(as<Binary>(node).op));
    case ExprKind::Compare: return comparisonTitle(as<Compare>(node));
    case ExprKind::Conditional: return "Conditional";
    case ExprKind::Lambda: return "Lambda";
    case ExprKind::Tuple: return "Tuple";
    case ExprKind::List: return "List";
    case ExprKind::Set: return "Set";
    case ExprKind::Dict: return "Dict";
    case ExprKind::Comprehension: return comprehensionTitle(as<Comprehension>(node).form);
    case ExprKind::Call: return "Call";
    case ExprKind::Yield: return "Yield";
    case ExprKind::Backquote: return "Backquote";
    }
    return {};
  }

  void expr(std::string_view label, const Expr* node) {
    if (!node) return;
    head(label, title(*node), node->span);
    ++indent_;
    operands(*node);
    --indent_;
  }

  void operands(const Expr& node) {
    switch (node.kind) {
    case ExprKind::Attribute: expr("", as<Attribute>(node).value); break;
    case ExprKind::Subscript:
      expr("", as<Subscript>(node).value);
      expr("index", as<Subscript>(node).index);
      break;
    case ExprKind::Slice:
      expr("lower", as<Slice>(node).lower);
      expr("upper", as<Slice>(node).upper);
      expr("step", as<Slice>(node).step);
      break;
    case ExprKind::Bool: exprs("", as<Bool>(node).values); break;
    case ExprKind::Unary: expr("", as<Unary>(node).operand); break;
    case ExprKind::Binary:
      expr("", as<Binary>(node).left);
      expr("", as<Binary>(node).right);
      break;
    case ExprKind::Compare:
      expr("", as<Compare>(node).left);
      exprs("", as<Compare>(node).rest);
      break;
    case ExprKind::Conditional:
      expr("test", as<Conditional>(node).test);
      expr("then", as<Conditional>(node).then);
      expr("else", as<Conditional>(node).otherwise);
      break;
    case ExprKind::Lambda:
      parameters(as<Lambda>(node).parameters);
      expr("body", as<Lambda>(node).body);
      break;
    case ExprKind::Tuple: exprs("", as<Tuple>(node).items); break;
    case ExprKind::List: exprs("", as<List>(node).items); break;
    case ExprKind::Set: exprs("", as<Set>(node).items); break;
    case ExprKind::Dict:
      for (size_t i = 0; i < as<Dict>(node).keys.size(); ++i) {
        expr("key", as<Dict>(node).keys[i]);
        expr("value", as<Dict>(node).values[i]);
      }
      break;
    case ExprKind::Comprehension: comprehension(as<Comprehension>(node)); break;
    case ExprKind::Call: arguments(as<Call>(node)); break;
    case ExprKind::Yield: expr("", as<Yield>(node).value); break;
    case ExprKind::Backquote: expr("", as<Backquote>(node).value); break;
    default: break;
    }
  }

  void comprehension(const Comprehension& node) {
    expr(node.value ? "key" : "element", node.element);
    expr("value", node.value);
    for (const ComprehensionClause& clause : node.clauses) {
      expr("for", clause.target);
      expr("in", clause.iterable);
      exprs("if", clause.conditions);
    }
  }

  void arguments(const Call& node) {
    expr("function", node.function);
    exprs("", node.args);
    for (const Keyword& keyword : node.keywords) expr(keyword.name, keyword.value);
    expr("*", node.star);
    expr("**", node.starStar);
  }

  std::string out_;
  int indent_ = 0;
};

} // namespace

std::string dumpAst(const ast::Module& module) { return Dumper().run(module); }

} // namespace tw::syntax
