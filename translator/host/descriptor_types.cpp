// property, staticmethod, classmethod, super, weak references, tracebacks.
#include "translator/host/native.h"
#include "translator/host/setup.h"

namespace tw::host {

namespace {

Object* propertyInit(Host& host, const Args& args) {
  auto* property = as<PropertyObject>(args[0]);
  property->getter = argument(args, 1, "fget");
  property->setter = argument(args, 2, "fset");
  property->deleter = argument(args, 3, "fdel");
  property->doc = argument(args, 4, "doc");
  if (!property->doc && property->getter && property->getter->kind == Kind::Function)
    property->doc = as<FunctionObject>(property->getter)->doc;
  return host.none();
}

PropertyObject* copyProperty(Host& host, Object* original) {
  auto* copy = host.make<PropertyObject>(original->cls, Kind::Property);
  const auto* from = as<PropertyObject>(original);
  copy->getter = from->getter;
  copy->setter = from->setter;
  copy->deleter = from->deleter;
  copy->doc = from->doc;
  return copy;
}

void defineProperty(Host& host) {
  ClassObject* type = host.types().property;
  addMethods(host, type,
             {{"__init__", propertyInit, 1, 5, true},
              {"getter",
               [](Host& h, const Args& args) -> Object* {
                 PropertyObject* p = copyProperty(h, args[0]);
                 p->getter = args[1];
                 return p;
               },
               2, 2},
              {"setter",
               [](Host& h, const Args& args) -> Object* {
                 PropertyObject* p = copyProperty(h, args[0]);
                 p->setter = args[1];
                 return p;
               },
               2, 2},
              {"deleter",
               [](Host& h, const Args& args) -> Object* {
                 PropertyObject* p = copyProperty(h, args[0]);
                 p->deleter = args[1];
                 return p;
               },
               2, 2},
              {"__get__",
               [](Host& h, const Args& args) {
                 return h.bind(args[0], isNone(args[1]) ? nullptr : args[1], h.typeOf(args[1]));
               },
               2, 3},
              {"__set__",
               [](Host& h, const Args& args) {
                 Object* setter = as<PropertyObject>(args[0])->setter;
                 if (!setter || isNone(setter))
                   h.raise(h.types().AttributeError, "can't set attribute");
                 return h.call(setter, {args[1], args[2]});
               },
               3, 3}});
  const auto orNone = [](Host& h, Object* o) { return o ? o : h.none(); };
  static constexpr auto pick = orNone;
  addGetSet(host, type, "fget",
            [](Host& h, Object* p) { return pick(h, as<PropertyObject>(p)->getter); });
  addGetSet(host, type, "fset",
            [](Host& h, Object* p) { return pick(h, as<PropertyObject>(p)->setter); });
  addGetSet(host, type, "fdel",
            [](Host& h, Object* p) { return pick(h, as<PropertyObject>(p)->deleter); });
  addGetSet(host, type, "__doc__",
            [](Host& h, Object* p) { return pick(h, as<PropertyObject>(p)->doc); });
}

void defineWrappers(Host& host) {
  addMethods(
      host, host.types().staticMethod,
      {{"__init__",
        [](Host& h, const Args& args) {
          as<StaticMethodObject>(args[0])->function = args[1];
          return h.none();
        },
        2, 2},
       {"__get__",
        [](Host&, const Args& args) { return as<StaticMethodObject>(args[0])->function; }, 2, 3}});
  addGetSet(host, host.types().staticMethod, "__func__",
            [](Host&, Object* m) { return as<StaticMethodObject>(m)->function; });
  addMethods(host, host.types().classMethod,
             {{"__init__",
               [](Host& h, const Args& args) {
                 as<ClassMethodObject>(args[0])->function = args[1];
                 return h.none();
               },
               2, 2},
              {"__get__",
               [](Host& h, const Args& args) {
                 Object* owner = args.get(2);
                 return h.bind(args[0], nullptr,
                               owner && isClass(owner) ? as<ClassObject>(owner)
                                                       : h.typeOf(args[1]));
               },
               2, 3}});
  addGetSet(host, host.types().classMethod, "__func__",
            [](Host&, Object* m) { return as<ClassMethodObject>(m)->function; });
}

Object* superInit(Host& host, const Args& args) {
  auto* super = as<SuperObject>(args[0]);
  if (!isClass(args[1])) host.raise(host.types().TypeError, "super() argument 1 must be type");
  super->type = as<ClassObject>(args[1]);
  Object* object = args.get(2);
  if (!object || isNone(object)) return host.none();
  super->self = object;
  if (isClass(object) && host.isSubtype(as<ClassObject>(object), super->type))
    super->selfClass = as<ClassObject>(object);
  else if (host.isSubtype(object->cls, super->type))
    super->selfClass = object->cls;
  else
    host.raise(host.types().TypeError,
               "super(type, obj): obj must be an instance or subtype of type");
  return host.none();
}

void defineWeakRef(Host& host) {
  addNew(
      host, host.types().weakRef,
      [](Host& h, const Args& args) -> Object* {
        auto* ref = h.make<WeakRefObject>(as<ClassObject>(args[0]), Kind::WeakRef);
        ref->target = args[1];
        return ref;
      },
      2, 3);
  addMethods(host, host.types().weakRef,
             {{"__hash__",
               [](Host& h, const Args& args) {
                 return h.newInt(static_cast<int64_t>(h.hash(as<WeakRefObject>(args[0])->target)));
               },
               1, 1}});
}

void defineTraceback(Host& host) {
  ClassObject* type = host.types().traceback;
  addGetSet(host, type, "tb_lineno", [](Host& h, Object* tb) {
    const auto& entries = as<TracebackObject>(tb)->entries;
    return h.newInt(entries.empty() ? 0 : entries.back().span.line);
  });
  addGetSet(host, type, "tb_next", [](Host& h, Object* tb) -> Object* {
    const auto& entries = as<TracebackObject>(tb)->entries;
    if (entries.size() < 2) return h.none();
    auto* rest = h.make<TracebackObject>(h.types().traceback, Kind::Traceback);
    rest->entries.assign(entries.begin(), entries.end() - 1);
    return rest;
  });
  addGetSet(host, type, "tb_frame", [](Host& h, Object* tb) -> Object* {
    auto* frame = h.make<FrameRefObject>(h.types().frame, Kind::FrameRef);
    const auto& entries = as<TracebackObject>(tb)->entries;
    if (!entries.empty()) {
      frame->code = const_cast<CodeObject*>(entries.back().code);
      frame->line = entries.back().span.line;
    }
    return frame;
  });
  ClassObject* frame = host.types().frame;
  addGetSet(host, frame, "f_lineno",
            [](Host& h, Object* f) { return h.newInt(as<FrameRefObject>(f)->line); });
  addGetSet(host, frame, "f_code", [](Host& h, Object* f) -> Object* {
    return as<FrameRefObject>(f)->code ? as<FrameRefObject>(f)->code : h.none();
  });
  addGetSet(host, frame, "f_globals", [](Host& h, Object* f) -> Object* {
    return as<FrameRefObject>(f)->globals ? as<FrameRefObject>(f)->globals : h.newDict();
  });
  addGetSet(host, frame, "f_locals", [](Host& h, Object* f) -> Object* {
    return as<FrameRefObject>(f)->locals ? as<FrameRefObject>(f)->locals : h.newDict();
  });
  addGetSet(host, frame, "f_back", [](Host& h, Object* f) -> Object* {
    return as<FrameRefObject>(f)->back ? as<FrameRefObject>(f)->back : h.none();
  });
}

void defineDictProxy(Host& host) {
  const auto inner = [](const char* name) {
    return [name](Host& h, const Args& args) {
      std::vector<Object*> rest(args.positional.begin() + 1, args.positional.end());
      return h.call(h.getAttr(as<DictProxyObject>(args[0])->dict, name), Args{rest, args.keywords});
    };
  };
  for (const char* name :
       {"keys", "values", "items", "iterkeys", "itervalues", "iteritems", "get", "has_key", "copy"})
    host.addMethod(host.types().dictProxy, name, inner(name), 1);
}

} // namespace

void defineDescriptorTypes(Host& host) {
  defineProperty(host);
  defineWrappers(host);
  addMethods(host, host.types().super, {{"__init__", superInit, 2, 3}});
  defineWeakRef(host);
  defineTraceback(host);
  defineDictProxy(host);
  addMethods(host, host.types().member,
             {{"__get__",
               [](Host& h, const Args& args) {
                 return h.bind(args[0], isNone(args[1]) ? nullptr : args[1], h.typeOf(args[1]));
               },
               2, 3}});
  addGetSet(host, host.types().member, "__name__",
            [](Host&, Object* m) -> Object* { return as<MemberObject>(m)->name; });
  addGetSet(host, host.types().getSet, "__name__",
            [](Host&, Object* m) -> Object* { return as<GetSetObject>(m)->name; });
}

} // namespace tw::host
