// The evaluator: executes the bytecode of one frame.
//
// One switch over the operations; what does not fit in a few lines is a helper
// above it. Native code raises Python exceptions as C++ exceptions; between the
// frames of Python functions they travel as the host's pending exception and a
// null result, which is thirty times faster than unwinding the C++ stack.
#include "translator/host/frame.h"
#include "translator/host/import.h"

#include <alloca.h>
#include <new>
#include <stdexcept>

namespace tw::host {

using syntax::BinaryOp;
using syntax::CallShape;
using syntax::CompareOp;
using syntax::FunctionShape;
using syntax::Instruction;
using syntax::Opcode;
using syntax::UnaryOp;

namespace {

// ---- Fast paths of the operators: two plain ints ----------------------------------------------

inline bool plainInts(const Object* a, const Object* b) {
  return a->kind == Kind::Int && b->kind == Kind::Int && a->cls->builtin && b->cls->builtin;
}

inline Object* binaryOp(Host& host, BinaryOp op, Object* a, Object* b) {
  if (plainInts(a, b)) {
    const int64_t x = as<IntObject>(a)->value, y = as<IntObject>(b)->value;
    int64_t result;
    switch (op) {
    case BinaryOp::Add:
      if (!__builtin_add_overflow(x, y, &result)) return host.newInt(result);
      break;
    case BinaryOp::Sub:
      if (!__builtin_sub_overflow(x, y, &result)) return host.newInt(result);
      break;
    case BinaryOp::Mul:
      if (!__builtin_mul_overflow(x, y, &result)) return host.newInt(result);
      break;
    case BinaryOp::And: return host.newInt(x & y);
    case BinaryOp::Or: return host.newInt(x | y);
    case BinaryOp::Xor: return host.newInt(x ^ y);
    default: break;
    }
  }
  return host.binary(op, a, b);
}

inline Object* compareOp(Host& host, CompareOp op, Object* a, Object* b) {
  if (op == CompareOp::Is) return host.boolean(a == b);
  if (op == CompareOp::IsNot) return host.boolean(a != b);
  if (plainInts(a, b)) {
    const int64_t x = as<IntObject>(a)->value, y = as<IntObject>(b)->value;
    switch (op) {
    case CompareOp::Lt: return host.boolean(x < y);
    case CompareOp::Le: return host.boolean(x <= y);
    case CompareOp::Eq: return host.boolean(x == y);
    case CompareOp::Ne: return host.boolean(x != y);
    case CompareOp::Gt: return host.boolean(x > y);
    case CompareOp::Ge: return host.boolean(x >= y);
    default: break;
    }
  }
  return host.compare(op, a, b);
}

inline bool truthOf(Host& host, Object* o) {
  return o->kind == Kind::Bool ? as<IntObject>(o)->value != 0 : host.truth(o);
}

inline Object* itemOf(Host& host, Object* container, Object* index) {
  if (container->kind == Kind::List && index->kind == Kind::Int && container->cls->builtin) {
    const auto& items = as<ListObject>(container)->items;
    int64_t i = as<IntObject>(index)->value;
    if (i < 0) i += static_cast<int64_t>(items.size());
    if (static_cast<uint64_t>(i) < items.size()) return items[static_cast<size_t>(i)];
  }
  return host.getItem(container, index);
}

// ---- Names ----------------------------------------------------------------------------------

[[noreturn]] void raiseUnbound(Host& host, const Frame& f, uint32_t local) {
  host.raise(host.types().UnboundLocalError,
             "local variable '" + f.code->code->varnames[local] + "' referenced before assignment");
}

const std::string& derefName(const Frame& f, uint32_t index) {
  const auto& code = *f.code->code;
  return index < code.cellvars.size() ? code.cellvars[index]
                                      : code.freevars[index - code.cellvars.size()];
}

[[noreturn]] void raiseUnboundDeref(Host& host, const Frame& f, uint32_t index) {
  if (index < f.code->code->cellvars.size())
    host.raise(host.types().UnboundLocalError,
               "local variable '" + derefName(f, index) + "' referenced before assignment");
  host.raise(host.types().NameError, "free variable '" + derefName(f, index) +
                                         "' referenced before assignment in enclosing scope");
}

Object* loadGlobal(Host& host, const Frame& f, StrObject* name, const char* what) {
  if (Object* value = host.globalOrBuiltin(f.globals, name)) return value;
  host.raise(host.types().NameError,
             std::string(what) + "name '" + std::string(name->value) + "' is not defined");
}

Object* loadName(Host& host, const Frame& f, StrObject* name) {
  if (f.localsDict)
    if (Object* value = f.localsDict->table.find(name)) return value;
  return loadGlobal(host, f, name, "");
}

void deleteName(Host& host, DictObject* dict, StrObject* name) {
  if (!dict->table.remove(name))
    host.raise(host.types().NameError, "name '" + std::string(name->value) + "' is not defined");
}

// ---- Building -------------------------------------------------------------------------------

Object* buildMap(Host& host, Object** items, uint32_t count) {
  DictObject* dict = host.newDict();
  for (uint32_t i = 0; i < count; ++i) dict->table.set(host, items[2 * i], items[2 * i + 1]);
  return dict;
}

Object* buildSet(Host& host, Object** items, uint32_t count) {
  SetObject* set = host.newSet();
  for (uint32_t i = 0; i < count; ++i) set->table.set(host, items[i], nullptr);
  return set;
}

// Pushes the items in reverse, so that the first is on top.
Object** unpackSequence(Host& host, Object* sequence, uint32_t count, Object** sp) {
  std::vector<Object*> copy;
  std::span<Object* const> items;
  if (sequence->kind == Kind::Tuple && sequence->cls->builtin) {
    items = as<TupleObject>(sequence)->items;
  } else {
    Object* iterator = host.iter(sequence);
    while (copy.size() <= count) {
      Object* item = host.next(iterator);
      if (!item) break;
      copy.push_back(item);
    }
    items = copy;
  }
  if (items.size() < count) {
    const size_t n = items.size();
    host.raise(host.types().ValueError, "need more than " + std::to_string(n) + " value" +
                                            (n == 1 ? "" : "s") + " to unpack");
  }
  if (items.size() > count) host.raise(host.types().ValueError, "too many values to unpack");
  for (uint32_t i = count; i-- > 0;) *sp++ = items[i];
  return sp;
}

Object* makeFunction(Host& host, const Frame& f, uint32_t arg, Object**& sp) {
  const FunctionShape shape = FunctionShape::unpack(arg);
  auto* code = as<CodeObject>(*--sp);
  FunctionObject* function = host.newFunction(code, f.globals);
  if (shape.closure) {
    auto* cells = as<TupleObject>(*--sp);
    function->closure = {reinterpret_cast<CellObject* const*>(cells->items.data()),
                         cells->items.size()};
  }
  sp -= shape.defaults;
  function->defaults.assign(sp, sp + shape.defaults);
  return function;
}

Object* buildClass(Host& host, const Frame& f, Object* name, Object* bases, DictObject* dict) {
  Object* metaclass = dict->table.find(host.names().metaclass);
  const auto& baseItems = as<TupleObject>(bases)->items;
  if (!metaclass && !baseItems.empty()) {
    metaclass = isClass(baseItems[0]) ? baseItems[0]->cls
                                      : host.getAttr(baseItems[0], host.names().className);
  }
  if (!metaclass) metaclass = f.globals->table.find(host.names().metaclass);
  if (!metaclass) metaclass = host.types().classobj;
  return host.call(metaclass, {name, bases, dict});
}

// ---- Calls ----------------------------------------------------------------------------------

Object* callGeneral(Host& host, uint32_t arg, Object**& sp) {
  const CallShape shape = CallShape::unpack(arg);
  Object* mapping = shape.starStar ? *--sp : nullptr;
  Object* sequence = shape.star ? *--sp : nullptr;
  sp -= 2 * shape.keywords;
  Object** keywordItems = sp;
  sp -= shape.positional;
  std::vector<Object*> positional(sp, sp + shape.positional);
  Object* callable = *--sp;
  std::vector<Keyword> keywords;
  for (uint32_t i = 0; i < shape.keywords; ++i)
    keywords.push_back({as<StrObject>(keywordItems[2 * i]), keywordItems[2 * i + 1]});
  if (sequence) host.forEach(sequence, [&](Object* item) { positional.push_back(item); });
  if (mapping) {
    Object* keys = mapping->kind == Kind::Dict ? mapping : host.callMethod(mapping, "keys", {});
    host.forEach(keys, [&](Object* key) {
      if (!isStr(key)) host.raise(host.types().TypeError, "keywords must be strings");
      StrObject* name = host.intern(as<StrObject>(key));
      for (const Keyword& k : keywords) {
        if (k.name->value == name->value)
          host.raise(host.types().TypeError,
                     "got multiple values for keyword argument '" + std::string(name->value) + "'");
      }
      keywords.push_back({name, host.getItem(mapping, key)});
    });
  }
  return host.call(callable, Args{positional, keywords});
}

// ---- Exceptions -------------------------------------------------------------------------------

TracebackObject* tracebackOf(Host& host, Object* exception) {
  TracebackObject* traceback = nullptr;
  if (exception->kind == Kind::Exception) traceback = as<ExceptionObject>(exception)->traceback;
  if (!traceback && host.handledException() == exception) traceback = host.handledTraceback();
  return traceback ? traceback
                   : host.make<TracebackObject>(host.types().traceback, Kind::Traceback);
}

// The exception that `raise type, value, traceback` raises.
HostError makeRaise(Host& host, Object* type, Object* value, Object* traceback) {
  if (type->kind == Kind::Tuple && !as<TupleObject>(type)->items.empty())
    return makeRaise(host, as<TupleObject>(type)->items[0], value, traceback);
  Object* exception = nullptr;
  if (isClass(type)) {
    auto* cls = as<ClassObject>(type);
    if (!cls->oldStyle && !host.isSubtype(cls, host.types().BaseException))
      host.raise(host.types().TypeError,
                 "exceptions must be old-style classes or derived from BaseException, not " +
                     std::string(cls->cls->name->value));
    if (value && !isNone(value) && host.isSubtype(value->cls, cls))
      exception = value;
    else if (!value || isNone(value))
      exception = host.call(type, {});
    else if (value->kind == Kind::Tuple)
      exception = host.call(type, Args{as<TupleObject>(value)->items, {}});
    else
      exception = host.call(type, {value});
  } else {
    exception = type;
  }
  if (exception->kind != Kind::Exception && !isOldStyleInstance(exception))
    host.raise(host.types().TypeError,
               "exceptions must be old-style classes or derived from BaseException, not " +
                   std::string(host.typeOf(exception)->name->value));
  TracebackObject* entries = nullptr;
  if (traceback && traceback->kind == Kind::Traceback) entries = as<TracebackObject>(traceback);
  if (!entries) entries = host.make<TracebackObject>(host.types().traceback, Kind::Traceback);
  return HostError(exception, entries);
}

HostError raiseOperands(Host& host, uint32_t count, Object**& sp, bool& keepTraceback) {
  if (count == 0) {
    Object* handled = host.handledException();
    if (!handled)
      host.raise(
          host.types().TypeError,
          "exceptions must be old-style classes or derived from BaseException, not NoneType");
    keepTraceback = true;
    return HostError(handled, tracebackOf(host, handled));
  }
  Object* traceback = count > 2 ? *--sp : nullptr;
  Object* value = count > 1 ? *--sp : nullptr;
  return makeRaise(host, *--sp, value, traceback);
}

Object* withEnter(Host& host, Object* manager, Object*& exit) {
  Object* exitMethod = host.getAttr(manager, host.names().exit);
  Object* enter = host.getAttr(manager, host.names().enter);
  exit = exitMethod;
  return host.call(enter, {});
}

void execStatement(Host& host, Frame& f, Object* code, Object* globals, Object* locals) {
  if (code->kind == Kind::Tuple) {
    const auto& items = as<TupleObject>(code)->items;
    if (items.size() > 1 && isNone(globals)) globals = items[1];
    if (items.size() > 2 && isNone(locals)) locals = items[2];
    if (!items.empty()) code = items[0];
  }
  const bool useOwn = isNone(globals);
  DictObject* globalDict = useOwn ? f.globals : as<DictObject>(globals);
  DictObject* localDict = !isNone(locals) ? as<DictObject>(locals)
                          : useOwn        ? Evaluator::localsOf(host, f)
                                          : globalDict;
  if (code->kind == Kind::Code)
    host.execute(as<CodeObject>(code), globalDict, localDict);
  else
    host.execute(compileText(host, code, "<string>", CompileMode::Exec), globalDict, localDict);
}

} // namespace

// The cases keep the operand stack in `sp`; f.pc always names the instruction
// being executed, so that an exception finds its handler and its line.
Object* Evaluator::loop(Host& host, Frame& f) {
  const syntax::CodeObject& code = *f.code->code;
  const Instruction* const instructions = code.instructions.data();
  Object* const* const constants = f.code->constants.data();
  StrObject* const* const names = f.code->names.data();
  uint32_t pc = f.pc;
  Object** sp = f.stack + f.depth;
  for (;;) {
    const Instruction in = instructions[pc];
    f.pc = pc++;
    switch (in.op) {
    case Opcode::Pop: --sp; break;
    case Opcode::Dup:
      sp[0] = sp[-1];
      ++sp;
      break;
    case Opcode::Dup2:
      sp[0] = sp[-2];
      sp[1] = sp[-1];
      sp += 2;
      break;
    case Opcode::Dup3:
      sp[0] = sp[-3];
      sp[1] = sp[-2];
      sp[2] = sp[-1];
      sp += 3;
      break;
    case Opcode::Rot2: std::swap(sp[-1], sp[-2]); break;
    case Opcode::Rot3: {
      Object* top = sp[-1];
      sp[-1] = sp[-2];
      sp[-2] = sp[-3];
      sp[-3] = top;
      break;
    }
    case Opcode::Rot4: {
      Object* top = sp[-1];
      sp[-1] = sp[-2];
      sp[-2] = sp[-3];
      sp[-3] = sp[-4];
      sp[-4] = top;
      break;
    }

    case Opcode::LoadConst: *sp++ = constants[in.arg]; break;
    case Opcode::LoadFast:
      if (!(*sp = f.locals[in.arg])) raiseUnbound(host, f, in.arg);
      ++sp;
      break;
    case Opcode::StoreFast: f.locals[in.arg] = *--sp; break;
    case Opcode::DeleteFast:
      if (!f.locals[in.arg]) raiseUnbound(host, f, in.arg);
      f.locals[in.arg] = nullptr;
      break;
    case Opcode::LoadName:
      *sp = loadName(host, f, names[in.arg]);
      ++sp;
      break;
    case Opcode::StoreName:
      f.localsDict->table.set(names[in.arg], sp[-1]);
      --sp;
      break;
    case Opcode::DeleteName: deleteName(host, f.localsDict, names[in.arg]); break;
    case Opcode::LoadGlobal:
      *sp = loadGlobal(host, f, names[in.arg], "global ");
      ++sp;
      break;
    case Opcode::StoreGlobal:
      f.globals->table.set(names[in.arg], sp[-1]);
      --sp;
      break;
    case Opcode::DeleteGlobal: deleteName(host, f.globals, names[in.arg]); break;
    case Opcode::LoadDeref:
      if (!(*sp = f.cells[in.arg]->value)) raiseUnboundDeref(host, f, in.arg);
      ++sp;
      break;
    case Opcode::StoreDeref: f.cells[in.arg]->value = *--sp; break;
    case Opcode::LoadClosure: *sp++ = f.cells[in.arg]; break;
    case Opcode::LoadLocals: *sp++ = f.localsDict; break;

    case Opcode::LoadAttr: sp[-1] = host.getAttr(sp[-1], names[in.arg]); break;
    case Opcode::StoreAttr:
      host.setAttr(sp[-1], names[in.arg], sp[-2]);
      sp -= 2;
      break;
    case Opcode::DeleteAttr:
      host.delAttr(sp[-1], names[in.arg]);
      --sp;
      break;
    case Opcode::LoadItem:
      sp[-2] = itemOf(host, sp[-2], sp[-1]);
      --sp;
      break;
    case Opcode::StoreItem:
      host.setItem(sp[-2], sp[-1], sp[-3]);
      sp -= 3;
      break;
    case Opcode::DeleteItem:
      host.delItem(sp[-2], sp[-1]);
      sp -= 2;
      break;
    case Opcode::LoadSlice: {
      Object* upper = in.arg & 2 ? *--sp : nullptr;
      Object* lower = in.arg & 1 ? *--sp : nullptr;
      sp[-1] = host.getSlice(sp[-1], lower, upper);
      break;
    }
    case Opcode::StoreSlice: {
      Object* upper = in.arg & 2 ? *--sp : nullptr;
      Object* lower = in.arg & 1 ? *--sp : nullptr;
      host.setSlice(sp[-1], lower, upper, sp[-2]);
      sp -= 2;
      break;
    }
    case Opcode::DeleteSlice: {
      Object* upper = in.arg & 2 ? *--sp : nullptr;
      Object* lower = in.arg & 1 ? *--sp : nullptr;
      host.delSlice(*--sp, lower, upper);
      break;
    }
    case Opcode::BuildSlice: {
      Object* step = in.arg == 3 ? *--sp : host.none_;
      sp[-2] = host.newSlice(sp[-2], sp[-1], step);
      --sp;
      break;
    }
    case Opcode::LoadEllipsis: *sp++ = host.ellipsis_; break;

    case Opcode::Unary: {
      const auto op = static_cast<UnaryOp>(in.arg);
      sp[-1] = op == UnaryOp::Not ? host.boolean(!truthOf(host, sp[-1])) : host.unary(op, sp[-1]);
      break;
    }
    case Opcode::Binary:
      sp[-2] = binaryOp(host, static_cast<BinaryOp>(in.arg), sp[-2], sp[-1]);
      --sp;
      break;
    case Opcode::Inplace: {
      const auto op = static_cast<BinaryOp>(in.arg);
      sp[-2] = plainInts(sp[-2], sp[-1]) ? binaryOp(host, op, sp[-2], sp[-1])
                                         : host.inplace(op, sp[-2], sp[-1]);
      --sp;
      break;
    }
    case Opcode::Compare:
      sp[-2] = compareOp(host, static_cast<CompareOp>(in.arg), sp[-2], sp[-1]);
      --sp;
      break;

    case Opcode::BuildTuple:
      sp -= in.arg;
      *sp = host.newTuple(std::span<Object* const>(sp, in.arg));
      ++sp;
      break;
    case Opcode::BuildList:
      sp -= in.arg;
      *sp = host.newList({sp, sp + in.arg});
      ++sp;
      break;
    case Opcode::BuildSet: {
      Object** items = sp - in.arg;
      Object* set = buildSet(host, items, in.arg);
      sp = items;
      *sp++ = set;
      break;
    }
    case Opcode::BuildMap: {
      Object** items = sp - 2 * in.arg;
      Object* map = buildMap(host, items, in.arg);
      sp = items;
      *sp++ = map;
      break;
    }
    case Opcode::ListAppend:
      --sp;
      as<ListObject>(*(sp - in.arg))->items.push_back(*sp);
      break;
    case Opcode::SetAdd:
      as<SetObject>(*(sp - 1 - in.arg))->table.set(host, sp[-1], nullptr);
      --sp;
      break;
    case Opcode::MapAdd:
      as<DictObject>(*(sp - 2 - in.arg))->table.set(host, sp[-2], sp[-1]);
      sp -= 2;
      break;
    case Opcode::UnpackSequence: sp = unpackSequence(host, sp[-1], in.arg, sp - 1); break;
    case Opcode::BuildString: sp[-1] = host.newStr(host.repr(sp[-1])); break;

    case Opcode::Jump: pc = in.arg; break;
    case Opcode::PopJumpIfFalse:
      if (!truthOf(host, sp[-1])) pc = in.arg;
      --sp;
      break;
    case Opcode::PopJumpIfTrue:
      if (truthOf(host, sp[-1])) pc = in.arg;
      --sp;
      break;
    case Opcode::JumpIfFalseOrPop:
      if (truthOf(host, sp[-1]))
        --sp;
      else
        pc = in.arg;
      break;
    case Opcode::JumpIfTrueOrPop:
      if (truthOf(host, sp[-1]))
        pc = in.arg;
      else
        --sp;
      break;
    case Opcode::GetIter: sp[-1] = host.iter(sp[-1]); break;
    case Opcode::ForIter:
      if (Object* item = host.next(sp[-1])) {
        *sp++ = item;
      } else {
        --sp;
        pc = in.arg;
      }
      break;
    case Opcode::Return: return sp[-1];
    case Opcode::Yield:
      f.depth = static_cast<uint32_t>(sp - 1 - f.stack);
      f.yielded = true;
      return sp[-1];

    case Opcode::Call: {
      if (in.arg < 4096) {
        Object** args = sp - in.arg;
        Object* result = callPositional(host, args[-1], args, in.arg);
        if (!result) {
          if (!handle(host, f, host.takePending())) return nullptr;
          pc = f.pc;
          sp = f.stack + f.depth;
          break;
        }
        sp = args;
        sp[-1] = result;
      } else {
        Object* result = callGeneral(host, in.arg, sp);
        *sp++ = result;
      }
      break;
    }
    case Opcode::MakeFunction: {
      Object* function = makeFunction(host, f, in.arg, sp);
      *sp++ = function;
      break;
    }
    case Opcode::BuildClass:
      sp[-3] = buildClass(host, f, sp[-3], sp[-2], as<DictObject>(sp[-1]));
      sp -= 2;
      break;

    case Opcode::ImportName:
      sp[-2] = host.importer_->importName(f.globals, names[in.arg], sp[-2], sp[-1], f.localsDict);
      --sp;
      break;
    case Opcode::ImportFrom:
      *sp = host.importer_->importFrom(sp[-1], names[in.arg]);
      ++sp;
      break;
    case Opcode::ImportStar:
      host.importer_->importStar(sp[-1], f.localsDict);
      --sp;
      break;

    case Opcode::Raise: {
      const HostError error = raiseOperands(host, in.arg, sp, f.keepTraceback);
      if (!handle(host, f, error)) return nullptr;
      pc = f.pc;
      sp = f.stack + f.depth;
      break;
    }
    case Opcode::Reraise:
      f.keepTraceback = true;
      if (!handle(host, f, HostError(sp[-2], tracebackOf(host, sp[-2])))) return nullptr;
      pc = f.pc;
      sp = f.stack + f.depth;
      break;
    case Opcode::ExceptionMatch:
      sp[-1] = host.boolean(host.exceptionMatches(sp[-3], sp[-1]));
      break;
    case Opcode::PopException: sp -= 2; break;
    case Opcode::WithEnter: {
      Object* exit = nullptr;
      *sp = withEnter(host, sp[-1], exit);
      sp[-1] = exit;
      ++sp;
      break;
    }
    case Opcode::WithExit:
      host.call(sp[-1], {host.none_, host.none_, host.none_});
      --sp;
      break;
    case Opcode::WithExcept: {
      Object* traceback = host.handledTraceback_;
      *sp = host.call(sp[-3], {sp[-1], sp[-2], traceback ? traceback : host.none_});
      ++sp;
      break;
    }

    case Opcode::PrintItem:
      host.printTo(nullptr, sp[-1]);
      --sp;
      break;
    case Opcode::PrintNewline: host.printNewlineTo(nullptr); break;
    case Opcode::PrintItemTo:
      host.printTo(sp[-2], sp[-1]);
      --sp;
      break;
    case Opcode::PrintNewlineTo:
      host.printNewlineTo(sp[-1]);
      --sp;
      break;
    case Opcode::Exec:
      execStatement(host, f, sp[-3], sp[-2], sp[-1]);
      sp -= 3;
      break;
    }
  }
}

// Finds the handler of an exception raised at f.pc and positions the frame
// there; without one, the exception becomes the pending one.
bool Evaluator::handle(Host& host, Frame& f, const HostError& error) {
  if (!f.keepTraceback && error.traceback())
    error.traceback()->entries.push_back({f.code, f.span()});
  f.keepTraceback = false;
  const syntax::ExceptionRange* range = f.code->code->handlerFor(f.pc);
  if (!range) {
    host.pendingValue_ = error.value();
    host.pendingTraceback_ = error.traceback();
    return false;
  }
  Object* value = error.value();
  host.handledValue_ = value;
  host.handledTraceback_ = error.traceback();
  if (value->kind == Kind::Exception) as<ExceptionObject>(value)->traceback = error.traceback();
  Object** sp = f.stack + range->depth;
  sp[0] = value;
  sp[1] = value->cls;
  f.depth = range->depth + 2;
  f.pc = range->handler;
  return true;
}

namespace {

// Restores, when a frame is left, what the callers are handling.
struct FrameScope {
  FrameScope(Frame*& current, Frame& frame, Object*& handledValue, TracebackObject*& handledTb)
      : current_(current), value_(handledValue), traceback_(handledTb), savedValue_(handledValue),
        savedTraceback_(handledTb) {
    frame.back = current;
    current = &frame;
  }
  ~FrameScope() {
    current_ = current_->back;
    value_ = savedValue_;
    traceback_ = savedTraceback_;
  }
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;

private:
  Frame*& current_;
  Object*& value_;
  TracebackObject*& traceback_;
  Object* savedValue_;
  TracebackObject* savedTraceback_;
};

} // namespace

// What no memory can hold is the program's MemoryError.
Object* Evaluator::loopInMemory(Host& host, Frame& f) {
  try {
    return loop(host, f);
  } catch (const std::bad_alloc&) {
    host.raise(host.types().MemoryError, "");
  } catch (const std::length_error&) {
    host.raise(host.types().MemoryError, "");
  }
}

Object* Evaluator::run(Host& host, Frame& f, const HostError* error) {
  FrameScope scope(host.frame_, f, host.handledValue_, host.handledTraceback_);
  if (f.started) {
    if (f.handledValue) {
      host.handledValue_ = f.handledValue;
      host.handledTraceback_ = f.handledTraceback;
    }
    f.yielded = false;
    if (error) {
      if (!handle(host, f, *error)) return nullptr;
    } else {
      f.stack[f.depth++] = f.sent;
      ++f.pc;
    }
  }
  f.started = true;
  for (;;) {
    try {
      Object* result = loopInMemory(host, f);
      if (f.yielded) {
        f.handledValue = host.handledValue_;
        f.handledTraceback = host.handledTraceback_;
      }
      return result;
    } catch (const HostError& raised) {
      if (!handle(host, f, raised)) return nullptr;
    }
  }
}

} // namespace tw::host
