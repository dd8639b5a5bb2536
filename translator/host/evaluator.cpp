// The evaluator: executes the bytecode of one frame.
//
// One switch over the operations; what does not fit in a few lines is in
// evaluator_operations.h. Native code raises Python exceptions as C++ exceptions; between the
// frames of Python functions they travel as the host's pending exception and a
// null result, which is thirty times faster than unwinding the C++ stack.
#include "translator/host/evaluator_operations.h"
#include "translator/host/import.h"

#include <alloca.h>
#include <new>
#include <stdexcept>

namespace tw::host {

using syntax::BinaryOp;
using syntax::CompareOp;
using syntax::Instruction;
using syntax::Opcode;
using syntax::UnaryOp;

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
