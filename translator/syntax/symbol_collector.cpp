// The walk that fills the scopes.
#include "translator/syntax/symbol_collector.h"

#include "translator/support/diagnostic.h"

#include <algorithm>

namespace tw::syntax {

using namespace ast;

void SymbolCollector::collect(const Module& module) {
  SourceSpan start{module.file, 1, 1, 1, 1};
  scope_ = &table_.open(&module, ScopeKind::Module, "<module>", start, nullptr);
  body(module.body);
  expression(module.expression);
}

// --- Names ---

void SymbolCollector::bind(std::string_view name) {
  scope_->define(scope_->mangle(name)).assigned = true;
}

void SymbolCollector::use(std::string_view name) { scope_->define(scope_->mangle(name)); }

void SymbolCollector::target(const Expr& expr) {
  switch (expr.kind) {
  case ExprKind::Name: bind(as<Name>(expr).id); break;
  case ExprKind::Tuple:
    for (const Expr* item : as<Tuple>(expr).items) target(*item);
    break;
  case ExprKind::List:
    for (const Expr* item : as<List>(expr).items) target(*item);
    break;
  default: expression(&expr); break;
  }
}

void SymbolCollector::global(const Global& stmt) {
  for (std::string_view name : stmt.names) {
    Symbol& symbol = scope_->define(scope_->mangle(name));
    if (symbol.parameter)
      throw TranslationError(stmt.span, "'" + std::string(name) +
                                            "' is a parameter and cannot be declared global");
    symbol.declaredGlobal = true;
  }
}

void SymbolCollector::imports(std::span<const Alias> names, bool dotted) {
  for (const Alias& alias : names) {
    std::string_view name = alias.asName.empty() ? alias.name : alias.asName;
    if (dotted && alias.asName.empty()) name = name.substr(0, name.find('.'));
    bind(name);
  }
}

// --- Parameters ---

void SymbolCollector::defaults(const Parameters& parameters) {
  for (const Parameter& parameter : parameters.positional) expression(parameter.defaultValue);
}

void SymbolCollector::parameter(std::string_view name, const SourceSpan& span) {
  Symbol& symbol = scope_->define(scope_->mangle(name));
  if (symbol.parameter)
    throw TranslationError({Severity::Error,
                            span,
                            "duplicate parameter '" + std::string(name) + "'",
                            {},
                            "each parameter needs a name of its own"});
  symbol.parameter = true;
  symbol.assigned = true;
}

void SymbolCollector::tupleNames(const Expr& tuple) {
  if (const Name* name = tryAs<Name>(&tuple)) {
    parameter(name->id, name->span);
    return;
  }
  for (const Expr* item : as<Tuple>(tuple).items) tupleNames(*item);
}

void SymbolCollector::parameters(const Parameters& params) {
  auto add = [this](std::string_view name, const SourceSpan& span) {
    if (name.empty()) return;
    parameter(name, span);
    scope_->parameters.push_back(scope_->mangle(name));
  };
  for (size_t i = 0; i < params.positional.size(); ++i) {
    const Parameter& param = params.positional[i];
    if (param.tuple)
      scope_->parameters.push_back("." + std::to_string(i));
    else
      add(param.name, param.span);
  }
  add(params.varArgs, params.varArgsSpan);
  add(params.varKeywords, params.varKeywordsSpan);
  for (const Parameter& param : params.positional)
    if (param.tuple) tupleNames(*param.tuple);
}

// --- Statements ---

void SymbolCollector::body(Body statements) {
  for (const Stmt* stmt : statements) statement(*stmt);
}

void SymbolCollector::statement(const Stmt& stmt) {
  switch (stmt.kind) {
  case StmtKind::Expression: expression(as<Expression>(stmt).value); break;
  case StmtKind::Assign:
    expression(as<Assign>(stmt).value);
    for (const Expr* item : as<Assign>(stmt).targets) target(*item);
    break;
  case StmtKind::AugAssign:
    target(*as<AugAssign>(stmt).target);
    expression(as<AugAssign>(stmt).value);
    break;
  case StmtKind::Print:
    expression(as<Print>(stmt).file);
    expressions(as<Print>(stmt).values);
    break;
  case StmtKind::Delete:
    for (const Expr* item : as<Delete>(stmt).targets) target(*item);
    break;
  case StmtKind::Return:
    expression(as<Return>(stmt).value);
    if (as<Return>(stmt).value && !scope_->returnValue.known()) scope_->returnValue = stmt.span;
    break;
  case StmtKind::Raise:
    expression(as<Raise>(stmt).type);
    expression(as<Raise>(stmt).value);
    expression(as<Raise>(stmt).traceback);
    break;
  case StmtKind::Global: global(as<Global>(stmt)); break;
  case StmtKind::Exec: exec(as<Exec>(stmt)); break;
  case StmtKind::Assert:
    expression(as<Assert>(stmt).test);
    expression(as<Assert>(stmt).message);
    break;
  case StmtKind::Import: imports(as<Import>(stmt).names, true); break;
  case StmtKind::ImportFrom:
    if (as<ImportFrom>(stmt).star) scope_->importStar = stmt.span;
    imports(as<ImportFrom>(stmt).names, false);
    break;
  default: compound(stmt); break;
  }
}

void SymbolCollector::compound(const Stmt& stmt) {
  switch (stmt.kind) {
  case StmtKind::If:
    expression(as<If>(stmt).test);
    body(as<If>(stmt).then);
    body(as<If>(stmt).otherwise);
    break;
  case StmtKind::While:
    expression(as<While>(stmt).test);
    body(as<While>(stmt).body);
    body(as<While>(stmt).otherwise);
    break;
  case StmtKind::For:
    target(*as<For>(stmt).target);
    expression(as<For>(stmt).iterable);
    body(as<For>(stmt).body);
    body(as<For>(stmt).otherwise);
    break;
  case StmtKind::Try: tryStatement(as<Try>(stmt)); break;
  case StmtKind::With:
    expression(as<With>(stmt).manager);
    if (as<With>(stmt).target) target(*as<With>(stmt).target);
    body(as<With>(stmt).body);
    break;
  case StmtKind::Function: function(as<Function>(stmt)); break;
  case StmtKind::Class: classDefinition(as<Class>(stmt)); break;
  default: break; // pass, break, continue
  }
}

void SymbolCollector::tryStatement(const Try& stmt) {
  body(stmt.body);
  for (const ExceptHandler& handler : stmt.handlers) {
    expression(handler.type);
    if (handler.target) target(*handler.target);
    body(handler.body);
  }
  body(stmt.otherwise);
  body(stmt.finally);
}

void SymbolCollector::exec(const Exec& stmt) {
  expression(stmt.code);
  expression(stmt.globals);
  expression(stmt.locals);
  if (!stmt.globals) scope_->bareExec = stmt.span;
}

void SymbolCollector::function(const Function& stmt) {
  bind(stmt.name);
  expressions(stmt.decorators);
  defaults(stmt.parameters);
  Scope* outer = scope_;
  scope_ = &table_.open(&stmt, ScopeKind::Function, stmt.name, stmt.span, outer);
  parameters(stmt.parameters);
  body(stmt.body);
  scope_ = outer;
}

void SymbolCollector::classDefinition(const Class& stmt) {
  bind(stmt.name);
  expressions(stmt.decorators);
  expressions(stmt.bases);
  Scope* outer = scope_;
  scope_ = &table_.open(&stmt, ScopeKind::Class, stmt.name, stmt.span, outer);
  scope_->privateClass = stmt.name;
  body(stmt.body);
  scope_ = outer;
}

// --- Expressions ---

void SymbolCollector::expressions(ExprList list) {
  for (const Expr* expr : list) expression(expr);
}

void SymbolCollector::expression(const Expr* expr) {
  if (!expr) return;
  switch (expr->kind) {
  case ExprKind::Constant:
  case ExprKind::Ellipsis: break;
  case ExprKind::Name: use(as<Name>(*expr).id); break;
  case ExprKind::Attribute: expression(as<Attribute>(*expr).value); break;
  case ExprKind::Subscript:
    expression(as<Subscript>(*expr).value);
    expression(as<Subscript>(*expr).index);
    break;
  case ExprKind::Slice:
    expression(as<Slice>(*expr).lower);
    expression(as<Slice>(*expr).upper);
    expression(as<Slice>(*expr).step);
    break;
  case ExprKind::Bool: expressions(as<Bool>(*expr).values); break;
  case ExprKind::Unary: expression(as<Unary>(*expr).operand); break;
  case ExprKind::Binary:
    expression(as<Binary>(*expr).left);
    expression(as<Binary>(*expr).right);
    break;
  case ExprKind::Compare:
    expression(as<Compare>(*expr).left);
    expressions(as<Compare>(*expr).rest);
    break;
  case ExprKind::Conditional:
    expression(as<Conditional>(*expr).test);
    expression(as<Conditional>(*expr).then);
    expression(as<Conditional>(*expr).otherwise);
    break;
  case ExprKind::Lambda: lambda(as<Lambda>(*expr)); break;
  case ExprKind::Tuple: expressions(as<Tuple>(*expr).items); break;
  case ExprKind::List: expressions(as<List>(*expr).items); break;
  case ExprKind::Set: expressions(as<Set>(*expr).items); break;
  case ExprKind::Dict:
    expressions(as<Dict>(*expr).keys);
    expressions(as<Dict>(*expr).values);
    break;
  case ExprKind::Comprehension: comprehension(as<Comprehension>(*expr)); break;
  case ExprKind::Call:
    expression(as<Call>(*expr).function);
    expressions(as<Call>(*expr).args);
    for (const Keyword& keyword : as<Call>(*expr).keywords) expression(keyword.value);
    expression(as<Call>(*expr).star);
    expression(as<Call>(*expr).starStar);
    break;
  case ExprKind::Yield:
    scope_->isGenerator = true;
    expression(as<Yield>(*expr).value);
    break;
  case ExprKind::Backquote: expression(as<Backquote>(*expr).value); break;
  }
}

void SymbolCollector::lambda(const Lambda& expr) {
  defaults(expr.parameters);
  Scope* outer = scope_;
  scope_ = &table_.open(&expr, ScopeKind::Function, "<lambda>", expr.span, outer);
  parameters(expr.parameters);
  expression(expr.body);
  scope_ = outer;
}

void SymbolCollector::comprehension(const Comprehension& expr) {
  expression(expr.clauses[0].iterable);
  if (expr.form == ComprehensionKind::List) {
    comprehensionParts(expr);
    return;
  }
  std::string_view name = expr.form == ComprehensionKind::Set    ? "<setcomp>"
                          : expr.form == ComprehensionKind::Dict ? "<dictcomp>"
                                                                 : "<genexpr>";
  Scope* outer = scope_;
  scope_ = &table_.open(&expr, ScopeKind::Function, name, expr.span, outer);
  scope_->isGenerator = expr.form == ComprehensionKind::Generator;
  parameter(".0", expr.span);
  scope_->parameters.push_back(".0");
  comprehensionParts(expr);
  scope_ = outer;
}

// All but the first iterable, which belongs to the enclosing scope.
void SymbolCollector::comprehensionParts(const Comprehension& expr) {
  for (size_t i = 0; i < expr.clauses.size(); ++i) {
    const ComprehensionClause& clause = expr.clauses[i];
    target(*clause.target);
    if (i > 0) expression(clause.iterable);
    expressions(clause.conditions);
  }
  expression(expr.element);
  expression(expr.value);
}

} // namespace tw::syntax
