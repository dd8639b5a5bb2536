// Names, building, calls, raise and exec.
#include "translator/host/evaluator_operations.h"

#include "translator/host/import.h"

namespace tw::host {

using syntax::CallShape;
using syntax::FunctionShape;

// ---- Names ----------------------------------------------------------------------------------

void raiseUnbound(Host& host, const Frame& f, uint32_t local) {
  host.raise(host.types().UnboundLocalError,
             "local variable '" + f.code->code->varnames[local] + "' referenced before assignment");
}

namespace {

const std::string& derefName(const Frame& f, uint32_t index) {
  const auto& code = *f.code->code;
  return index < code.cellvars.size() ? code.cellvars[index]
                                      : code.freevars[index - code.cellvars.size()];
}

} // namespace

void raiseUnboundDeref(Host& host, const Frame& f, uint32_t index) {
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

namespace {

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

} // namespace

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

} // namespace tw::host
