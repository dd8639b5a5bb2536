// Built-in functions on objects, names and code: getattr ... vars, eval,
// __import__, and the table of the built-in types.
#include "translator/host/frame.h"
#include "translator/host/import.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

namespace {

StrObject* nameOf(Host& host, Object* name, const char* function) {
  if (isStr(name)) return host.intern(as<StrObject>(name));
  return host.intern(
      host.toStr(name, (std::string(function) + "(): attribute name must be string").c_str()));
}

Object* getattr(Host& host, const Args& args) {
  StrObject* name = nameOf(host, args[1], "getattr");
  if (args.size() == 2) return host.getAttr(args[0], name);
  Object* value = host.getAttrOrNull(args[0], name);
  return value ? value : args[2];
}

Object* hasattr(Host& host, const Args& args) {
  try {
    return host.boolean(host.getAttrOrNull(args[0], nameOf(host, args[1], "hasattr")) != nullptr);
  } catch (const HostError& error) {
    // Python 2: any ordinary exception means "no".
    if (!host.exceptionMatches(error.value(), host.types().Exception)) throw;
    return host.boolean(false);
  }
}

Object* setattr(Host& host, const Args& args) {
  host.setAttr(args[0], nameOf(host, args[1], "setattr"), args[2]);
  return host.none();
}

Object* delattr(Host& host, const Args& args) {
  host.delAttr(args[0], nameOf(host, args[1], "delattr"));
  return host.none();
}

Frame* callerFrame(Host& host) {
  if (!host.currentFrame()) host.raise(host.types().RuntimeError, "no frame");
  return host.currentFrame();
}

DictObject* localsOfCaller(Host& host) { return Evaluator::localsOf(host, *callerFrame(host)); }

Object* vars(Host& host, const Args& args) {
  if (args.size() == 0) return localsOfCaller(host);
  Object* dict = host.getAttrOrNull(args[0], host.names().dictName);
  if (!dict) host.raise(host.types().TypeError, "vars() argument must have __dict__ attribute");
  return dict;
}

void collectNames(Host& host, Object* dict, std::vector<StrObject*>& names) {
  if (dict->kind == Kind::DictProxy) dict = as<DictProxyObject>(dict)->dict;
  if (dict->kind != Kind::Dict) return;
  for (const auto& e : as<DictObject>(dict)->table.entries())
    if (e.key && isStr(e.key)) names.push_back(host.intern(as<StrObject>(e.key)));
}

Object* dir(Host& host, const Args& args) {
  std::vector<StrObject*> names;
  if (args.size() == 0) {
    collectNames(host, localsOfCaller(host), names);
  } else {
    Object* object = args[0];
    bool found = false;
    if (!object->cls->builtin)
      if (Object* r = host.callSpecial(object, host.intern("__dir__"), {}, found)) return r;
    const auto addClass = [&](const ClassObject* cls) {
      for (const ClassObject* c : cls->mro) collectNames(host, c->attributes, names);
    };
    if (isClass(object)) {
      addClass(as<ClassObject>(object));
    } else {
      if (object->attributes) collectNames(host, object->attributes, names);
      if (object->kind != Kind::Module) addClass(object->cls);
    }
  }
  std::sort(names.begin(), names.end(),
            [](const StrObject* a, const StrObject* b) { return a->value < b->value; });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return host.newList({names.begin(), names.end()});
}

CodeObject* codeArgument(Host& host, Object* source, CompileMode mode) {
  return source->kind == Kind::Code ? as<CodeObject>(source)
                                    : compileText(host, source, "<string>", mode);
}

Object* eval(Host& host, const Args& args) {
  Object* globals = args.get(1);
  Object* locals = args.get(2);
  CodeObject* code = codeArgument(host, args[0], CompileMode::Eval);
  if (!globals || isNone(globals)) {
    Frame* frame = callerFrame(host);
    return host.execute(code, frame->globals, localsOfCaller(host));
  }
  return host.execute(code, as<DictObject>(globals),
                      locals && !isNone(locals) ? as<DictObject>(locals) : as<DictObject>(globals));
}

Object* compile(Host& host, const Args& args) {
  const std::string_view mode = host.toStr(argument(args, 2, "mode"));
  const CompileMode compileMode = mode == "eval"     ? CompileMode::Eval
                                  : mode == "single" ? CompileMode::Single
                                                     : CompileMode::Exec;
  return compileText(host, args[0], std::string(host.toStr(argument(args, 1, "filename"))),
                     compileMode);
}

Object* execfile(Host& host, const Args& args) {
  Object* file = host.call(host.types().file, {args[0]});
  Frame* frame = callerFrame(host);
  DictObject* globals = args.size() > 1 ? as<DictObject>(args[1]) : frame->globals;
  DictObject* locals = args.size() > 2   ? as<DictObject>(args[2])
                       : args.size() > 1 ? globals
                                         : localsOfCaller(host);
  host.execute(compileText(host, host.callMethod(file, "read", {}),
                           std::string(host.toStr(args[0])), CompileMode::Exec),
               globals, locals);
  return host.none();
}

// __import__(name, globals={}, locals={}, fromlist=(), level=-1)
Object* import(Host& host, const Args& args) {
  StrObject* name = nameOf(host, argument(args, 0, "name"), "__import__");
  Object* globals = argument(args, 1, "globals");
  Object* fromList = argument(args, 3, "fromlist");
  Object* level = argument(args, 4, "level");
  DictObject* dict =
      globals && globals->kind == Kind::Dict ? as<DictObject>(globals) : host.newDict();
  return Importer::of(host).importName(dict, name, level ? level : host.newInt(-1),
                                       fromList ? fromList : host.none(), nullptr);
}

Object* rawInput(Host& host, const Args& args) {
  if (args.size() > 0) {
    std::fputs(host.str(args[0]).c_str(), stdout);
    std::fflush(stdout);
  }
  std::string line;
  int c;
  while ((c = std::fgetc(stdin)) != EOF && c != '\n') line.push_back(static_cast<char>(c));
  if (c == EOF && line.empty()) host.raise(host.types().EOFError, "EOF when reading a line");
  return host.newStr(line);
}

Object* apply(Host& host, const Args& args) {
  const std::vector<Object*> positional =
      args.size() > 1 ? host.listOf(args[1]) : std::vector<Object*>{};
  std::vector<Keyword> keywords;
  if (args.size() > 2)
    for (const auto& e : as<DictObject>(args[2])->table.entries())
      if (e.key) keywords.push_back({as<StrObject>(e.key), e.value});
  return host.call(args[0], Args{positional, keywords});
}

Object* intern(Host& host, const Args& args) { return host.intern(host.toStr(args[0])); }

void addTypes(Host& host, ModuleObject* module) {
  const Types& t = host.types();
  for (ClassObject* cls : {t.object,      t.type,    t.int_,       t.bool_,    t.long_,
                           t.float_,      t.complex, t.baseString, t.str,      t.unicode,
                           t.byteArray,   t.tuple,   t.list,       t.dict,     t.set,
                           t.frozenSet,   t.slice,   t.range,      t.property, t.staticMethod,
                           t.classMethod, t.super,   t.enumerate,  t.reversed, t.file})
    module->attributes->table.set(cls->name, cls);
  setModuleItem(host, module, "bytes", t.str);
  setModuleItem(host, module, "BaseException", t.BaseException);
#define EXCEPTION(name, base) setModuleItem(host, module, #name, t.name);
#include "translator/host/exceptions.def"
}

} // namespace

void defineIntrospectionFunctions(Host& host, ModuleObject* module) {
  addTypes(host, module);
  setModuleItem(host, module, "None", host.none());
  setModuleItem(host, module, "True", host.boolean(true));
  setModuleItem(host, module, "False", host.boolean(false));
  setModuleItem(host, module, "Ellipsis", host.ellipsis());
  setModuleItem(host, module, "NotImplemented", host.notImplemented());
  setModuleItem(host, module, "__debug__", host.boolean(true));
  addFunctions(
      host, module,
      {{"getattr", getattr, 2, 3},
       {"hasattr", hasattr, 2, 2},
       {"setattr", setattr, 3, 3},
       {"delattr", delattr, 2, 2},
       {"isinstance",
        [](Host& h, const Args& args) { return h.boolean(h.isInstance(args[0], args[1])); }, 2, 2},
       {"issubclass",
        [](Host& h, const Args& args) { return h.boolean(h.isSubclass(args[0], args[1])); }, 2, 2},
       {"callable", [](Host& h, const Args& args) { return h.boolean(h.isCallable(args[0])); }, 1,
        1},
       {"globals", [](Host& h, const Args&) -> Object* { return callerFrame(h)->globals; }, 0, 0},
       {"locals", [](Host& h, const Args&) -> Object* { return localsOfCaller(h); }, 0, 0},
       {"vars", vars, 0, 1},
       {"dir", dir, 0, 1},
       {"eval", eval, 1, 3},
       {"compile", compile, 3, 5, true},
       {"execfile", execfile, 1, 3},
       {"__import__", import, 1, 5, true},
       {"raw_input", rawInput, 0, 1},
       {"apply", apply, 1, 3},
       {"intern", intern, 1, 1},
       {"open",
        [](Host& h, const Args& args) {
          return h.call(h.types().file, Args{args.positional, args.keywords});
        },
        1, 3, true},
       {"reload", [](Host&, const Args& args) { return args[0]; }, 1, 1}});
}

} // namespace tw::host
