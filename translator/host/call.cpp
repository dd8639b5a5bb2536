// Calls: Python functions with all kinds of parameters, methods, classes,
// built-in functions and callable instances.
#include "translator/host/frame.h"
#include "translator/host/native.h"

#include <alloca.h>
#include <utility>

namespace tw::host {

Object* Args::keyword(std::string_view name) const {
  for (const Keyword& k : keywords)
    if (k.name->value == name) return k.value;
  return nullptr;
}

namespace {

// RuntimeError, or its subclass StackOverflow where the program knows that.
ClassObject* stackOverflowClass(Host& host) {
  if (ModuleObject* module = host.findModule("rpython.rlib.rstackovf"))
    if (Object* cls = host.getAttrOrNull(module, "StackOverflow"); cls && isClass(cls))
      return as<ClassObject>(cls);
  return host.types().RuntimeError;
}

} // namespace

Recursion::Recursion(Host& host) : host_(host) {
  if (host.depth_ >= host.recursionLimit_)
    host.raise(stackOverflowClass(host), "maximum recursion depth exceeded");
  ++host.depth_;
}

Recursion::~Recursion() { --host_.depth_; }

// ---- Arguments --------------------------------------------------------------------------------

namespace {

std::string plural(size_t n, const char* noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

[[noreturn]] void raiseCount(Host& host, const FunctionObject* function, size_t given,
                             bool keywordsGiven) {
  const auto& code = *function->code->code;
  const size_t least = code.argCount - function->defaults.size();
  std::string text(function->name->value);
  text += "() takes ";
  if (code.argCount == 0 && !code.hasVarArgs) {
    text += "no arguments (" + std::to_string(given) + " given)";
  } else {
    const bool tooFew = given < least;
    text += code.hasVarArgs              ? "at least "
            : function->defaults.empty() ? "exactly "
            : tooFew                     ? "at least "
                                         : "at most ";
    text += plural(tooFew || code.hasVarArgs ? least : code.argCount,
                   keywordsGiven && !tooFew ? "non-keyword argument" : "argument");
    text += " (" + std::to_string(given) + " given)";
  }
  host.raise(host.types().TypeError, text);
}

void bindKeywords(Host& host, FunctionObject* function, const Args& args, Object** locals,
                  DictObject* rest) {
  const auto& code = *function->code->code;
  for (const Keyword& k : args.keywords) {
    size_t i = 0;
    while (i < code.argCount && code.varnames[i] != k.name->value) ++i;
    if (i < code.argCount) {
      if (locals[i])
        host.raise(host.types().TypeError, std::string(function->name->value) +
                                               "() got multiple values for keyword argument '" +
                                               std::string(k.name->value) + "'");
      locals[i] = k.value;
    } else if (rest) {
      rest->table.set(host.intern(k.name), k.value);
    } else {
      host.raise(host.types().TypeError, std::string(function->name->value) +
                                             "() got an unexpected keyword argument '" +
                                             std::string(k.name->value) + "'");
    }
  }
}

} // namespace

void bindArguments(Host& host, FunctionObject* function, const Args& args, Object** locals) {
  const auto& code = *function->code->code;
  const size_t given = args.positional.size();
  const size_t direct = std::min<size_t>(given, code.argCount);
  if (given > code.argCount && !code.hasVarArgs)
    raiseCount(host, function, given + args.keywords.size(), !args.keywords.empty());
  std::copy_n(args.positional.begin(), direct, locals);
  size_t next = code.argCount;
  if (code.hasVarArgs) locals[next++] = host.newTuple(args.positional.subspan(direct));
  DictObject* rest = nullptr;
  if (code.hasVarKeywords) locals[next] = rest = host.newDict();
  if (!args.keywords.empty()) bindKeywords(host, function, args, locals, rest);
  const size_t firstDefault = code.argCount - function->defaults.size();
  for (size_t i = direct; i < code.argCount; ++i) {
    if (locals[i]) continue;
    if (i < firstDefault) raiseCount(host, function, given + args.keywords.size(), false);
    locals[i] = function->defaults[i - firstDefault];
  }
}

// ---- Frames -----------------------------------------------------------------------------------

void Evaluator::prepare(Host& host, Frame& f, Object** slots) {
  const auto& code = *f.code->code;
  f.locals = slots;
  f.cells = reinterpret_cast<CellObject**>(slots + code.varnames.size());
  f.stack = slots + code.varnames.size() + code.cellvars.size() + code.freevars.size();
  std::fill_n(f.locals, code.varnames.size(), nullptr);
  for (size_t i = 0; i < code.cellvars.size(); ++i) f.cells[i] = host.newCell(nullptr);
  if (f.function)
    std::copy(f.function->closure.begin(), f.function->closure.end(),
              f.cells + code.cellvars.size());
  if (code.usesLocalsDict && !f.localsDict) f.localsDict = host.newDict();
}

void Evaluator::captureParameters(Host&, Frame& f) {
  const auto& code = *f.code->code;
  for (size_t i = 0; i < code.cellParameters.size(); ++i) {
    if (code.cellParameters[i] >= 0) f.cells[i]->value = f.locals[code.cellParameters[i]];
  }
  if (!code.usesLocalsDict) return;
  for (size_t i = 0; i < code.varnames.size(); ++i)
    if (f.locals[i]) f.localsDict->table.set(f.code->varnames[i], f.locals[i]);
}

DictObject* Evaluator::localsOf(Host& host, Frame& f) {
  const auto& code = *f.code->code;
  DictObject* dict = f.localsDict ? f.localsDict : host.newDict();
  for (size_t i = 0; i < code.varnames.size(); ++i)
    if (f.locals[i]) dict->table.set(f.code->varnames[i], f.locals[i]);
  for (size_t i = 0; i < code.cellvars.size() + code.freevars.size(); ++i) {
    const std::string& name =
        i < code.cellvars.size() ? code.cellvars[i] : code.freevars[i - code.cellvars.size()];
    if (f.cells[i]->value) dict->table.set(host.intern(name), f.cells[i]->value);
  }
  return dict;
}

namespace {

Object* startGenerator(Host& host, FunctionObject* function, const Args& args) {
  const auto& code = *function->code->code;
  auto* frame = host.arena().make<Frame>();
  frame->code = function->code;
  frame->function = function;
  frame->globals = function->globals;
  auto** slots = static_cast<Object**>(
      host.arena().allocate(frameSlots(code) * sizeof(Object*), alignof(Object*)));
  Evaluator::prepare(host, *frame, slots);
  bindArguments(host, function, args, frame->locals);
  Evaluator::captureParameters(host, *frame);
  return newGenerator(host, function, frame);
}

} // namespace

Object* Evaluator::callFunction(Host& host, FunctionObject* function, const Args& args) {
  const auto& code = *function->code->code;
  if (code.isGenerator) return startGenerator(host, function, args);
  Recursion guard(host);
  Frame frame;
  frame.code = function->code;
  frame.function = function;
  frame.globals = function->globals;
  prepare(host, frame, static_cast<Object**>(alloca(frameSlots(code) * sizeof(Object*))));
  bindArguments(host, function, args, frame.locals);
  if (!code.cellParameters.empty() || code.usesLocalsDict) captureParameters(host, frame);
  return run(host, frame);
}

HostError Host::takePending() {
  return HostError(std::exchange(pendingValue_, nullptr),
                   std::exchange(pendingTraceback_, nullptr));
}

Object* Host::callFunction(FunctionObject* function, const Args& args) {
  if (Object* result = Evaluator::callFunction(*this, function, args)) return result;
  throw takePending();
}

Object* Evaluator::callPositional(Host& host, Object* callable, Object** args, size_t count) {
  switch (callable->kind) {
  case Kind::Function:
    return callFunction(host, as<FunctionObject>(callable), Args{{args, count}, {}});
  case Kind::BoundMethod: {
    auto* method = as<BoundMethodObject>(callable);
    if (!method->self || method->function->kind != Kind::Function) break;
    args[-1] = method->self; // the callable's own slot of the operand stack
    return callFunction(host, as<FunctionObject>(method->function),
                        Args{{args - 1, count + 1}, {}});
  }
  case Kind::BuiltinMethod: {
    auto* method = as<BuiltinMethodObject>(callable);
    args[-1] = method->self;
    return host.call(method->function, Args{{args - 1, count + 1}, {}});
  }
  default: break;
  }
  return host.call(callable, Args{{args, count}, {}});
}

Object* Host::execute(CodeObject* code, DictObject* globals, DictObject* locals) {
  Recursion guard(*this);
  Frame frame;
  frame.code = code;
  frame.globals = globals;
  frame.localsDict = locals;
  if (!globals->table.find(names_.builtins)) globals->table.set(names_.builtins, builtins_);
  Evaluator::prepare(*this, frame,
                     static_cast<Object**>(alloca(frameSlots(*code->code) * sizeof(Object*))));
  if (Object* result = Evaluator::run(*this, frame)) return result;
  throw takePending();
}

// ---- Callables --------------------------------------------------------------------------------

namespace {

[[noreturn]] void raiseBuiltinCount(Host& host, const BuiltinObject* f, size_t given) {
  const size_t self = f->isMethod ? 1 : 0;
  const size_t least = f->minArgs - std::min<size_t>(self, f->minArgs);
  const size_t most = f->maxArgs - self;
  std::string text(f->name->value);
  text += "() takes ";
  if (given < self)
    host.raise(host.types().TypeError,
               "descriptor '" + std::string(f->name->value) + "' needs an argument");
  if (most == 0)
    text += "no arguments";
  else if (least == most)
    text += "exactly " + (most == 1 ? std::string("one argument") : plural(most, "argument"));
  else if (given - self < least)
    text += "at least " + plural(least, "argument");
  else
    text += "at most " + plural(most, "argument");
  host.raise(host.types().TypeError, text + " (" + std::to_string(given - self) + " given)");
}

Object* callBuiltin(Host& host, BuiltinObject* f, const Args& args) {
  if (args.size() + (f->takesKeywords ? args.keywords.size() : 0) < f->minArgs ||
      args.size() > f->maxArgs)
    raiseBuiltinCount(host, f, args.size());
  if (!args.keywords.empty() && !f->takesKeywords)
    host.raise(host.types().TypeError,
               std::string(f->name->value) + "() takes no keyword arguments");
  if (f->isMethod && f->owner && !host.isSubtype(host.typeOf(args[0]), f->owner) &&
      !host.isSubtype(args[0]->cls, f->owner))
    host.raise(host.types().TypeError, "descriptor '" + std::string(f->name->value) +
                                           "' requires a '" + std::string(f->owner->name->value) +
                                           "' object but received a '" +
                                           std::string(host.typeOf(args[0])->name->value) + "'");
  return f->function(host, args);
}

Object* callWithSelf(Host& host, Object* function, Object* self, const Args& args) {
  constexpr size_t kSmall = 8;
  Object* small[kSmall];
  std::vector<Object*> big;
  Object** items = small;
  if (args.size() + 1 > kSmall) {
    big.resize(args.size() + 1);
    items = big.data();
  }
  items[0] = self;
  std::copy(args.positional.begin(), args.positional.end(), items + 1);
  return host.call(function, Args{{items, args.size() + 1}, args.keywords});
}

Object* callMethodObject(Host& host, BoundMethodObject* method, const Args& args) {
  if (method->self) return callWithSelf(host, method->function, method->self, args);
  if (method->owner && (args.size() == 0 || !host.isInstance(args[0], method->owner))) {
    const Object* got = args.get(0);
    host.raise(host.types().TypeError,
               "unbound method " + host.str(host.getAttr(method->function, host.names().name)) +
                   "() must be called with " + std::string(method->owner->name->value) +
                   " instance as first argument (got " +
                   (got ? std::string(got->cls->name->value) + " instance" : "nothing") +
                   " instead)");
  }
  return host.call(method->function, args);
}

Object* callOldStyleClass(Host& host, ClassObject* cls, const Args& args) {
  Object* instance = host.newInstance(cls);
  if (Object* init = host.lookup(cls, host.names().init)) {
    Object* result = host.call(host.bind(init, instance, cls), args);
    if (!isNone(result)) host.raise(host.types().TypeError, "__init__() should return None");
  } else if (args.size() + args.keywords.size() != 0) {
    host.raise(host.types().TypeError, "this constructor takes no arguments");
  }
  return instance;
}

} // namespace

// type.__call__: __new__, then __init__.
Object* instantiate(Host& host, ClassObject* cls, const Args& args) {
  if (cls->oldStyle) return callOldStyleClass(host, cls, args);
  Object* maker = host.lookup(cls, host.names().newName);
  Object* init = host.lookup(cls, host.names().init);
  const bool defaultNew = maker == host.objectNew();
  const bool defaultInit = init == host.objectInit();
  Object* instance;
  if (defaultNew) {
    if (defaultInit && args.size() + args.keywords.size() != 0 && !cls->allocate)
      host.raise(host.types().TypeError, "object() takes no parameters");
    instance = host.newInstance(cls);
  } else {
    instance = callWithSelf(host, host.bind(maker, nullptr, cls), cls, args);
    if (!host.isSubtype(instance->cls, cls)) return instance;
    if (instance->cls != cls) init = host.lookup(instance->cls, host.names().init);
    if (init == host.objectInit()) return instance;
  }
  if (defaultInit) return instance;
  Object* result = init->kind == Kind::Function || init->kind == Kind::Builtin
                       ? callWithSelf(host, init, instance, args)
                       : host.call(host.bind(init, instance, instance->cls), args);
  if (!isNone(result)) host.raise(host.types().TypeError, "__init__() should return None");
  return instance;
}

Object* Host::call(Object* callable, const Args& args) {
  switch (callable->kind) {
  case Kind::Function: return callFunction(as<FunctionObject>(callable), args);
  case Kind::Builtin: return callBuiltin(*this, as<BuiltinObject>(callable), args);
  case Kind::BuiltinMethod: {
    auto* method = as<BuiltinMethodObject>(callable);
    return callWithSelf(*this, method->function, method->self, args);
  }
  case Kind::BoundMethod: return callMethodObject(*this, as<BoundMethodObject>(callable), args);
  case Kind::Class: {
    auto* cls = as<ClassObject>(callable);
    if (cls->cls->builtin) {
      if (cls == types_.type && args.size() == 1 && args.keywords.empty()) return typeOf(args[0]);
      return instantiate(*this, cls, args);
    }
    break;
  }
  case Kind::External:
    if (Object* result = as<ExternalObject>(callable)->call(*this, args)) return result;
    break;
  case Kind::WeakRef: return as<WeakRefObject>(callable)->target;
  default: break;
  }
  if (Object* special = findSpecial(callable, names_.call)) {
    Recursion guard(*this);
    return call(bind(special, callable, callable->cls), args);
  }
  raise(types_.TypeError,
        isOldStyleInstance(callable)
            ? std::string(callable->cls->name->value) + " instance has no __call__ method"
            : "'" + std::string(typeOf(callable)->name->value) + "' object is not callable");
}

Object* Host::callMethod(Object* object, std::string_view name,
                         std::initializer_list<Object*> args) {
  return call(getAttr(object, intern(name)), args);
}

bool Host::isCallable(Object* object) {
  switch (object->kind) {
  case Kind::Function:
  case Kind::Builtin:
  case Kind::BuiltinMethod:
  case Kind::BoundMethod:
  case Kind::Class:
  case Kind::WeakRef: return true;
  default: return findSpecial(object, names_.call) != nullptr;
  }
}

} // namespace tw::host
