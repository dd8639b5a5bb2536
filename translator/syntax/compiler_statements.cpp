// Simple statements.
#include "translator/syntax/compiler_impl.h"

namespace tw::syntax {

using namespace ast;

void ScopeCompiler::body(Body statements) {
  for (const Stmt* stmt : statements) statement(*stmt);
}

void ScopeCompiler::statement(const Stmt& stmt) {
  At at(code_, stmt.span);
  switch (stmt.kind) {
  case StmtKind::If: ifStatement(as<If>(stmt)); break;
  case StmtKind::While: whileStatement(as<While>(stmt)); break;
  case StmtKind::For: forStatement(as<For>(stmt)); break;
  case StmtKind::Try: tryStatement(as<Try>(stmt)); break;
  case StmtKind::With: with(as<With>(stmt)); break;
  case StmtKind::Function: function(as<Function>(stmt)); break;
  case StmtKind::Class: classDefinition(as<Class>(stmt)); break;
  case StmtKind::Return: returnStatement(as<Return>(stmt)); break;
  case StmtKind::Break: breakStatement(stmt); break;
  case StmtKind::Continue: continueStatement(stmt); break;
  default: simpleStatement(stmt); break;
  }
}

void ScopeCompiler::simpleStatement(const Stmt& stmt) {
  switch (stmt.kind) {
  case StmtKind::Expression: expressionStatement(as<Expression>(stmt)); break;
  case StmtKind::Assign: assign(as<Assign>(stmt)); break;
  case StmtKind::AugAssign: augAssign(as<AugAssign>(stmt)); break;
  case StmtKind::Print: print(as<Print>(stmt)); break;
  case StmtKind::Delete:
    for (const Expr* target : as<Delete>(stmt).targets) remove(*target);
    break;
  case StmtKind::Raise: raise(as<Raise>(stmt)); break;
  case StmtKind::Exec: exec(as<Exec>(stmt)); break;
  case StmtKind::Assert: assertion(as<Assert>(stmt)); break;
  case StmtKind::Import: import(as<Import>(stmt)); break;
  case StmtKind::ImportFrom: importFrom(as<ImportFrom>(stmt)); break;
  default: break; // pass; global is the symbol table's
  }
}

void ScopeCompiler::expressionStatement(const Expression& stmt) {
  bool interactive = context_.module.mode == Mode::Single && scope_.kind == ScopeKind::Module;
  if (!interactive && stmt.value->kind == ExprKind::Constant) return;
  expression(*stmt.value);
  if (interactive) { // sys.displayhook(value)
    importModule("sys", 0, ConstNone{});
    code_.emitName(Opcode::LoadAttr, "displayhook");
    code_.emit(Opcode::Rot2);
    code_.emitCall({.positional = 1});
  }
  code_.emit(Opcode::Pop);
}

// --- Assignment ---

void ScopeCompiler::assign(const Assign& stmt) {
  if (assignInParallel(stmt)) return;
  expression(*stmt.value);
  for (size_t i = 0; i < stmt.targets.size(); ++i) {
    if (i + 1 < stmt.targets.size()) code_.emit(Opcode::Dup);
    store(*stmt.targets[i]);
  }
}

// `a, b = x, y` needs no tuple for two or three items.
bool ScopeCompiler::assignInParallel(const Assign& stmt) {
  const auto* values = tryAs<Tuple>(stmt.value);
  const auto* targets = tryAs<Tuple>(stmt.targets[0]);
  if (!values || !targets || stmt.targets.size() != 1) return false;
  size_t count = values->items.size();
  if (count != targets->items.size() || (count != 2 && count != 3)) return false;
  expressions(values->items);
  if (count == 3) code_.emit(Opcode::Rot3);
  code_.emit(Opcode::Rot2);
  for (const Expr* target : targets->items) store(*target);
  return true;
}

void ScopeCompiler::augAssign(const AugAssign& stmt) {
  auto op = static_cast<uint32_t>(stmt.op);
  if (const auto* target = tryAs<Subscript>(stmt.target)) {
    augAssignSubscript(stmt, *target);
  } else if (const auto* attribute = tryAs<Attribute>(stmt.target)) {
    expression(*attribute->value);
    code_.emit(Opcode::Dup);
    std::string mangled = scope_.mangle(attribute->name);
    code_.emitName(Opcode::LoadAttr, mangled);
    expression(*stmt.value);
    code_.emit(Opcode::Inplace, op);
    code_.emit(Opcode::Rot2);
    code_.emitName(Opcode::StoreAttr, mangled);
  } else {
    const Name& target_ = as<Name>(*stmt.target);
    name(Access::Load, target_.id);
    expression(*stmt.value);
    code_.emit(Opcode::Inplace, op);
    name(Access::Store, target_.id);
  }
}

void ScopeCompiler::augAssignSubscript(const AugAssign& stmt, const Subscript& target) {
  auto op = static_cast<uint32_t>(stmt.op);
  expression(*target.value);
  const auto* slice = tryAs<Slice>(target.index);
  if (!slice || slice->extended) {
    index(*target.index);
    code_.emit(Opcode::Dup2);
    code_.emit(Opcode::LoadItem);
    expression(*stmt.value);
    code_.emit(Opcode::Inplace, op);
    code_.emit(Opcode::Rot3);
    code_.emit(Opcode::StoreItem);
    return;
  }
  static constexpr Opcode kDup[] = {Opcode::Dup, Opcode::Dup2, Opcode::Dup3};
  static constexpr Opcode kRotate[] = {Opcode::Rot2, Opcode::Rot3, Opcode::Rot4};
  uint32_t flags = sliceBounds(*slice);
  size_t bounds = (flags & 1) + (flags >> 1);
  code_.emit(kDup[bounds]);
  code_.emit(Opcode::LoadSlice, flags);
  expression(*stmt.value);
  code_.emit(Opcode::Inplace, op);
  code_.emit(kRotate[bounds]);
  code_.emit(Opcode::StoreSlice, flags);
}

// --- Print, raise, exec, assert ---

void ScopeCompiler::print(const Print& stmt) {
  if (stmt.file) expression(*stmt.file);
  for (const Expr* value : stmt.values) {
    expression(*value);
    code_.emit(stmt.file ? Opcode::PrintItemTo : Opcode::PrintItem);
  }
  if (stmt.newline)
    code_.emit(stmt.file ? Opcode::PrintNewlineTo : Opcode::PrintNewline);
  else if (stmt.file)
    code_.emit(Opcode::Pop);
}

void ScopeCompiler::raise(const Raise& stmt) {
  uint32_t count = 0;
  for (const Expr* part : {stmt.type, stmt.value, stmt.traceback}) {
    if (!part) break;
    expression(*part);
    ++count;
  }
  code_.emit(Opcode::Raise, count);
}

void ScopeCompiler::exec(const Exec& stmt) {
  expression(*stmt.code);
  if (stmt.globals)
    expression(*stmt.globals);
  else
    code_.emitConst(ConstNone{});
  if (stmt.locals)
    expression(*stmt.locals);
  else
    code_.emit(Opcode::Dup);
  code_.emit(Opcode::Exec);
}

void ScopeCompiler::assertion(const Assert& stmt) {
  Label end = code_.newLabel();
  branch(*stmt.test, end, true);
  code_.emitName(Opcode::LoadGlobal, "AssertionError");
  if (stmt.message) {
    expression(*stmt.message);
    code_.emitCall({.positional = 1});
  }
  code_.emit(Opcode::Raise, 1);
  code_.place(end);
}

// --- Imports ---

void ScopeCompiler::importModule(std::string_view module, int64_t level, ConstValue fromList) {
  code_.emitConst(level);
  code_.emitConst(std::move(fromList));
  code_.emitName(Opcode::ImportName, module);
}

void ScopeCompiler::import(const Import& stmt) {
  int64_t level = context_.module.futures.absoluteImport ? 0 : -1;
  for (const Alias& alias : stmt.names) {
    At at(code_, alias.span);
    importModule(alias.name, level, ConstNone{});
    if (alias.asName.empty()) {
      name(Access::Store, alias.name.substr(0, alias.name.find('.')));
      continue;
    }
    // ImportName gives the first package of a dotted name.
    for (size_t dot = alias.name.find('.'); dot != alias.name.npos;) {
      size_t end = alias.name.find('.', dot + 1);
      code_.emitName(Opcode::LoadAttr, alias.name.substr(dot + 1, end - dot - 1));
      dot = end;
    }
    name(Access::Store, alias.asName);
  }
}

void ScopeCompiler::importFrom(const ImportFrom& stmt) {
  int64_t level =
      stmt.level > 0 ? int64_t{stmt.level} : (context_.module.futures.absoluteImport ? 0 : -1);
  auto names = std::make_shared<ConstTuple>();
  if (stmt.star) names->items.emplace_back(ConstStr{"*"});
  for (const Alias& alias : stmt.names)
    names->items.emplace_back(ConstStr{std::string(alias.name)});
  importModule(stmt.module, level, std::shared_ptr<const ConstTuple>(std::move(names)));
  if (stmt.star) {
    code_.emit(Opcode::ImportStar);
    return;
  }
  for (const Alias& alias : stmt.names) {
    At at(code_, alias.span);
    code_.emitName(Opcode::ImportFrom, alias.name);
    name(Access::Store, alias.asName.empty() ? alias.name : alias.asName);
  }
  code_.emit(Opcode::Pop);
}

} // namespace tw::syntax
