// Code objects and names: functions, classes, lambdas and comprehensions.
#include "translator/support/diagnostic.h"
#include "translator/syntax/compiler_impl.h"

#include <algorithm>

namespace tw::syntax {

using namespace ast;

ScopeCompiler::ScopeCompiler(CompileContext& context, const Scope& scope)
    : context_(context), scope_(scope), object_(*context.arena.make<CodeObject>()), code_(object_) {
  object_.name = scope.name;
  object_.file = context.module.file;
  object_.span = scope.span;
  object_.isGenerator = scope.isGenerator;
  object_.usesLocalsDict = scope.usesLocalsDict();
  object_.futureDivision = context.module.futures.division;
  object_.futureUnicodeLiterals = context.module.futures.unicodeLiterals;
  object_.futurePrintFunction = context.module.futures.printFunction;
  code_.setSpan(scope.span);
  setVariables();
}

void ScopeCompiler::fail(const SourceSpan& span, std::string message, std::string hint) const {
  throw TranslationError({Severity::Error, span, std::move(message), {}, std::move(hint)});
}

// Parameters come first, then locals; captured locals are cells only.
void ScopeCompiler::setVariables() {
  for (const std::string& parameter : scope_.parameters) object_.varnames.push_back(parameter);
  for (const auto& symbol : scope_.symbols) {
    if (symbol->scope == NameScope::Cell)
      object_.cellvars.emplace_back(symbol->name);
    else if (symbol->scope == NameScope::Free || symbol->passed)
      object_.freevars.emplace_back(symbol->name);
    else if (symbol->scope == NameScope::Local && !scope_.usesLocalsDict() &&
             !std::ranges::count(scope_.parameters, symbol->name))
      object_.varnames.emplace_back(symbol->name);
  }
  for (uint32_t i = 0; i < object_.varnames.size(); ++i) locals_.emplace(object_.varnames[i], i);
  for (const std::string& cell : object_.cellvars) {
    auto it = std::ranges::find(scope_.parameters, cell);
    object_.cellParameters.push_back(
        it == scope_.parameters.end() ? -1 : static_cast<int32_t>(it - scope_.parameters.begin()));
    derefs_.emplace(cell, static_cast<uint32_t>(derefs_.size()));
  }
  for (const std::string& free : object_.freevars)
    derefs_.emplace(free, static_cast<uint32_t>(derefs_.size()));
}

const CodeObject* ScopeCompiler::finish() {
  code_.finish();
  return &object_;
}

// --- Code objects ---

const CodeObject* ScopeCompiler::compileModule() {
  const Module& module = context_.module;
  object_.span = {module.file, 1, 1, 1, 1};
  if (module.mode == Mode::Eval) {
    code_.setDocstring(ConstNone{});
    expression(*module.expression);
    code_.emit(Opcode::Return);
    return finish();
  }
  if (module.mode == Mode::Exec && docstring(module.body)) {
    code_.emit(Opcode::LoadConst, 0);
    code_.emitName(Opcode::StoreName, "__doc__");
  } else if (module.mode == Mode::Single) {
    code_.setDocstring(ConstNone{});
  }
  body(module.body);
  code_.emitConst(ConstNone{});
  code_.emit(Opcode::Return);
  return finish();
}

bool ScopeCompiler::docstring(Body body) {
  const auto* first = body.empty() ? nullptr : tryAs<Expression>(body[0]);
  const auto* constant = first ? tryAs<Constant>(first->value) : nullptr;
  if (constant && (std::holds_alternative<ConstStr>(constant->value) ||
                   std::holds_alternative<ConstUnicode>(constant->value))) {
    code_.setDocstring(constant->value);
    return true;
  }
  code_.setDocstring(ConstNone{});
  return false;
}

void ScopeCompiler::setParameters(const Parameters& parameters) {
  object_.argCount = static_cast<uint32_t>(parameters.positional.size());
  object_.hasVarArgs = !parameters.varArgs.empty();
  object_.hasVarKeywords = !parameters.varKeywords.empty();
}

void ScopeCompiler::unpackTupleParameters(const Parameters& parameters) {
  for (uint32_t i = 0; i < parameters.positional.size(); ++i) {
    const Parameter& parameter = parameters.positional[i];
    if (!parameter.tuple) continue;
    At at(code_, parameter.span);
    code_.emit(Opcode::LoadFast, i);
    store(*parameter.tuple);
  }
}

const CodeObject* ScopeCompiler::compileFunction(const Parameters& parameters, Body statements) {
  if (scope_.isGenerator && scope_.returnValue.known())
    fail(scope_.returnValue, "a generator cannot return a value",
         "this function contains 'yield'; use 'return' without a value");
  docstring(statements);
  setParameters(parameters);
  unpackTupleParameters(parameters);
  body(statements);
  code_.emitConst(ConstNone{});
  code_.emit(Opcode::Return);
  return finish();
}

const CodeObject* ScopeCompiler::compileLambda(const Lambda& lambda) {
  code_.setDocstring(ConstNone{});
  setParameters(lambda.parameters);
  unpackTupleParameters(lambda.parameters);
  expression(*lambda.body);
  if (scope_.isGenerator) {
    code_.emit(Opcode::Pop);
    code_.emitConst(ConstNone{});
  }
  code_.emit(Opcode::Return);
  return finish();
}

const CodeObject* ScopeCompiler::compileClass(Body statements) {
  bool documented = docstring(statements);
  code_.emitName(Opcode::LoadName, "__name__");
  code_.emitName(Opcode::StoreName, "__module__");
  if (documented) {
    code_.emit(Opcode::LoadConst, 0);
    code_.emitName(Opcode::StoreName, "__doc__");
  }
  body(statements);
  code_.emit(Opcode::LoadLocals);
  code_.emit(Opcode::Return);
  return finish();
}

const CodeObject* ScopeCompiler::compileComprehension(const Comprehension& expr) {
  code_.setDocstring(ConstNone{});
  object_.argCount = 1;
  if (expr.form == ComprehensionKind::Set) code_.emit(Opcode::BuildSet, 0);
  if (expr.form == ComprehensionKind::Dict) code_.emit(Opcode::BuildMap, 0);
  comprehensionClause(expr, 0);
  if (expr.form == ComprehensionKind::Generator) code_.emitConst(ConstNone{});
  code_.emit(Opcode::Return);
  return finish();
}

// --- Names ---

uint32_t ScopeCompiler::derefIndex(std::string_view mangled) const { return derefs_.at(mangled); }
uint32_t ScopeCompiler::localIndex(std::string_view mangled) const { return locals_.at(mangled); }

void ScopeCompiler::derefName(Access access, std::string_view mangled, std::string_view id) {
  if (access == Access::Delete)
    fail(code_.span(),
         "cannot delete variable '" + std::string(id) + "': an inner function uses it");
  code_.emit(access == Access::Load ? Opcode::LoadDeref : Opcode::StoreDeref, derefIndex(mangled));
}

void ScopeCompiler::name(Access access, std::string_view id) {
  if (access == Access::Load && id == "None") {
    code_.emitConst(ConstNone{});
    return;
  }
  static constexpr Opcode kFast[] = {Opcode::LoadFast, Opcode::StoreFast, Opcode::DeleteFast};
  static constexpr Opcode kName[] = {Opcode::LoadName, Opcode::StoreName, Opcode::DeleteName};
  static constexpr Opcode kGlobal[] = {Opcode::LoadGlobal, Opcode::StoreGlobal,
                                       Opcode::DeleteGlobal};
  auto which = static_cast<size_t>(access);
  std::string mangled = scope_.mangle(id);
  const Symbol* symbol = scope_.find(mangled);
  NameScope scope = symbol ? symbol->scope : NameScope::GlobalImplicit;
  bool byName = scope_.usesLocalsDict();
  switch (scope) {
  case NameScope::Cell:
  case NameScope::Free: derefName(access, mangled, id); break;
  case NameScope::GlobalExplicit: code_.emitName(kGlobal[which], mangled); break;
  case NameScope::GlobalImplicit:
    code_.emitName(byName ? kName[which] : kGlobal[which], mangled);
    break;
  case NameScope::Local:
    if (byName)
      code_.emitName(kName[which], mangled);
    else
      code_.emit(kFast[which], localIndex(mangled));
    break;
  }
}

// --- Functions and classes in the enclosing code ---

// After the defaults: the closure, the code, and the function of them.
void ScopeCompiler::makeFunction(const CodeObject* function, uint32_t defaults) {
  bool closure = !function->freevars.empty();
  for (const std::string& free : function->freevars)
    code_.emit(Opcode::LoadClosure, derefIndex(free));
  if (closure) code_.emit(Opcode::BuildTuple, static_cast<uint32_t>(function->freevars.size()));
  code_.emitConst(function);
  code_.emit(Opcode::MakeFunction, FunctionShape{defaults, closure}.pack());
}

uint32_t ScopeCompiler::defaults(const Parameters& parameters) {
  uint32_t count = 0;
  for (const Parameter& parameter : parameters.positional) {
    if (!parameter.defaultValue) continue;
    expression(*parameter.defaultValue);
    ++count;
  }
  return count;
}

void ScopeCompiler::function(const Function& stmt) {
  expressions(stmt.decorators);
  uint32_t defaultCount = defaults(stmt.parameters);
  const CodeObject*& compiled = context_.compiled[&stmt];
  if (!compiled)
    compiled = ScopeCompiler(context_, context_.symbols.scopeOf(&stmt))
                   .compileFunction(stmt.parameters, stmt.body);
  makeFunction(compiled, defaultCount);
  for (size_t i = 0; i < stmt.decorators.size(); ++i) code_.emitCall({.positional = 1});
  name(Access::Store, stmt.name);
}

void ScopeCompiler::classDefinition(const Class& stmt) {
  expressions(stmt.decorators);
  code_.emitConst(ConstStr{std::string(stmt.name)});
  expressions(stmt.bases);
  code_.emit(Opcode::BuildTuple, static_cast<uint32_t>(stmt.bases.size()));
  const CodeObject*& compiled = context_.compiled[&stmt];
  if (!compiled)
    compiled = ScopeCompiler(context_, context_.symbols.scopeOf(&stmt)).compileClass(stmt.body);
  makeFunction(compiled, 0);
  code_.emitCall({});
  code_.emit(Opcode::BuildClass);
  for (size_t i = 0; i < stmt.decorators.size(); ++i) code_.emitCall({.positional = 1});
  name(Access::Store, stmt.name);
}

void ScopeCompiler::lambda(const Lambda& expr) {
  uint32_t defaultCount = defaults(expr.parameters);
  const CodeObject*& compiled = context_.compiled[&expr];
  if (!compiled)
    compiled = ScopeCompiler(context_, context_.symbols.scopeOf(&expr)).compileLambda(expr);
  makeFunction(compiled, defaultCount);
}

// --- Comprehensions ---

// A comprehension that is a function: called with the iterator of its first clause.
void ScopeCompiler::generatorLike(const Comprehension& expr) {
  const CodeObject*& compiled = context_.compiled[&expr];
  if (!compiled)
    compiled = ScopeCompiler(context_, context_.symbols.scopeOf(&expr)).compileComprehension(expr);
  makeFunction(compiled, 0);
  const Expr& iterable = *expr.clauses[0].iterable;
  expression(iterable);
  {
    At at(code_, iterable.span);
    code_.emit(Opcode::GetIter);
  }
  code_.emitCall({.positional = 1});
}

void ScopeCompiler::listComprehension(const Comprehension& expr) {
  code_.emit(Opcode::BuildList, 0);
  comprehensionClause(expr, 0);
}

void ScopeCompiler::comprehensionClause(const Comprehension& expr, size_t index) {
  const ComprehensionClause& clause = expr.clauses[index];
  At at(code_, clause.iterable->span);
  if (index == 0 && expr.form != ComprehensionKind::List) {
    code_.emit(Opcode::LoadFast, 0);
  } else {
    expression(*clause.iterable);
    code_.emit(Opcode::GetIter);
  }
  Label top = code_.newLabel();
  Label end = code_.newLabel();
  code_.place(top);
  code_.jump(Opcode::ForIter, end);
  store(*clause.target);
  for (const Expr* condition : clause.conditions) branch(*condition, top, false);
  if (index + 1 < expr.clauses.size())
    comprehensionClause(expr, index + 1);
  else
    comprehensionElement(expr);
  code_.jump(Opcode::Jump, top);
  code_.place(end);
}

void ScopeCompiler::comprehensionElement(const Comprehension& expr) {
  At at(code_, expr.element->span);
  auto below = static_cast<uint32_t>(expr.clauses.size() + 1);
  if (expr.form == ComprehensionKind::Dict) {
    keyAndValue(*expr.element, *expr.value);
    code_.emit(Opcode::MapAdd, below);
    return;
  }
  expression(*expr.element);
  switch (expr.form) {
  case ComprehensionKind::List: code_.emit(Opcode::ListAppend, below); break;
  case ComprehensionKind::Set: code_.emit(Opcode::SetAdd, below); break;
  default:
    code_.emit(Opcode::Yield);
    code_.emit(Opcode::Pop);
    break;
  }
}

} // namespace tw::syntax
