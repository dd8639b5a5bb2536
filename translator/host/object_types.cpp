// The types object, type, classobj, function, code, method and the descriptors.
#include "translator/host/frame.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

namespace {

// ---- object ---------------------------------------------------------------------------------

Object* objectNew(Host& host, const Args& args) {
  if (!isClass(args[0]))
    host.raise(host.types().TypeError, "object.__new__(X): X is not a type object");
  return host.newInstance(as<ClassObject>(args[0]));
}

StrObject* nameArgument(Host& host, Object* name) {
  if (isStr(name)) return host.intern(as<StrObject>(name));
  return host.intern(host.toStr(name, "attribute name must be string"));
}

Object* objectGetAttribute(Host& host, const Args& args) {
  StrObject* name = nameArgument(host, args[1]);
  if (Object* value = genericAttribute(host, args[0], name)) return value;
  host.raise(host.types().AttributeError, "'" + std::string(args[0]->cls->name->value) +
                                              "' object has no attribute '" +
                                              std::string(name->value) + "'");
}

Object* objectSetAttr(Host& host, const Args& args) {
  genericSetAttribute(host, args[0], nameArgument(host, args[1]), args[2]);
  return host.none();
}

Object* objectDelAttr(Host& host, const Args& args) {
  genericSetAttribute(host, args[0], nameArgument(host, args[1]), nullptr);
  return host.none();
}

void setClass(Host& host, Object* self, Object* value) {
  if (!value || !isClass(value))
    host.raise(host.types().TypeError, "__class__ must be set to new-style class");
  auto* cls = as<ClassObject>(value);
  if (cls->instanceKind != self->cls->instanceKind || self->cls->builtin)
    host.raise(host.types().TypeError, "__class__ assignment: object layout differs");
  self->cls = cls;
}

Object* getDict(Host& host, Object* self) {
  if (DictObject* dict = host.instanceDict(self)) return dict;
  host.raise(host.types().AttributeError,
             "'" + std::string(self->cls->name->value) + "' object has no attribute '__dict__'");
}

void setDict(Host& host, Object* self, Object* value) {
  if (!value || value->kind != Kind::Dict)
    host.raise(host.types().TypeError, "__dict__ must be set to a dictionary");
  self->attributes = as<DictObject>(value);
}

// ---- type -----------------------------------------------------------------------------------

std::vector<ClassObject*> basesOf(Host& host, Object* tuple) {
  std::vector<ClassObject*> bases;
  for (Object* base : host.listOf(tuple)) {
    if (!isClass(base))
      host.raise(host.types().TypeError, "Error when calling the metaclass bases\n    "
                                         "metaclass conflict or base is not a class: " +
                                             host.repr(base));
    bases.push_back(as<ClassObject>(base));
  }
  return bases;
}

// The most derived metaclass of the bases.
ClassObject* winner(Host& host, ClassObject* metaclass, const std::vector<ClassObject*>& bases) {
  for (const ClassObject* base : bases) {
    if (base->oldStyle || host.isSubtype(metaclass, base->cls)) continue;
    if (!host.isSubtype(base->cls, metaclass))
      host.raise(
          host.types().TypeError,
          "Error when calling the metaclass bases\n    metaclass conflict: the metaclass of "
          "a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
    metaclass = base->cls;
  }
  return metaclass;
}

// __module__ is the module of the code that executes the class statement.
void addModule(Host& host, DictObject* dict) {
  if (dict->table.find(host.names().module) || !host.currentFrame()) return;
  if (Object* name = host.currentFrame()->globals->table.find(host.names().name))
    dict->table.set(host.names().module, name);
}

Object* typeNew(Host& host, const Args& args) {
  if (args.size() != 4) host.raise(host.types().TypeError, "type() takes 1 or 3 arguments");
  auto* metaclass = as<ClassObject>(args[0]);
  std::vector<ClassObject*> bases = basesOf(host, args[2]);
  if (args[3]->kind != Kind::Dict)
    host.raise(host.types().TypeError,
               "type() argument 3 must be dict, not " + std::string(args[3]->cls->name->value));
  ClassObject* best = winner(host, metaclass, bases);
  if (best != metaclass) {
    Object* maker = host.lookup(best, host.names().newName);
    if (maker && maker->kind != Kind::Builtin)
      return host.call(host.bind(maker, nullptr, best), {best, args[1], args[2], args[3]});
  }
  auto* dict = as<DictObject>(args[3]);
  StrObject* name = nameArgument(host, args[1]);
  ClassObject* cls = host.newClass(best, name, std::move(bases), dict);
  addModule(host, cls->attributes);
  return cls;
}

// type(name, bases, dict) with only old-style bases makes an old-style class.
Object* classobjNew(Host& host, const Args& args) {
  if (args.size() != 4) host.raise(host.types().TypeError, "classobj() takes 3 arguments");
  std::vector<ClassObject*> bases = basesOf(host, args[2]);
  for (const ClassObject* base : bases) {
    if (!base->oldStyle) return host.call(base->cls, {args[1], args[2], args[3]});
  }
  addModule(host, as<DictObject>(args[3]));
  return host.newOldStyleClass(nameArgument(host, args[1]), std::move(bases),
                               as<DictObject>(args[3]));
}

Object* typeCall(Host& host, const Args& args) {
  return instantiate(host, as<ClassObject>(args[0]),
                     Args{args.positional.subspan(1), args.keywords});
}

Object* classTuple(Host& host, const std::vector<ClassObject*>& classes) {
  return host.newTuple(std::vector<Object*>(classes.begin(), classes.end()));
}

Object* typeMro(Host& host, const Args& args) {
  const auto& mro = as<ClassObject>(args[0])->mro;
  return host.newList({mro.begin(), mro.end()});
}

Object* typeSubclasses(Host& host, const Args& args) {
  const auto& list = as<ClassObject>(args[0])->subclasses;
  return host.newList({list.begin(), list.end()});
}

Object* classDict(Host& host, Object* self) {
  if (as<ClassObject>(self)->oldStyle) return self->attributes;
  auto* proxy = host.make<DictProxyObject>(host.types().dictProxy, Kind::DictProxy);
  proxy->dict = self->attributes;
  return proxy;
}

Object* className(Host&, Object* self) { return as<ClassObject>(self)->name; }

void setClassName(Host& host, Object* self, Object* value) {
  if (!value) host.raise(host.types().TypeError, "can't delete __name__");
  as<ClassObject>(self)->name = nameArgument(host, value);
}

Object* classModule(Host& host, Object* self) {
  if (Object* module = host.lookup(as<ClassObject>(self), host.names().module);
      module && module->kind != Kind::GetSet)
    return module;
  return host.intern("__builtin__");
}

void setClassModule(Host& host, Object* self, Object* value) {
  self->attributes->table.set(host.names().module, value);
}

Object* classDoc(Host& host, Object* self) {
  Object* doc = self->attributes->table.find(host.names().doc);
  return doc && doc->kind != Kind::GetSet ? doc : host.none();
}

void setClassDoc(Host& host, Object* self, Object* value) {
  self->attributes->table.set(host.names().doc, value);
}

void defineClassAttributes(Host& host, ClassObject* type) {
  addGetSet(host, type, "__name__", className, setClassName);
  addGetSet(host, type, "__dict__", classDict);
  addGetSet(host, type, "__module__", classModule, setClassModule);
  addGetSet(host, type, "__doc__", classDoc, setClassDoc);
  addGetSet(host, type, "__bases__",
            [](Host& h, Object* self) { return classTuple(h, as<ClassObject>(self)->bases); });
  addGetSet(host, type, "__base__", [](Host& h, Object* self) -> Object* {
    const auto& bases = as<ClassObject>(self)->bases;
    return bases.empty() ? h.none() : bases[0];
  });
  addMethods(host, type, {{"__call__", typeCall, 1, UINT32_MAX, true}});
}

} // namespace

void defineObjectType(Host& host) {
  ClassObject* object = host.types().object;
  addNew(host, object, objectNew, 1, UINT32_MAX, true);
  addMethods(
      host, object,
      {{"__init__", [](Host& h, const Args&) { return h.none(); }, 1, UINT32_MAX, true},
       {"__repr__",
        [](Host& h, const Args& args) -> Object* {
          std::vector<Object*> active;
          return h.newStr(nativeRepr(h, args[0], active));
        },
        1, 1},
       {"__str__",
        [](Host& h, const Args& args) -> Object* { return h.newStr(nativeStr(h, args[0])); }, 1, 1},
       {"__format__",
        [](Host& h, const Args& args) -> Object* {
          return h.format(h.strObject(args[0]), args[1]);
        },
        2, 2},
       {"__hash__", [](Host& h, const Args& args) { return h.newInt(args[0]->serial); }, 1, 1},
       {"__getattribute__", objectGetAttribute, 2, 2},
       {"__setattr__", objectSetAttr, 3, 3},
       {"__delattr__", objectDelAttr, 2, 2},
       {"__sizeof__", [](Host& h, const Args&) { return h.newInt(16); }, 1, 1}});
  addGetSet(
      host, object, "__class__",
      [](Host& h, Object* self) -> Object* {
        return self->cls->oldStyle ? self->cls : h.typeOf(self);
      },
      setClass);
  addGetSet(host, object, "__dict__", getDict, setDict);
  object->attributes->table.set(host.names().doc, host.none());
}

void defineClassTypes(Host& host) {
  ClassObject* type = host.types().type;
  defineClassAttributes(host, type);
  addNew(host, type, typeNew, 1, 4);
  addGetSet(host, type, "__mro__",
            [](Host& h, Object* self) { return classTuple(h, as<ClassObject>(self)->mro); });
  addMethods(host, type,
             {{"__init__", [](Host& h, const Args&) { return h.none(); }, 1, UINT32_MAX, true},
              {"mro", typeMro, 1, 1},
              {"__subclasses__", typeSubclasses, 1, 1},
              {"__instancecheck__",
               [](Host& h, const Args& args) {
                 return h.boolean(h.isSubtype(args[1]->cls, as<ClassObject>(args[0])));
               },
               2, 2},
              {"__subclasscheck__",
               [](Host& h, const Args& args) { return h.boolean(h.isSubclass(args[1], args[0])); },
               2, 2}});
  ClassObject* classobj = host.types().classobj;
  defineClassAttributes(host, classobj);
  addNew(host, classobj, classobjNew, 1, 4);
}

namespace {

// ---- function, code, method -----------------------------------------------------------------

FunctionObject* fn(Object* o) { return as<FunctionObject>(o); }

Object* functionDefaults(Host& host, Object* self) {
  return fn(self)->defaults.empty() ? host.none() : host.newTuple(fn(self)->defaults);
}

void setFunctionDefaults(Host& host, Object* self, Object* value) {
  fn(self)->defaults = !value || isNone(value) ? std::vector<Object*>{} : host.listOf(value);
}

Object* functionClosure(Host& host, Object* self) {
  const auto& cells = fn(self)->closure;
  if (cells.empty()) return host.none();
  return host.newTuple(std::vector<Object*>(cells.begin(), cells.end()));
}

// types.FunctionType(code, globals, name=None, argdefs=None, closure=None)
Object* functionNew(Host& host, const Args& args) {
  Object* code = argument(args, 1, "code");
  Object* globals = argument(args, 2, "globals");
  if (!code || code->kind != Kind::Code || !globals || globals->kind != Kind::Dict)
    host.raise(host.types().TypeError, "function() needs a code object and a dict");
  FunctionObject* function = host.newFunction(as<CodeObject>(code), as<DictObject>(globals));
  if (Object* name = argument(args, 3, "name"); name && !isNone(name))
    function->name = nameArgument(host, name);
  if (Object* defaults = argument(args, 4, "argdefs"); defaults && !isNone(defaults))
    function->defaults = host.listOf(defaults);
  if (Object* closure = argument(args, 5, "closure"); closure && !isNone(closure)) {
    const auto items = as<TupleObject>(closure)->items;
    function->closure = {reinterpret_cast<CellObject* const*>(items.data()), items.size()};
  }
  return function;
}

void defineFunction(Host& host) {
  ClassObject* type = host.types().function;
  addNew(host, type, functionNew, 1, 6, true);
  for (const char* name : {"__name__", "func_name"})
    addGetSet(
        host, type, name, [](Host&, Object* self) -> Object* { return fn(self)->name; },
        [](Host& h, Object* self, Object* value) { fn(self)->name = nameArgument(h, value); });
  for (const char* name : {"__doc__", "func_doc"})
    addGetSet(
        host, type, name, [](Host&, Object* self) { return fn(self)->doc; },
        [](Host& h, Object* self, Object* value) { fn(self)->doc = value ? value : h.none(); });
  for (const char* name : {"__code__", "func_code"})
    addGetSet(
        host, type, name, [](Host&, Object* self) -> Object* { return fn(self)->code; },
        [](Host&, Object* self, Object* value) { fn(self)->code = as<CodeObject>(value); });
  for (const char* name : {"__defaults__", "func_defaults"})
    addGetSet(host, type, name, functionDefaults, setFunctionDefaults);
  for (const char* name : {"__globals__", "func_globals"})
    addGetSet(host, type, name, [](Host&, Object* self) -> Object* { return fn(self)->globals; });
  for (const char* name : {"__closure__", "func_closure"})
    addGetSet(host, type, name, functionClosure);
  for (const char* name : {"__dict__", "func_dict"}) addGetSet(host, type, name, getDict, setDict);
  addGetSet(
      host, type, "__module__",
      [](Host& h, Object* self) -> Object* {
        return fn(self)->moduleName ? fn(self)->moduleName : h.none();
      },
      [](Host& h, Object* self, Object* value) {
        fn(self)->moduleName = isStr(value) ? h.intern(as<StrObject>(value)) : nullptr;
      });
  addMethods(host, type,
             {{"__get__",
               [](Host& h, const Args& args) {
                 auto* owner = args.get(2);
                 return h.bind(args[0], isNone(args[1]) ? nullptr : args[1],
                               owner && isClass(owner) ? as<ClassObject>(owner)
                                                       : h.typeOf(args[1]));
               },
               2, 3},
              {"__call__",
               [](Host& h, const Args& args) {
                 return h.call(args[0], Args{args.positional.subspan(1), args.keywords});
               },
               1, UINT32_MAX, true}});
}

const syntax::CodeObject& raw(Object* code) { return *as<CodeObject>(code)->code; }

Object* nameTuple(Host& host, const std::vector<std::string>& names) {
  std::vector<Object*> items;
  for (const std::string& name : names) items.push_back(host.intern(name));
  return host.newTuple(items);
}

void defineCode(Host& host) {
  ClassObject* type = host.types().code;
  addGetSet(host, type, "co_name",
            [](Host& h, Object* c) -> Object* { return h.intern(raw(c).name); });
  addGetSet(host, type, "co_filename", [](Host& h, Object* c) -> Object* {
    return h.newStr(raw(c).file ? raw(c).file->path() : "?");
  });
  addGetSet(host, type, "co_firstlineno",
            [](Host& h, Object* c) { return h.newInt(raw(c).span.line); });
  addGetSet(host, type, "co_argcount",
            [](Host& h, Object* c) { return h.newInt(raw(c).argCount); });
  addGetSet(host, type, "co_nlocals", [](Host& h, Object* c) {
    return h.newInt(static_cast<int64_t>(raw(c).varnames.size()));
  });
  addGetSet(host, type, "co_varnames",
            [](Host& h, Object* c) { return nameTuple(h, raw(c).varnames); });
  addGetSet(host, type, "co_names", [](Host& h, Object* c) { return nameTuple(h, raw(c).names); });
  addGetSet(host, type, "co_freevars",
            [](Host& h, Object* c) { return nameTuple(h, raw(c).freevars); });
  addGetSet(host, type, "co_cellvars",
            [](Host& h, Object* c) { return nameTuple(h, raw(c).cellvars); });
  addGetSet(host, type, "co_consts",
            [](Host& h, Object* c) -> Object* { return h.newTuple(as<CodeObject>(c)->constants); });
  addGetSet(host, type, "co_flags", [](Host& h, Object* c) {
    const auto& code = raw(c);
    return h.newInt((code.hasVarArgs ? 4 : 0) | (code.hasVarKeywords ? 8 : 0) |
                    (code.isGenerator ? 32 : 0) | (code.usesLocalsDict ? 0 : 3) |
                    (code.futureDivision ? 0x2000 : 0));
  });
}

void defineMethod(Host& host) {
  ClassObject* type = host.types().method;
  const auto function = [](Host&, Object* m) { return as<BoundMethodObject>(m)->function; };
  const auto self = [](Host& h, Object* m) {
    Object* o = as<BoundMethodObject>(m)->self;
    return o ? o : h.none();
  };
  for (const char* name : {"im_func", "__func__"}) addGetSet(host, type, name, function);
  for (const char* name : {"im_self", "__self__"}) addGetSet(host, type, name, self);
  addGetSet(host, type, "im_class", [](Host& h, Object* m) -> Object* {
    ClassObject* owner = as<BoundMethodObject>(m)->owner;
    return owner ? owner : h.none();
  });
  for (const char* name : {"__name__", "__doc__", "__module__"})
    type->attributes->table.remove(host.intern(name));
  addNew(
      host, type,
      [](Host& h, const Args& args) {
        Object* self = args[2];
        Object* owner = args.get(3);
        return h.newBoundMethod(args[1], isNone(self) ? nullptr : self,
                                owner && isClass(owner) ? as<ClassObject>(owner) : h.typeOf(self));
      },
      3, 4);
  addMethods(host, type,
             {{"__call__",
               [](Host& h, const Args& args) {
                 return h.call(args[0], Args{args.positional.subspan(1), args.keywords});
               },
               1, UINT32_MAX, true}});
}

void defineBuiltin(Host& host) {
  for (ClassObject* type : {host.types().builtin, host.types().methodDescriptor}) {
    const auto function = [](Object* o) {
      return o->kind == Kind::Builtin ? as<BuiltinObject>(o) : as<BuiltinMethodObject>(o)->function;
    };
    static constexpr auto unwrap = function;
    addGetSet(host, type, "__name__", [](Host&, Object* o) -> Object* { return unwrap(o)->name; });
    addGetSet(host, type, "__doc__", [](Host& h, Object* o) -> Object* {
      return unwrap(o)->doc ? unwrap(o)->doc : h.none();
    });
    addGetSet(host, type, "__module__", [](Host& h, Object* o) -> Object* {
      const std::string& name = unwrap(o)->qualifiedName;
      const size_t dot = name.rfind('.');
      return h.intern(dot == std::string::npos ? "__builtin__"
                                               : std::string_view(name).substr(0, dot));
    });
    addGetSet(host, type, "__self__", [](Host& h, Object* o) {
      return o->kind == Kind::BuiltinMethod ? as<BuiltinMethodObject>(o)->self : h.none();
    });
  }
  addMethods(host, host.types().methodDescriptor,
             {{"__get__",
               [](Host& h, const Args& args) {
                 return h.bind(args[0], isNone(args[1]) ? nullptr : args[1], h.typeOf(args[1]));
               },
               2, 3}});
  addGetSet(host, host.types().methodDescriptor, "__objclass__", [](Host& h, Object* o) -> Object* {
    return o->kind == Kind::Builtin && as<BuiltinObject>(o)->owner ? as<BuiltinObject>(o)->owner
                                                                   : h.none();
  });
}

} // namespace

void defineFunctionTypes(Host& host) {
  defineFunction(host);
  defineCode(host);
  defineMethod(host);
  defineBuiltin(host);
  addGetSet(host, host.types().cell, "cell_contents", [](Host& h, Object* cell) {
    Object* value = as<CellObject>(cell)->value;
    if (!value) h.raise(h.types().ValueError, "Cell is empty");
    return value;
  });
  addNew(
      host, host.types().module,
      [](Host& h, const Args& args) -> Object* {
        ModuleObject* module = h.newModule("?"); // __init__ names it
        module->cls = as<ClassObject>(args[0]);
        return module;
      },
      1, UINT32_MAX, true);
  host.addMethod(
      host.types().module, "__init__",
      [](Host& h, const Args& args) -> Object* {
        auto* module = as<ModuleObject>(args[0]);
        Object* name = argument(args, 1, "name");
        if (!name) h.raise(h.types().TypeError, "Required argument 'name' (pos 1) not found");
        Object* doc = argument(args, 2, "doc");
        module->name = h.intern(h.toStr(name));
        module->attributes->table.set(h.names().name, module->name);
        module->attributes->table.set(h.names().doc, doc ? doc : h.none());
        return h.none();
      },
      1, 3, true);
}

} // namespace tw::host
