// `__tw_lltype__`: the types. The classes of types (Ptr, Struct, Array, ...) make
// them when they are called; they are called at import time only.
#include "translator/library/lltype_parts.h"

#include "translator/annotate/annotator.h"
#include "translator/rtype/rstr.h"
#include "translator/support/words.h"

#include <stdexcept>

namespace tw::library {

using host::Args;
using host::Host;
using host::Object;
using lltype::Flavor;
using lltype::Type;
using rtype::LowLevelWorld;

namespace {

Object* wrapped(Host& host, const Type* type) { return rtype::lowLevelTypeObject(host, type); }

// ---- Hints ----------------------------------------------------------------------------------

Object* hint(Host& host, Object* hints, std::string_view name) {
  if (!hints || hints->kind != host::Kind::Dict) return nullptr;
  return host::as<host::DictObject>(hints)->table.find(host.intern(name));
}

bool isSet(Host& host, Object* hints, std::string_view name) {
  Object* value = hint(host, hints, name);
  return value && host.truth(value);
}

lltype::ArrayHints arrayHints(Host& host, const Args& args) {
  Object* hints = args.keyword("hints");
  return {isSet(host, hints, "nolength"), isSet(host, hints, "immutable"),
          isSet(host, hints, "render_as_void"), isSet(host, hints, "render_as_const")};
}

lltype::StructHints structHints(Host& host, const Args& args) {
  Object* hints = args.keyword("hints");
  lltype::StructHints result;
  if (Object* name = hint(host, hints, "c_name")) result.cName = host.toStr(name);
  result.isUnion = isSet(host, hints, "union");
  return result;
}

// ---- Constructors; args[0] is the class -------------------------------------------------------

// hints={'immutable': True}, or {'immutable_fields': {'x': ...}}.
bool isImmutableField(Host& host, Object* hints, std::string_view name) {
  if (isSet(host, hints, "immutable")) return true;
  Object* fields = hint(host, hints, "immutable_fields");
  return fields && fields->kind == host::Kind::Dict &&
         host::as<host::DictObject>(fields)->table.find(host.intern(name));
}

const Type& fieldType(Host& host, Object* object, bool isLast, Flavor flavor) {
  const Type& type = needType(host, object);
  const bool varsize = type.asArray() || (type.asStruct() && type.structure().varArray());
  const auto* structure = type.asStruct();
  if (type.kind() == lltype::Kind::Func || (varsize && !isLast) ||
      (structure && structure->isGc()) || (type.asArray() && type.array().isGc()))
    host.raise(host.types().TypeError, withArticle(type.text()) + " cannot lie inside a " +
                                           (flavor == Flavor::Gc ? "GcStruct" : "Struct") +
                                           (isLast ? "" : " at this place"));
  return type;
}

template <Flavor Kind> Object* newStruct(Host& host, const Args& args) {
  if (args.size() < 2) host.raise(host.types().TypeError, "a struct needs a name");
  std::vector<lltype::Field> fields;
  for (size_t i = 2; i < args.size(); ++i) {
    std::vector<Object*> pair = host.listOf(args[i]);
    if (pair.size() != 2) host.raise(host.types().TypeError, "a field is a (name, type) pair");
    std::string name(host.toStr(pair[0]));
    for (const lltype::Field& other : fields)
      if (other.name == name) host.raise(host.types().TypeError, "two fields are named " + name);
    const auto mutability = isImmutableField(host, args.keyword("hints"), name)
                                ? lltype::Mutability::Immutable
                                : lltype::Mutability::Mutable;
    fields.push_back(
        {std::move(name), &fieldType(host, pair[1], i + 1 == args.size(), Kind), mutability});
  }
  return wrapped(host, worldOf(host).types().structOf(host.toStr(args[1]), Kind, std::move(fields),
                                                      nullptr, structHints(host, args)));
}

// Array(T), or Array(('x', T), ...): of structs.
template <Flavor Kind> Object* newArray(Host& host, const Args& args) {
  lltype::TypeTable& types = worldOf(host).types();
  if (args.size() < 2) host.raise(host.types().TypeError, "an array needs an item type");
  const Type* item = typeArgument(host, args[1]);
  if (!item) {
    std::vector<lltype::Field> fields;
    for (size_t i = 1; i < args.size(); ++i) {
      std::vector<Object*> pair = host.listOf(args[i]);
      if (pair.size() != 2) host.raise(host.types().TypeError, "an array needs an item type");
      fields.push_back({std::string(host.toStr(pair[0])), &needType(host, pair[1])});
    }
    item = types.structOf("arrayitem", Flavor::Raw, std::move(fields));
  }
  return wrapped(host, types.array(item, Kind, arrayHints(host, args)));
}

// CArray(T): the array without a length that C has.
Object* hostCArray(Host& host, const Args& args) {
  return wrapped(
      host, worldOf(host).types().array(&needType(host, args[0]), Flavor::Raw, {.noLength = true}));
}

Object* newFixedArray(Host& host, const Args& args) {
  if (args.size() != 3)
    host.raise(host.types().TypeError, "FixedSizeArray() takes an item type and a length");
  const int64_t length = host.toInt(args[2]);
  if (length < 0) host.raise(host.types().ValueError, "the length of an array is negative");
  return wrapped(host, worldOf(host).types().fixedArray(&needType(host, args[1]),
                                                        static_cast<uint64_t>(length)));
}

Object* newPtr(Host& host, const Args& args) {
  if (args.size() < 2) host.raise(host.types().TypeError, "Ptr() takes the container type");
  const Type& target = needType(host, args[1]);
  if (!target.isContainer())
    host.raise(host.types().TypeError, "Ptr() takes a container type, not " + target.text());
  return wrapped(host, worldOf(host).types().ptr(&target));
}

Object* newFuncType(Host& host, const Args& args) {
  if (args.size() != 3)
    host.raise(host.types().TypeError, "FuncType() takes a list of types and a type");
  std::vector<const Type*> types;
  for (Object* arg : host.listOf(args[1])) types.push_back(&needType(host, arg));
  return wrapped(host, worldOf(host).types().func(std::move(types), &needType(host, args[2])));
}

// OpaqueType(name, hints={'size': n}): n bytes that only C knows.
template <Flavor Kind> Object* newOpaque(Host& host, const Args& args) {
  if (args.size() < 2) host.raise(host.types().TypeError, "an opaque type needs a name");
  Object* size = hint(host, args.keyword("hints"), "size");
  return wrapped(host,
                 worldOf(host).types().opaque(host.toStr(args[1]), Kind,
                                              size ? static_cast<uint64_t>(host.toInt(size)) : 0));
}

template <Flavor Kind> Object* newForward(Host& host, const Args&) {
  LowLevelWorld& world = worldOf(host);
  rtype::TypeObject* object = world.typeObject(world.types().forward(Kind));
  object->cls = Kind == Flavor::Gc ? world.typeClasses.gcForward : world.typeClasses.forward;
  return object;
}

// In a function, a type is made during the translation: of constants.
const annotate::Annotation* annotateConstructor(annotate::LibraryCall& call) {
  annotate::Annotator& an = call.annotator;
  std::vector<Object*> args;
  for (const annotate::Annotation* arg : call.args) {
    if (!arg->constant()) call.fail("a type is made of constants only", "make it at import time");
    args.push_back(arg->constant());
  }
  if (!call.keywords.empty()) call.fail("a type with hints is made at import time only");
  return an.ofConstant(an.host().call(call.function, Args{args}));
}

void addConstructors(Host& host, LowLevelWorld& world) {
  const rtype::TypeClasses& classes = world.typeClasses;
  const struct {
    const char* name;
    host::ClassObject* cls;
    Object* (*make)(Host&, const Args&);
  } kConstructors[] = {
      {"Ptr", classes.ptr, newPtr},
      {"Struct", classes.structure, newStruct<Flavor::Raw>},
      {"GcStruct", classes.gcStruct, newStruct<Flavor::Gc>},
      {"Array", classes.array, newArray<Flavor::Raw>},
      {"GcArray", classes.gcArray, newArray<Flavor::Gc>},
      {"FixedSizeArray", classes.fixedArray, newFixedArray},
      {"FuncType", classes.func, newFuncType},
      {"OpaqueType", classes.opaque, newOpaque<Flavor::Raw>},
      {"GcOpaqueType", classes.gcOpaque, newOpaque<Flavor::Gc>},
      {"ForwardReference", classes.forward, newForward<Flavor::Raw>},
      {"GcForwardReference", classes.gcForward, newForward<Flavor::Gc>},
      {"LowLevelType", classes.lowLevelType, nullptr},
      {"ContainerType", classes.container, nullptr},
      {"Primitive", classes.primitive, nullptr},
      {"Number", classes.number, nullptr},
      {"_ptr", world.ptrClass, nullptr},
  };
  for (const auto& row : kConstructors) {
    if (row.make)
      row.cls->attributes->table.set(
          host.names().newName,
          host.newBuiltin(std::string(row.name) + ".__new__", row.make, 1, UINT32_MAX, true));
    if (row.cls == classes.ptr || row.cls == classes.array || row.cls == classes.fixedArray) {
      auto* rule = host.arena().make<host::LibraryRule>();
      rule->annotate = annotateConstructor;
      rule->rtype = rtypeKnownResult;
      rule->constant = world.typeClasses.lowLevelType->rule->constant;
      row.cls->rule = rule;
    }
    host.setAttr(world.module, row.name, row.cls);
  }
}

void addPrimitives(Host& host, LowLevelWorld& world) {
  lltype::TypeTable& types = world.types();
  auto add = [&](const char* name, const Type* type) {
    host.setAttr(world.module, name, world.typeObject(type));
  };
  add("Void", types.voidType());
  add("Bool", types.boolType());
  add("Char", types.charType());
  add("UniChar", types.uniChar());
  add("Signed", types.signedType());
  add("Unsigned", types.unsignedType());
  add("Float", types.floatType());
  add("SingleFloat", types.singleFloat());
  add("LongFloat", types.longFloat());
  add("Address", types.address());
  add("GCREF", types.gcRef());
  for (uint32_t bits : {8u, 16u, 32u, 64u, 128u}) {
    add(("INT" + std::to_string(bits)).c_str(), types.number(bits, true));
    add(("UINT" + std::to_string(bits)).c_str(), types.number(bits, false));
  }
  add("STR", rtype::stringStruct(types));
  add("UNICODE", rtype::unicodeStruct(types));
  add("WEAKREF", types.weakrefStruct());
}

// What prebuilt types, pointers and addresses are to the program.
void addConstantRules(Host& host, LowLevelWorld& world) {
  auto* types = host.arena().make<host::LibraryRule>();
  types->constant = [](annotate::Annotator& annotator, Object* object) {
    return annotator.pbc({annotator.frozenDesc(object)});
  };
  world.typeClasses.lowLevelType->rule = types;
  auto* pointers = host.arena().make<host::LibraryRule>();
  pointers->constant = [](annotate::Annotator& annotator, Object* object) {
    return annotator.pointer(static_cast<rtype::PtrObject*>(object)->type, object);
  };
  world.ptrClass->rule = pointers;
  auto* addresses = host.arena().make<host::LibraryRule>();
  addresses->constant = [](annotate::Annotator& annotator,
                           Object* object) -> const annotate::Annotation* {
    return annotator.make<annotate::PlainAnnotation>(annotate::Kind::Address, object);
  };
  world.addressClass->rule = addresses;
  auto* references = host.arena().make<host::LibraryRule>();
  references->constant = [](annotate::Annotator& annotator, Object* object) {
    static_cast<rtype::GcRefObject*>(object)->annotate(annotator);
    return annotator.pointer(annotator.types().gcRef(), object);
  };
  world.gcRefClass->rule = references;
}

} // namespace

const Type* typeArgument(Host& host, Object* object) {
  return object ? rtype::lowLevelTypeOf(host, object) : nullptr;
}

const Type& needType(Host& host, Object* object) {
  const Type* type = typeArgument(host, object);
  if (!type) host.raise(host.types().TypeError, "a low-level type is expected");
  return *type;
}

const Type& containerOf(const Type& type) { return type.isPtr() ? type.ptr().target() : type; }

Object* argumentOf(const Args& args, size_t index, std::string_view keyword) {
  if (Object* given = args.get(index)) return given;
  return args.keyword(keyword);
}

void addLowLevelTypes(Host& host, LowLevelWorld& world) {
  addConstantRules(host, world);
  addPrimitives(host, world);
  addConstructors(host, world);
  host.addFunction(world.module, "CArray", hostCArray, 1, 1);
}

} // namespace tw::library
