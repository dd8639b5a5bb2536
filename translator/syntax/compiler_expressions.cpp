// Expressions: values, conditions, and targets of assignments.
#include "translator/syntax/compiler_impl.h"

namespace tw::syntax {

using namespace ast;

namespace {

std::optional<ConstValue> constantValue(const Expr& expr);

std::optional<ConstValue> constantTuple(ExprList items) {
  auto tuple = std::make_shared<ConstTuple>();
  for (const Expr* item : items) {
    std::optional<ConstValue> value = constantValue(*item);
    if (!value) return std::nullopt;
    tuple->items.push_back(std::move(*value));
  }
  return std::shared_ptr<const ConstTuple>(std::move(tuple));
}

// Literals, None, and tuples of them.
std::optional<ConstValue> constantValue(const Expr& expr) {
  if (const auto* constant = tryAs<Constant>(&expr)) return constant->value;
  if (const auto* tuple = tryAs<Tuple>(&expr)) return constantTuple(tuple->items);
  const auto* name = tryAs<Name>(&expr);
  if (name && name->id == "None") return ConstNone{};
  return std::nullopt;
}

// True if it cannot be seen when, relative to other expressions, it is evaluated.
bool isPassive(const Expr& expr) {
  return expr.kind == ExprKind::Name || constantValue(expr).has_value();
}

} // namespace

void ScopeCompiler::expressions(ExprList list) {
  for (const Expr* expr : list) expression(*expr);
}

void ScopeCompiler::expression(const Expr& expr) {
  At at(code_, expr.span);
  switch (expr.kind) {
  case ExprKind::Constant: code_.emitConst(as<Constant>(expr).value); break;
  case ExprKind::Name: name(Access::Load, as<Name>(expr).id); break;
  case ExprKind::Attribute:
    expression(*as<Attribute>(expr).value);
    code_.emitName(Opcode::LoadAttr, scope_.mangle(as<Attribute>(expr).name));
    break;
  case ExprKind::Subscript: subscript(Access::Load, as<Subscript>(expr)); break;
  case ExprKind::Slice:
  case ExprKind::Ellipsis: index(expr); break;
  case ExprKind::Bool: boolean(as<Bool>(expr)); break;
  case ExprKind::Unary:
    expression(*as<Unary>(expr).operand);
    code_.emit(Opcode::Unary, static_cast<uint32_t>(as<Unary>(expr).op));
    break;
  case ExprKind::Binary:
    expression(*as<Binary>(expr).left);
    expression(*as<Binary>(expr).right);
    code_.emit(Opcode::Binary, static_cast<uint32_t>(as<Binary>(expr).op));
    break;
  case ExprKind::Compare: compare(as<Compare>(expr)); break;
  case ExprKind::Conditional: conditional(as<Conditional>(expr)); break;
  case ExprKind::Lambda: lambda(as<Lambda>(expr)); break;
  case ExprKind::Tuple:
    if (std::optional<ConstValue> value = constantValue(expr)) {
      code_.emitConst(std::move(*value));
      break;
    }
    expressions(as<Tuple>(expr).items);
    code_.emit(Opcode::BuildTuple, static_cast<uint32_t>(as<Tuple>(expr).items.size()));
    break;
  case ExprKind::List:
    expressions(as<List>(expr).items);
    code_.emit(Opcode::BuildList, static_cast<uint32_t>(as<List>(expr).items.size()));
    break;
  case ExprKind::Set:
    expressions(as<Set>(expr).items);
    code_.emit(Opcode::BuildSet, static_cast<uint32_t>(as<Set>(expr).items.size()));
    break;
  case ExprKind::Dict: dict(as<Dict>(expr)); break;
  case ExprKind::Comprehension:
    if (as<Comprehension>(expr).form == ComprehensionKind::List)
      listComprehension(as<Comprehension>(expr));
    else
      generatorLike(as<Comprehension>(expr));
    break;
  case ExprKind::Call: call(as<Call>(expr)); break;
  case ExprKind::Yield: yield(as<Yield>(expr)); break;
  case ExprKind::Backquote:
    expression(*as<Backquote>(expr).value);
    code_.emit(Opcode::BuildString);
    break;
  }
}

// --- Displays, calls, yield ---

void ScopeCompiler::dict(const Dict& expr) {
  for (size_t i = 0; i < expr.keys.size(); ++i) keyAndValue(*expr.keys[i], *expr.values[i]);
  code_.emit(Opcode::BuildMap, static_cast<uint32_t>(expr.keys.size()));
}

// Python 2 evaluates the value before its key. Where that cannot be seen, the
// order of the stack is the shorter one.
void ScopeCompiler::keyAndValue(const Expr& key, const Expr& value) {
  if (constantValue(key) || constantValue(value) || (isPassive(key) && isPassive(value))) {
    expression(key);
    expression(value);
    return;
  }
  expression(value);
  expression(key);
  code_.emit(Opcode::Rot2);
}

void ScopeCompiler::call(const Call& expr) {
  constexpr size_t kMaxArguments = 4095;
  if (expr.args.size() > kMaxArguments || expr.keywords.size() > kMaxArguments)
    fail(expr.span, "more than 4095 arguments in one call", "pass a list");
  expression(*expr.function);
  expressions(expr.args);
  for (const Keyword& keyword : expr.keywords) {
    code_.emitConst(ConstStr{std::string(keyword.name)});
    expression(*keyword.value);
  }
  if (expr.star) expression(*expr.star);
  if (expr.starStar) expression(*expr.starStar);
  code_.emitCall({static_cast<uint32_t>(expr.args.size()),
                  static_cast<uint32_t>(expr.keywords.size()), expr.star != nullptr,
                  expr.starStar != nullptr});
}

void ScopeCompiler::yield(const Yield& expr) {
  if (!scope_.isFunction())
    fail(expr.span, "'yield' outside of a function", "only a function can be a generator");
  if (expr.value)
    expression(*expr.value);
  else
    code_.emitConst(ConstNone{});
  code_.emit(Opcode::Yield);
}

// --- Conditions as values ---

void ScopeCompiler::boolean(const Bool& expr) {
  Label end = code_.newLabel();
  Opcode jump = expr.isAnd ? Opcode::JumpIfFalseOrPop : Opcode::JumpIfTrueOrPop;
  for (size_t i = 0; i + 1 < expr.values.size(); ++i) {
    expression(*expr.values[i]);
    code_.jump(jump, end);
  }
  expression(*expr.values.back());
  code_.place(end);
}

void ScopeCompiler::conditional(const Conditional& expr) {
  Label otherwise = code_.newLabel();
  Label end = code_.newLabel();
  branch(*expr.test, otherwise, false);
  expression(*expr.then);
  code_.jump(Opcode::Jump, end);
  code_.place(otherwise);
  expression(*expr.otherwise);
  code_.place(end);
}

// All links of a chained comparison but the last; each keeps its right operand.
// `jump` goes to the cleanup with that operand on the stack (below the result, if
// the jump keeps it).
void ScopeCompiler::chainLinks(const Compare& expr, Label cleanup, Opcode jump) {
  expression(*expr.left);
  for (size_t i = 0; i + 1 < expr.rest.size(); ++i) {
    expression(*expr.rest[i]);
    code_.emit(Opcode::Dup);
    code_.emit(Opcode::Rot3);
    code_.emit(Opcode::Compare, static_cast<uint32_t>(expr.ops[i]));
    code_.jump(jump, cleanup);
  }
  expression(*expr.rest.back());
  code_.emit(Opcode::Compare, static_cast<uint32_t>(expr.ops.back()));
}

void ScopeCompiler::compare(const Compare& expr) {
  Label cleanup = code_.newLabel();
  chainLinks(expr, cleanup, Opcode::JumpIfFalseOrPop);
  if (expr.rest.size() == 1) return;
  Label end = code_.newLabel();
  code_.jump(Opcode::Jump, end);
  code_.place(cleanup);
  code_.emit(Opcode::Rot2);
  code_.emit(Opcode::Pop);
  code_.place(end);
}

// --- Conditions as jumps ---

// The truth of an expression whose value no program can change.
std::optional<bool> ScopeCompiler::constantTruth(const Expr& expr) {
  if (const auto* name = tryAs<Name>(&expr)) {
    if (name->id == "None") return false;
    if (name->id == "__debug__") return true;
    return std::nullopt;
  }
  const auto* constant = tryAs<Constant>(&expr);
  if (!constant) return std::nullopt;
  struct Truth {
    bool operator()(int64_t value) const { return value != 0; }
    bool operator()(double value) const { return value != 0; }
    bool operator()(const ConstLong& value) const { return value.digits != "0"; }
    bool operator()(const ConstComplex& value) const { return value.imaginary != 0; }
    bool operator()(const ConstStr& value) const { return !value.bytes.empty(); }
    bool operator()(const ConstUnicode& value) const { return !value.text.empty(); }
    bool operator()(bool value) const { return value; }
    bool operator()(const ConstNone&) const { return false; }
    bool operator()(const std::shared_ptr<const ConstTuple>& value) const {
      return !value->items.empty();
    }
    bool operator()(const ConstEllipsis&) const { return true; }
    bool operator()(const CodeObject*) const { return true; }
  };
  return std::visit(Truth{}, constant->value);
}

// Jumps to the target if the truth of the test is `jumpIf`, else goes on.
void ScopeCompiler::branch(const Expr& test, Label target, bool jumpIf) {
  At at(code_, test.span);
  if (std::optional<bool> truth = constantTruth(test)) {
    if (*truth == jumpIf) code_.jump(Opcode::Jump, target);
    return;
  }
  const auto* unary = tryAs<Unary>(&test);
  if (unary && unary->op == UnaryOp::Not) {
    branch(*unary->operand, target, !jumpIf);
  } else if (const auto* boolean = tryAs<Bool>(&test)) {
    branchBool(*boolean, target, jumpIf);
  } else if (const auto* chain = tryAs<Compare>(&test); chain && chain->rest.size() > 1) {
    branchChain(*chain, target, jumpIf);
  } else {
    expression(test);
    code_.jump(jumpIf ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target);
  }
}

void ScopeCompiler::branchBool(const Bool& test, Label target, bool jumpIf) {
  // The first values decide alone when they are false in `and`, true in `or`.
  bool decides = !test.isAnd;
  Label fallThrough = code_.newLabel();
  Label decided = decides == jumpIf ? target : fallThrough;
  for (size_t i = 0; i + 1 < test.values.size(); ++i) branch(*test.values[i], decided, decides);
  branch(*test.values.back(), target, jumpIf);
  code_.place(fallThrough);
}

void ScopeCompiler::branchChain(const Compare& test, Label target, bool jumpIf) {
  Label cleanup = code_.newLabel();
  Label end = code_.newLabel();
  chainLinks(test, cleanup, Opcode::PopJumpIfFalse);
  code_.jump(jumpIf ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target);
  code_.jump(Opcode::Jump, end);
  code_.place(cleanup);
  code_.emit(Opcode::Pop);
  if (!jumpIf) code_.jump(Opcode::Jump, target);
  code_.place(end);
}

// --- Subscripts ---

// For a store the value is on the stack already.
void ScopeCompiler::subscript(Access access, const Subscript& expr) {
  static constexpr Opcode kItem[] = {Opcode::LoadItem, Opcode::StoreItem, Opcode::DeleteItem};
  static constexpr Opcode kSlice[] = {Opcode::LoadSlice, Opcode::StoreSlice, Opcode::DeleteSlice};
  auto which = static_cast<size_t>(access);
  expression(*expr.value);
  const auto* slice = tryAs<Slice>(expr.index);
  if (slice && !slice->extended) {
    code_.emit(kSlice[which], sliceBounds(*slice));
  } else {
    index(*expr.index);
    code_.emit(kItem[which]);
  }
}

uint32_t ScopeCompiler::sliceBounds(const Slice& slice) {
  if (slice.lower) expression(*slice.lower);
  if (slice.upper) expression(*slice.upper);
  return (slice.lower ? 1u : 0u) | (slice.upper ? 2u : 0u);
}

void ScopeCompiler::index(const Expr& expr) {
  At at(code_, expr.span);
  if (expr.kind == ExprKind::Ellipsis) {
    code_.emit(Opcode::LoadEllipsis);
    return;
  }
  const auto* slice = tryAs<Slice>(&expr);
  if (!slice) {
    expression(expr);
    return;
  }
  auto part = [this](const Expr* bound) {
    if (bound)
      expression(*bound);
    else
      code_.emitConst(ConstNone{});
  };
  part(slice->lower);
  part(slice->upper);
  if (slice->extended) part(slice->step);
  code_.emit(Opcode::BuildSlice, slice->extended ? 3 : 2);
}

// --- Targets ---

void ScopeCompiler::store(const Expr& target) {
  At at(code_, target.span);
  switch (target.kind) {
  case ExprKind::Name: name(Access::Store, as<Name>(target).id); break;
  case ExprKind::Attribute:
    expression(*as<Attribute>(target).value);
    code_.emitName(Opcode::StoreAttr, scope_.mangle(as<Attribute>(target).name));
    break;
  case ExprKind::Subscript: subscript(Access::Store, as<Subscript>(target)); break;
  case ExprKind::Tuple: unpack(as<Tuple>(target).items); break;
  case ExprKind::List: unpack(as<List>(target).items); break;
  default: fail(target.span, "cannot assign to this expression");
  }
}

void ScopeCompiler::unpack(ExprList targets) {
  code_.emit(Opcode::UnpackSequence, static_cast<uint32_t>(targets.size()));
  for (const Expr* target : targets) store(*target);
}

void ScopeCompiler::remove(const Expr& target) {
  At at(code_, target.span);
  switch (target.kind) {
  case ExprKind::Name: name(Access::Delete, as<Name>(target).id); break;
  case ExprKind::Attribute:
    expression(*as<Attribute>(target).value);
    code_.emitName(Opcode::DeleteAttr, scope_.mangle(as<Attribute>(target).name));
    break;
  case ExprKind::Subscript: subscript(Access::Delete, as<Subscript>(target)); break;
  case ExprKind::Tuple:
    for (const Expr* item : as<Tuple>(target).items) remove(*item);
    break;
  case ExprKind::List:
    for (const Expr* item : as<List>(target).items) remove(*item);
    break;
  default: fail(target.span, "cannot delete this expression");
  }
}

} // namespace tw::syntax
