// The special methods of the built-in types, as attributes: int.__add__,
// list.__getitem__, str.__repr__, ... They call the built-in meaning, so a user
// class can reach it through super() or by naming the base.
#include "translator/host/bigint.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"

namespace tw::host {

using syntax::BinaryOp;
using syntax::CompareOp;
using syntax::UnaryOp;

namespace {

struct BinaryName {
  const char* name;
  BinaryOp op;
};
constexpr BinaryName kArithmetic[] = {
    {"add", BinaryOp::Add}, {"sub", BinaryOp::Sub},         {"mul", BinaryOp::Mul},
    {"div", BinaryOp::Div}, {"truediv", BinaryOp::TrueDiv}, {"floordiv", BinaryOp::FloorDiv},
    {"mod", BinaryOp::Mod}, {"pow", BinaryOp::Pow}};
constexpr BinaryName kBits[] = {{"lshift", BinaryOp::LShift},
                                {"rshift", BinaryOp::RShift},
                                {"and", BinaryOp::And},
                                {"or", BinaryOp::Or},
                                {"xor", BinaryOp::Xor}};
constexpr BinaryName kSetOps[] = {
    {"and", BinaryOp::And}, {"or", BinaryOp::Or}, {"xor", BinaryOp::Xor}, {"sub", BinaryOp::Sub}};

void addBinary(Host& host, ClassObject* cls, BinaryName entry, bool reflected) {
  const auto run = [op = entry.op](Host& h, Object* a, Object* b) {
    Object* result = h.binaryNative(op, a, b);
    return result ? result : h.notImplemented();
  };
  host.addMethod(
      cls, std::string("__") + entry.name + "__",
      [run](Host& h, const Args& args) { return run(h, args[0], args[1]); }, 2, 3);
  if (reflected)
    host.addMethod(
        cls, std::string("__r") + entry.name + "__",
        [run](Host& h, const Args& args) { return run(h, args[1], args[0]); }, 2, 2);
}

void addUnary(Host& host, ClassObject* cls, const char* name, UnaryOp op) {
  host.addMethod(
      cls, name,
      [op](Host& h, const Args& args) {
        Object* result = h.unaryNative(op, args[0]);
        return result ? result : h.notImplemented();
      },
      1, 1);
}

void addComparisons(Host& host, ClassObject* cls) {
  constexpr struct {
    const char* name;
    CompareOp op;
  } kOps[] = {{"__lt__", CompareOp::Lt}, {"__le__", CompareOp::Le}, {"__eq__", CompareOp::Eq},
              {"__ne__", CompareOp::Ne}, {"__gt__", CompareOp::Gt}, {"__ge__", CompareOp::Ge}};
  for (const auto& entry : kOps) {
    host.addMethod(
        cls, entry.name,
        [op = entry.op](Host& h, const Args& args) {
          Object* result = h.compareNative(op, args[0], args[1]);
          return result ? result : h.notImplemented();
        },
        2, 2);
  }
}

// The hash of the built-in value, also for instances of user subclasses.
Object* nativeHash(Host& host, const Args& args) {
  Object* self = args[0];
  switch (self->kind) {
  case Kind::Str: return host.newInt(static_cast<int64_t>(stringHash(as<StrObject>(self))));
  case Kind::Int: return host.newInt(as<IntObject>(self)->value);
  case Kind::Float:
    return host.newInt(
        static_cast<int64_t>(host.hash(host.newFloat(as<FloatObject>(self)->value))));
  case Kind::Tuple:
    return host.newInt(
        static_cast<int64_t>(host.hash(host.newTuple(as<TupleObject>(self)->items))));
  case Kind::Unicode:
    return host.newInt(
        static_cast<int64_t>(host.hash(host.newUnicode(as<UnicodeObject>(self)->value))));
  default:
    return host.newInt(static_cast<int64_t>(self->cls->builtin ? host.hash(self) : self->serial));
  }
}

Object* reprMethod(Host& host, const Args& args) {
  std::vector<Object*> active;
  return host.newStr(nativeRepr(host, args[0], active));
}
Object* strMethod(Host& host, const Args& args) { return host.newStr(nativeStr(host, args[0])); }

void addCommon(Host& host, ClassObject* cls, bool hashable) {
  addMethods(host, cls, {{"__repr__", reprMethod, 1, 1}});
  addComparisons(host, cls);
  if (hashable)
    addMethods(host, cls, {{"__hash__", nativeHash, 1, 1}});
  else
    cls->attributes->table.set(host.names().hash, host.none());
}

Object* lengthMethod(Host& host, const Args& args) {
  return host.newInt(nativeLength(host, args[0]));
}

Object* itemMethod(Host& host, const Args& args) {
  if (Object* value = nativeItem(host, args[0], args[1])) return value;
  host.raise(host.types().TypeError, "unsupported index");
}

Object* setItemMethod(Host& host, const Args& args) {
  nativeAssignItem(host, args[0], args[1], args[2]);
  return host.none();
}

Object* delItemMethod(Host& host, const Args& args) {
  nativeAssignItem(host, args[0], args[1], nullptr);
  return host.none();
}

Object* containsMethod(Host& host, const Args& args) {
  const Object* self = args[0];
  if (self->kind == Kind::Dict)
    return host.boolean(as<DictObject>(self)->table.contains(host, args[1]));
  if (self->kind == Kind::Set || self->kind == Kind::FrozenSet)
    return host.boolean(as<SetObject>(self)->table.contains(host, args[1]));
  if (self->kind == Kind::Str)
    return host.boolean(host.contains(host.newStr(as<StrObject>(self)->value), args[1]));
  Object* iterator = nativeIter(host, args[0]);
  while (Object* item = host.next(iterator))
    if (host.equal(item, args[1])) return host.boolean(true);
  return host.boolean(false);
}

Object* iterMethod(Host& host, const Args& args) { return nativeIter(host, args[0]); }

Object* getSliceMethod(Host& host, const Args& args) {
  return nativeItem(host, args[0], host.newSlice(args[1], args[2], host.none()));
}

Object* setSliceMethod(Host& host, const Args& args) {
  nativeAssignItem(host, args[0], host.newSlice(args[1], args[2], host.none()), args[3]);
  return host.none();
}

Object* delSliceMethod(Host& host, const Args& args) {
  nativeAssignItem(host, args[0], host.newSlice(args[1], args[2], host.none()), nullptr);
  return host.none();
}

void addNumberMethods(Host& host, ClassObject* cls, bool integral) {
  for (const BinaryName& entry : kArithmetic) addBinary(host, cls, entry, true);
  addUnary(host, cls, "__neg__", UnaryOp::Neg);
  addUnary(host, cls, "__pos__", UnaryOp::Pos);
  if (integral) {
    for (const BinaryName& entry : kBits) addBinary(host, cls, entry, true);
    addUnary(host, cls, "__invert__", UnaryOp::Invert);
  }
  host.addMethod(
      cls, "__nonzero__",
      [](Host& h, const Args& args) {
        return h.compareNative(CompareOp::Ne, args[0], h.newInt(0));
      },
      1, 1);
  addCommon(host, cls, true);
}

void addSequenceMethods(Host& host, ClassObject* cls, bool hashable) {
  addMethods(host, cls,
             {{"__len__", lengthMethod, 1, 1},
              {"__getitem__", itemMethod, 2, 2},
              {"__getslice__", getSliceMethod, 3, 3},
              {"__contains__", containsMethod, 2, 2},
              {"__iter__", iterMethod, 1, 1}});
  addBinary(host, cls, {"add", BinaryOp::Add}, false);
  addBinary(host, cls, {"mul", BinaryOp::Mul}, true);
  addCommon(host, cls, hashable);
}

} // namespace

void defineSpecialMethods(Host& host) {
  const Types& t = host.types();
  addNumberMethods(host, t.int_, true);
  addNumberMethods(host, t.long_, true);
  addNumberMethods(host, t.float_, false);
  addNumberMethods(host, t.complex, false);
  addSequenceMethods(host, t.str, true);
  addSequenceMethods(host, t.unicode, true);
  addSequenceMethods(host, t.byteArray, false);
  addSequenceMethods(host, t.tuple, true);
  addSequenceMethods(host, t.list, false);
  for (ClassObject* cls : {t.str, t.unicode}) {
    addBinary(host, cls, {"mod", BinaryOp::Mod}, false);
    addMethods(host, cls, {{"__str__", strMethod, 1, 1}});
  }
  addMethods(host, t.list,
             {{"__setitem__", setItemMethod, 3, 3},
              {"__delitem__", delItemMethod, 2, 2},
              {"__setslice__", setSliceMethod, 4, 4},
              {"__delslice__", delSliceMethod, 3, 3}});
  addMethods(host, t.byteArray,
             {{"__setitem__", setItemMethod, 3, 3}, {"__delitem__", delItemMethod, 2, 2}});
  addMethods(host, t.dict,
             {{"__len__", lengthMethod, 1, 1},
              {"__getitem__", itemMethod, 2, 2},
              {"__setitem__", setItemMethod, 3, 3},
              {"__delitem__", delItemMethod, 2, 2},
              {"__contains__", containsMethod, 2, 2},
              {"__iter__", iterMethod, 1, 1}});
  addCommon(host, t.dict, false);
  for (ClassObject* cls : {t.set, t.frozenSet}) {
    addMethods(host, cls,
               {{"__len__", lengthMethod, 1, 1},
                {"__contains__", containsMethod, 2, 2},
                {"__iter__", iterMethod, 1, 1}});
    for (const BinaryName& entry : kSetOps) addBinary(host, cls, entry, true);
    addCommon(host, cls, cls == t.frozenSet);
  }
  addMethods(host, t.range,
             {{"__len__", lengthMethod, 1, 1},
              {"__getitem__", itemMethod, 2, 2},
              {"__iter__", iterMethod, 1, 1}});
  addMethods(
      host, t.dictProxy,
      {{"__len__", lengthMethod, 1, 1},
       {"__getitem__", itemMethod, 2, 2},
       {"__contains__",
        [](Host& h, const Args& args) { return h.boolean(h.contains(args[0], args[1])); }, 2, 2},
       {"__iter__", iterMethod, 1, 1}});
  for (ClassObject* cls : {t.iterator, t.enumerate, t.reversed})
    addMethods(host, cls, {{"__iter__", iterMethod, 1, 1}});
}

} // namespace tw::host
