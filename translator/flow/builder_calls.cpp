// FlowBuilder: calls, and the functions that it treats itself.
#include "translator/flow/builder.h"

#include "translator/flow/fold.h"

namespace tw::flow {
namespace {

using host::Kind;

// The operation that raises OverflowError; Count if there is none.
OpCode overflowVariant(OpCode op) {
  switch (op) {
  case OpCode::Neg: return OpCode::NegOvf;
  case OpCode::Abs: return OpCode::AbsOvf;
  case OpCode::Add:
  case OpCode::InplaceAdd: return OpCode::AddOvf;
  case OpCode::Sub:
  case OpCode::InplaceSub: return OpCode::SubOvf;
  case OpCode::Mul:
  case OpCode::InplaceMul: return OpCode::MulOvf;
  case OpCode::FloorDiv: return OpCode::FloorDivOvf;
  case OpCode::Div: return OpCode::DivOvf;
  case OpCode::Mod: return OpCode::ModOvf;
  case OpCode::LShift: return OpCode::LShiftOvf;
  default: return OpCode::Count;
  }
}

// The arities that the built-in function of the operation accepts.
bool acceptsCount(OpCode op, size_t count) {
  return static_cast<size_t>(opInfo(op).arity) == count;
}

} // namespace

void FlowBuilder::call(syntax::CallShape shape) {
  if (shape.starStar)
    fail("the names of arguments must be known: **keywords in a call are not RPython",
         "write each argument as name=value");
  Value star = shape.star ? pop() : Value();
  std::map<std::string, Value> keywords; // sorted: equal shapes compare equal
  std::vector<Value> named = popMany(2 * shape.keywords);
  for (size_t i = 0; i < named.size(); i += 2)
    keywords[std::string(host_.toStr(constantOf(named[i])))] = named[i + 1];
  std::vector<Value> args = popMany(shape.positional);
  Value function = pop();

  const host::Object* object = constantOf(function);
  if (object && special_.find(object).kind == Special::PrintFunction) {
    if (star) fail("print() with *arguments is not RPython", "print the items in a loop");
    printFunction(args, keywords);
    push(none());
    return;
  }
  const host::Object* starTuple = star ? constantOf(star) : nullptr;
  if (starTuple && starTuple->kind == Kind::Tuple) {
    for (host::Object* item : host::as<host::TupleObject>(starTuple)->items)
      args.push_back(constant(item));
    star = {};
  }
  if (keywords.empty() && !star) {
    push(callFunction(function, std::move(args)));
    return;
  }
  std::vector<host::Object*> names;
  std::vector<Value> operands{function, Value()};
  operands.insert(operands.end(), args.begin(), args.end());
  for (auto& [name, value] : keywords) {
    names.push_back(host_.intern(name));
    operands.push_back(value);
  }
  if (star) operands.push_back(star);
  operands[1] =
      constant(host_.newTuple({host_.newInt(static_cast<int64_t>(args.size())),
                               host_.newTuple(names), host_.boolean(static_cast<bool>(star))}));
  push(record(OpCode::CallArgs, std::move(operands)));
}

Value FlowBuilder::callFunction(Value function, std::vector<Value> args) {
  Value result;
  if (callSpecial(function, args, result)) return result;
  args.insert(args.begin(), function);
  return record(OpCode::SimpleCall, std::move(args));
}

bool FlowBuilder::callSpecial(Value function, std::vector<Value>& args, Value& result) {
  const host::Object* object = constantOf(function);
  if (!object) return false;
  SpecialCase special = special_.find(object);
  switch (special.kind) {
  case Special::None: return false;
  case Special::Operation:
    if (!acceptsCount(special.op, args.size())) return false;
    result = callOperation(special.op, args);
    return true;
  case Special::Redirect:
    result = callFunction(constant(special.function), std::move(args));
    return true;
  case Special::GetAttr:
    if (args.size() != 2) return false;
    result = emit(OpCode::GetAttr, args);
    return true;
  case Special::IsInstance: {
    host::Object* instance = args.size() == 2 ? constantOf(args[0]) : nullptr;
    host::Object* cls = args.size() == 2 ? constantOf(args[1]) : nullptr;
    if (!instance || !cls || !isFoldable(host_, instance)) return false;
    result = constant(host_.boolean(host_.isInstance(instance, cls)));
    return true;
  }
  case Special::PrintFunction:
    printFunction(args, {});
    result = none();
    return true;
  case Special::Import: result = importModule(args); return true;
  case Special::Forbidden:
    fail(std::string(host::as<host::BuiltinObject>(object)->name->value) + "() is not RPython",
         "a translated program contains no Python: call it while the target is imported");
  case Special::WeAreTranslated: result = constant(host_.boolean(true)); return true;
  case Special::Ovfcheck:
    if (args.size() != 1) fail("ovfcheck() takes one argument", "write ovfcheck(a + b)");
    result = ovfcheck(args[0]);
    return true;
  case Special::Integer: {
    host::Object* value = args.size() == 1 ? constantOf(args[0]) : nullptr;
    const bool folds = value && (value->kind == Kind::Int || value->kind == Kind::Long ||
                                 value->kind == Kind::SizedInt || value->kind == Kind::Bool);
    if (folds) result = constant(host_.call(constantOf(function), {value}));
    return folds;
  }
  }
  return false;
}

Value FlowBuilder::callOperation(OpCode op, std::vector<Value>& args) {
  if (op == OpCode::Iter) return iterator(args[0]);
  return opInfo(op).pure ? emit(op, args) : record(op, args);
}

// The operation whose result is checked, just recorded, becomes its variant
// that raises OverflowError.
Value FlowBuilder::ovfcheck(Value value) {
  if (value.isConstant()) return value;
  constexpr const char* kHint = "write ovfcheck(a + b)";
  auto found = producers_.find(value.variable());
  if (found == producers_.end()) fail("ovfcheck() needs an arithmetic operation", kHint);
  auto [op, block] = found->second;
  OpCode variant = overflowVariant(op->op);
  if (variant == OpCode::Count)
    fail("ovfcheck() of something that is no operation that can overflow", kHint);
  bool isLast = block == block_ && block->operations.back() == op;
  bool justRaised = block->canRaise() && block->raisingOperation() == op &&
                    block->exits.front()->target == block_ && block_->operations.empty();
  if (!isLast && !justRaised)
    fail("ovfcheck() must directly follow the arithmetic operation", kHint);
  op->op = variant;
  if (isLast) {
    if (handler()) addExceptionExits(exceptionsOf(variant, op->args));
  } else {
    std::vector<Link*> links = block->exits;
    links.push_back(newExceptionLink(host_.types().OverflowError, graph_->newBlock()));
    block->close(links, ExitKind::Exception);
    addHandler(*links.back(), false, *handler());
  }
  return value;
}

void FlowBuilder::printFunction(std::vector<Value>& args,
                                const std::map<std::string, Value>& keywords) {
  for (auto& [name, value] : keywords)

    fail("print() with " + name + "= is not RPython",
         "it takes end= only; write to a file by its write()");
  for (Value arg : args) printItem(arg);
  auto end = keywords.find("end");
  if (end == keywords.end())
    callHelper("print_newline", {});
  else
    callHelper("print_end", {end->second});
}

void FlowBuilder::printItem(Value value) { callHelper("print_item", {emit(OpCode::Str, {value})}); }

Value FlowBuilder::callHelper(const char* name, std::vector<Value> args) {
  Value helper = constant(special_.importedName("rpython.rlib.rprint", name));
  return callFunction(helper, std::move(args));
}

// The arguments of __import__; the module is a constant.
Value FlowBuilder::importModule(const std::vector<Value>& args) {
  std::vector<host::Object*> objects;
  for (Value arg : args) {
    if (!arg.isConstant())
      fail("the name of an imported module must be a constant",
           "modules are imported while the program is translated: import all that may be needed");
    objects.push_back(arg.constant()->object);
  }
  try {
    host::Object* import = host_.getAttr(host_.builtinModule(), "__import__");
    return constant(host_.call(import, host::Args{objects}));
  } catch (const host::HostError& error) {
    fail("this import always raises " + std::string(error.type()->name->value) + ": " +
             host_.str(error.value()),
         "imports in functions are executed while the program is translated");
  }
}

} // namespace tw::flow
