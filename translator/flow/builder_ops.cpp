// FlowBuilder: the instructions that are neither jumps nor calls.
#include "translator/flow/builder.h"

#include <algorithm>

namespace tw::flow {

using syntax::BinaryOp;
using syntax::CompareOp;
using syntax::Instruction;
using syntax::Opcode;
using syntax::UnaryOp;

namespace {

OpCode binaryOpCode(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add: return OpCode::Add;
  case BinaryOp::Sub: return OpCode::Sub;
  case BinaryOp::Mul: return OpCode::Mul;
  case BinaryOp::Div: return OpCode::Div;
  case BinaryOp::TrueDiv: return OpCode::TrueDiv;
  case BinaryOp::FloorDiv: return OpCode::FloorDiv;
  case BinaryOp::Mod: return OpCode::Mod;
  case BinaryOp::Pow: return OpCode::Pow;
  case BinaryOp::LShift: return OpCode::LShift;
  case BinaryOp::RShift: return OpCode::RShift;
  case BinaryOp::And: return OpCode::And;
  case BinaryOp::Or: return OpCode::Or;
  case BinaryOp::Xor: return OpCode::Xor;
  }
  return OpCode::Count;
}

OpCode inplaceOpCode(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add: return OpCode::InplaceAdd;
  case BinaryOp::Sub: return OpCode::InplaceSub;
  case BinaryOp::Mul: return OpCode::InplaceMul;
  case BinaryOp::Div: return OpCode::InplaceDiv;
  case BinaryOp::TrueDiv: return OpCode::InplaceTrueDiv;
  case BinaryOp::FloorDiv: return OpCode::InplaceFloorDiv;
  case BinaryOp::Mod: return OpCode::InplaceMod;
  case BinaryOp::Pow: return OpCode::InplacePow;
  case BinaryOp::LShift: return OpCode::InplaceLShift;
  case BinaryOp::RShift: return OpCode::InplaceRShift;
  case BinaryOp::And: return OpCode::InplaceAnd;
  case BinaryOp::Or: return OpCode::InplaceOr;
  case BinaryOp::Xor: return OpCode::InplaceXor;
  }
  return OpCode::Count;
}

OpCode compareOpCode(CompareOp op) {
  switch (op) {
  case CompareOp::Lt: return OpCode::Lt;
  case CompareOp::Le: return OpCode::Le;
  case CompareOp::Eq: return OpCode::Eq;
  case CompareOp::Ne: return OpCode::Ne;
  case CompareOp::Gt: return OpCode::Gt;
  case CompareOp::Ge: return OpCode::Ge;
  case CompareOp::In:
  case CompareOp::NotIn: return OpCode::Contains;
  case CompareOp::Is:
  case CompareOp::IsNot: return OpCode::Is;
  }
  return OpCode::Count;
}

} // namespace

bool FlowBuilder::step() {
  const Instruction& instruction = code_.instructions[position_];
  switch (instruction.op) {
  case Opcode::Pop:
  case Opcode::Dup:
  case Opcode::Dup2:
  case Opcode::Dup3:
  case Opcode::Rot2:
  case Opcode::Rot3:
  case Opcode::Rot4:
    stepStack(instruction.op);
    ++position_;
    return true;
  case Opcode::Jump:
  case Opcode::PopJumpIfFalse:
  case Opcode::PopJumpIfTrue:
  case Opcode::JumpIfFalseOrPop:
  case Opcode::JumpIfTrueOrPop:
  case Opcode::ForIter:
  case Opcode::Return:
  case Opcode::Raise:
  case Opcode::Reraise:
  case Opcode::ExceptionMatch: return stepControl(instruction);
  default: break;
  }
  bool goesOn = stepNames(instruction);
  if (goesOn) ++position_;
  return goesOn;
}

void FlowBuilder::stepStack(Opcode op) {
  std::vector<Value>& stack = state_.stack;
  auto end = stack.end();
  switch (op) {
  case Opcode::Pop: stack.pop_back(); break;
  case Opcode::Dup: stack.push_back(Value(stack.back())); break;
  case Opcode::Dup2:
    for (int i = 0; i < 2; ++i) stack.push_back(Value(stack[stack.size() - 2]));
    break;
  case Opcode::Dup3:
    for (int i = 0; i < 3; ++i) stack.push_back(Value(stack[stack.size() - 3]));
    break;
  case Opcode::Rot2: std::rotate(end - 2, end - 1, end); break;
  case Opcode::Rot3: std::rotate(end - 3, end - 1, end); break;
  default: std::rotate(end - 4, end - 1, end); break;
  }
}

bool FlowBuilder::stepNames(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::LoadConst: push(constant(function_->code->constants[instruction.arg])); return true;
  case Opcode::LoadFast: loadFast(instruction.arg); return true;
  case Opcode::StoreFast: storeFast(instruction.arg); return true;
  case Opcode::DeleteFast:
    loadFast(instruction.arg); // it must be assigned
    pop();
    state_.locals[instruction.arg] = {};
    return true;
  case Opcode::LoadName:
  case Opcode::LoadGlobal: loadGlobal(instruction.arg); return true;
  case Opcode::StoreName:
  case Opcode::StoreGlobal: failGlobal("assigned", instruction.arg);
  case Opcode::DeleteName:
  case Opcode::DeleteGlobal: failGlobal("deleted", instruction.arg);
  case Opcode::LoadDeref: loadDeref(instruction.arg); return true;
  case Opcode::LoadClosure: loadClosure(instruction.arg); return true;
  case Opcode::StoreDeref:
    fail("assignment to a variable of an enclosing function", "pass an object instead");
  case Opcode::LoadLocals: fail("locals() is not RPython", "local variables exist one by one only");
  case Opcode::LoadAttr: {
    Value object = pop();
    push(emit(OpCode::GetAttr, {object, newStr(code_.names[instruction.arg])}));
    return true;
  }
  case Opcode::StoreAttr: {
    std::vector<Value> args = popMany(2);
    record(OpCode::SetAttr, {args[1], newStr(code_.names[instruction.arg]), args[0]});
    return true;
  }
  case Opcode::DeleteAttr:
    fail("attributes cannot be deleted",
         "instances of a class always have the same attributes: assign None instead");
  default: return stepItems(instruction);
  }
}

bool FlowBuilder::stepItems(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::LoadItem: {
    std::vector<Value> args = popMany(2);
    push(emit(OpCode::GetItem, std::move(args)));
    return true;
  }
  case Opcode::StoreItem: {
    std::vector<Value> args = popMany(3);
    record(OpCode::SetItem, {args[1], args[2], args[0]});
    return true;
  }
  case Opcode::DeleteItem: record(OpCode::DelItem, popMany(2)); return true;
  case Opcode::LoadSlice:
  case Opcode::StoreSlice:
  case Opcode::DeleteSlice: sliceOp(instruction); return true;
  case Opcode::BuildSlice: {
    std::vector<Value> args = popMany(instruction.arg);
    if (args.size() == 2) args.push_back(none());
    push(emit(OpCode::NewSlice, std::move(args)));
    return true;
  }
  case Opcode::LoadEllipsis: fail("the ellipsis is not RPython", "index by integers");
  case Opcode::Unary: return unaryOp(static_cast<UnaryOp>(instruction.arg));
  case Opcode::Binary: {
    std::vector<Value> args = popMany(2);
    push(emit(binaryOpCode(static_cast<BinaryOp>(instruction.arg)), std::move(args)));
    return true;
  }
  case Opcode::Inplace: {
    std::vector<Value> args = popMany(2);
    push(record(inplaceOpCode(static_cast<BinaryOp>(instruction.arg)), std::move(args)));
    return true;
  }
  case Opcode::Compare: return compareOp(static_cast<CompareOp>(instruction.arg));
  default: return stepBuilding(instruction);
  }
}

bool FlowBuilder::stepBuilding(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::BuildTuple: push(emit(OpCode::NewTuple, popMany(instruction.arg))); return true;
  case Opcode::BuildList: push(record(OpCode::NewList, popMany(instruction.arg))); return true;
  case Opcode::BuildMap: {
    std::vector<Value> items = popMany(2 * instruction.arg);
    Value dict = record(OpCode::NewDict, {});
    for (size_t i = 0; i < items.size(); i += 2)
      record(OpCode::SetItem, {dict, items[i], items[i + 1]});
    push(dict);
    return true;
  }
  case Opcode::BuildSet:
  case Opcode::SetAdd:
    fail("a set cannot be made at run time",
         "use a dict with the items as keys and None as values");
  case Opcode::ListAppend: appendTo("append", instruction.arg); return true;
  case Opcode::MapAdd: {
    std::vector<Value> item = popMany(2);
    Value dict = state_.stack[state_.stack.size() - instruction.arg];
    record(OpCode::SetItem, {dict, item[0], item[1]});
    return true;
  }
  case Opcode::UnpackSequence: unpackSequence(instruction.arg); return true;
  case Opcode::BuildString: {
    Value value = pop();
    push(emit(OpCode::Repr, {value}));
    return true;
  }
  case Opcode::GetIter: push(iterator(pop())); return true;
  case Opcode::MakeFunction: makeFunction(instruction.arg); return true;
  case Opcode::Call: call(syntax::CallShape::unpack(instruction.arg)); return true;
  default: return stepStatements(instruction);
  }
}

bool FlowBuilder::stepStatements(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::Yield: yieldValue(); return true;
  case Opcode::BuildClass:
    fail("a class cannot be made at run time", "move the class statement to module level");
  case Opcode::ImportName: importName(instruction.arg); return true;
  case Opcode::ImportFrom: importFrom(instruction.arg); return true;
  case Opcode::ImportStar:
    fail("'import *' inside a function is not RPython", "move it to module level");
  case Opcode::PopException: popMany(2); return true;
  case Opcode::WithEnter: withEnter(); return true;
  case Opcode::WithExit: callFunction(pop(), {none(), none(), none()}); return true;
  case Opcode::WithExcept: {
    // RPython's context managers get the exception but no traceback, and
    // cannot swallow it. The class is replaced by the instance, which has one
    // type together with None.
    Value value = state_.stack[state_.stack.size() - 2];
    callFunction(state_.stack[state_.stack.size() - 3], {value, value, none()});
    push(constant(host_.boolean(false)));
    return true;
  }
  case Opcode::PrintItem: printItem(pop()); return true;
  case Opcode::PrintNewline: callHelper("print_newline", {}); return true;
  case Opcode::PrintItemTo:
  case Opcode::PrintNewlineTo:
    fail("print to a file is not RPython",
         "write to standard error by os.write(2, text), to a file by its write()");
  case Opcode::Exec:
    fail("exec is not RPython",
         "a translated program contains no Python: run such code while the target is imported");
  default:
    throw std::logic_error(std::string("no rule for the instruction ") +
                           syntax::opcodeName(instruction.op));
  }
}

void FlowBuilder::loadFast(uint32_t index) {
  Value value = state_.locals[index];
  const std::string& name = code_.varnames[index];
  if (!value)
    fail("the local variable '" + name + "' may be used before it is assigned",
         "it is not assigned on every path that leads here; assign it before the branch or loop");
  push(value);
}

void FlowBuilder::storeFast(uint32_t index) {
  Value value = pop();
  if (value.isVariable() && value.variable()->hint.empty())
    value.variable()->hint = code_.varnames[index];
  state_.locals[index] = value;
}

void FlowBuilder::loadGlobal(uint32_t index) {
  host::StrObject* name = function_->code->names[index];
  host::Object* object = host_.globalOrBuiltin(function_->globals, name);
  if (!object) {
    const std::string& wanted = code_.names[index];
    if (wanted == "input")
      fail("input() is not RPython", "raw_input() reads a line; convert it by int() or float()");
    fail("the global name '" + wanted + "' is not defined",
         suggestionFrom(wanted, {function_->globals, host_.builtinModule()->attributes}));
  }
  push(constant(object));
}

void FlowBuilder::failGlobal(const char* what, uint32_t index) const {
  fail("the global variable '" + code_.names[index] + "' is " + what + " at run time",
       "globals are constants in RPython: keep state in an attribute of an instance that is made "
       "at module level");
}

void FlowBuilder::loadDeref(uint32_t index) {
  size_t cells = code_.cellvars.size();
  host::CellObject* cell = function_->closure[index - cells];
  if (!cell->value)
    fail("the variable '" + code_.freevars[index - cells] +
         "' of the enclosing function is not assigned");
  push(constant(cell->value));
}

void FlowBuilder::loadClosure(uint32_t index) {
  // Functions with cell variables of their own were refused at the start.
  push(constant(function_->closure[index - code_.cellvars.size()]));
}

bool FlowBuilder::unaryOp(UnaryOp op) {
  Value value = pop();
  switch (op) {
  case UnaryOp::Neg: push(emit(OpCode::Neg, {value})); return true;
  case UnaryOp::Pos: push(emit(OpCode::Pos, {value})); return true;
  case UnaryOp::Invert: push(emit(OpCode::Invert, {value})); return true;
  case UnaryOp::Not: return pushNot(truth(value));
  }
  return true;
}

bool FlowBuilder::compareOp(CompareOp op) {
  std::vector<Value> args = popMany(2);
  if (op == CompareOp::In || op == CompareOp::NotIn) std::swap(args[0], args[1]);
  Value result = emit(compareOpCode(op), std::move(args));
  if (op == CompareOp::NotIn || op == CompareOp::IsNot) return pushNot(truth(result));
  push(result);
  return true;
}

void FlowBuilder::sliceOp(const Instruction& instruction) {
  Value upper = instruction.arg & 2 ? pop() : none();
  Value lower = instruction.arg & 1 ? pop() : none();
  Value object = pop();
  switch (instruction.op) {
  case Opcode::LoadSlice: push(emit(OpCode::GetSlice, {object, lower, upper})); break;
  case Opcode::StoreSlice: record(OpCode::SetSlice, {object, lower, upper, pop()}); break;
  default: record(OpCode::DelSlice, {object, lower, upper}); break;
  }
}

void FlowBuilder::appendTo(const char* method, uint32_t depth) {
  Value item = pop();
  Value list = state_.stack[state_.stack.size() - depth];
  callFunction(emit(OpCode::GetAttr, {list, newStr(method)}), {item});
}

void FlowBuilder::unpackSequence(uint32_t count) {
  Value sequence = pop();
  std::vector<Value> items;
  const Operation* made = producer(sequence);
  if (made && made->op == OpCode::NewTuple && made->args.size() == count) {
    items = made->args;
  } else {
    Value length = emit(OpCode::Len, {sequence});
    Value matches = truth(emit(OpCode::Eq, {length, newInt(count)}));
    if (host::Object* known = constantOf(matches)) {
      if (!host_.truth(known))
        fail("unpacking into " + std::to_string(count) + " variables, but there are " +
                 host_.str(constantOf(length)) + " items",
             "the number of variables must be the number of items");
    } else {
      Branches branches = split(matches);
      raiseIn(branches.no, [this] { return raiseNew(host_.types().ValueError); });
      block_ = branches.yes;
    }
    for (uint32_t i = 0; i < count; ++i)
      items.push_back(emit(OpCode::GetItem, {sequence, newInt(i)}));
  }
  for (size_t i = items.size(); i-- > 0;) push(items[i]);
}

void FlowBuilder::makeFunction(uint32_t arg) {
  auto shape = syntax::FunctionShape::unpack(arg);
  host::Object* code = constantOf(pop());
  host::Object* closure = shape.closure ? constantOf(pop()) : nullptr;
  if (shape.closure && !closure) fail("a function cannot capture run-time variables");
  std::vector<host::Object*> defaults;
  for (Value value : popMany(shape.defaults)) {
    if (!value.isConstant())
      fail("default values of a function made at run time must be constants",
           "define the function at module level");
    defaults.push_back(value.constant()->object);
  }
  Constant*& made = functions_[position_];
  if (!made || host::as<host::FunctionObject>(made->object)->defaults != defaults) {
    auto function = host_.newFunction(host::as<host::CodeObject>(code), function_->globals);
    function->defaults = std::move(defaults);
    if (closure) {
      host::Object** cells = nullptr;
      auto items = host::as<host::TupleObject>(closure)->items;
      host_.newTupleOf(items.size(), cells);
      std::copy(items.begin(), items.end(), cells);
      function->closure = {reinterpret_cast<host::CellObject* const*>(cells), items.size()};
    }
    made = constant(function);
  }
  push(made);
}

void FlowBuilder::importName(uint32_t index) {
  std::vector<Value> args = popMany(2); // level, fromlist
  push(importModule(
      {newStr(code_.names[index]), constant(function_->globals), none(), args[1], args[0]}));
}

void FlowBuilder::importFrom(uint32_t index) {
  Value module = state_.stack.back();
  push(emit(OpCode::GetAttr, {module, newStr(code_.names[index])}));
}

void FlowBuilder::yieldValue() {
  Value value = pop();
  if (code_.instructions[position_ + 1].op != Opcode::Pop)
    fail("the value of a yield expression cannot be used",
         "generators have no send() in RPython: use yield as a statement");
  record(OpCode::Yield, {value});
  push(none());
}

} // namespace tw::flow
