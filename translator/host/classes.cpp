// Classes: creation, method resolution order, lookup of attributes on types,
// instance and subclass tests.
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

// ---- Method resolution order --------------------------------------------------------------------

namespace {

// C3: merges the orders of the bases so that each class precedes its bases.
bool mergeOrders(std::vector<std::vector<ClassObject*>> sequences,
                 std::vector<ClassObject*>& result) {
  for (;;) {
    std::erase_if(sequences, [](const auto& s) { return s.empty(); });
    if (sequences.empty()) return true;
    ClassObject* next = nullptr;
    for (const auto& sequence : sequences) {
      ClassObject* candidate = sequence.front();
      const bool blocked = std::any_of(sequences.begin(), sequences.end(), [&](const auto& other) {
        return std::find(other.begin() + 1, other.end(), candidate) != other.end();
      });
      if (blocked) continue;
      next = candidate;
      break;
    }
    if (!next) return false;
    result.push_back(next);
    for (auto& sequence : sequences)
      if (sequence.front() == next) sequence.erase(sequence.begin());
  }
}

// Old-style classes: depth first, left to right.
void addDepthFirst(ClassObject* cls, std::vector<ClassObject*>& order) {
  if (std::find(order.begin(), order.end(), cls) != order.end()) return;
  order.push_back(cls);
  for (ClassObject* base : cls->bases) addDepthFirst(base, order);
}

void computeMro(Host& host, ClassObject* cls) {
  cls->mro.clear();
  if (cls->oldStyle) return addDepthFirst(cls, cls->mro);
  std::vector<std::vector<ClassObject*>> sequences;
  for (ClassObject* base : cls->bases) {
    if (base->oldStyle) {
      std::vector<ClassObject*> order;
      addDepthFirst(base, order);
      sequences.push_back(std::move(order));
    } else {
      sequences.push_back(base->mro);
    }
  }
  sequences.push_back(cls->bases);
  cls->mro.push_back(cls);
  if (!mergeOrders(std::move(sequences), cls->mro)) {
    std::string text = "Error when calling the metaclass bases\n    Cannot create a consistent "
                       "method resolution\norder (MRO) for bases ";
    for (size_t i = 0; i < cls->bases.size(); ++i) {
      if (i) text += ", ";
      text += cls->bases[i]->name->value;
    }
    host.raise(host.types().TypeError, text);
  }
}

// The base whose layout the instances take; two different layouts conflict.
Kind layoutOf(Host& host, const ClassObject* cls) {
  Kind kind = Kind::Instance;
  for (const ClassObject* base : cls->bases) {
    const Kind k = base->instanceKind;
    if (k == Kind::Instance || k == kind) continue;
    if (kind != Kind::Instance)
      host.raise(host.types().TypeError,
                 "Error when calling the metaclass bases\n    multiple bases have instance "
                 "lay-out conflict");
    kind = k;
  }
  return kind;
}

void addSlots(Host& host, ClassObject* cls) {
  Object* slots = cls->attributes->table.find(host.names().slots);
  bool dictOfBase = false;
  for (const ClassObject* base : cls->bases) {
    if (base != host.types().object && base->hasInstanceDict) dictOfBase = true;
  }
  if (!slots) {
    cls->hasInstanceDict = true;
    return;
  }
  cls->hasInstanceDict = dictOfBase;
  std::vector<Object*> list = isStr(slots) ? std::vector<Object*>{slots} : host.listOf(slots);
  for (Object* item : list) {
    StrObject* name = host.intern(host.toStr(item, "__slots__ items must be strings"));
    if (name == host.names().dictName) {
      cls->hasInstanceDict = true;
      continue;
    }
    if (name->value == "__weakref__") continue;
    if (name->value.starts_with("__") && !name->value.ends_with("__")) {
      const size_t start =
          std::min(cls->name->value.find_first_not_of('_'), cls->name->value.size());
      name =
          host.intern("_" + std::string(cls->name->value.substr(start)) + std::string(name->value));
    }
    auto* member = host.make<MemberObject>(host.types().member, Kind::Member);
    member->name = name;
    member->owner = cls;
    cls->slots.push_back(name);
    cls->attributes->table.set(name, member);
  }
}

bool overridesGetAttr(Host& host, ClassObject* cls) {
  if (host.lookup(cls, host.names().getattr)) return true;
  Object* found = host.lookup(cls, host.names().getattribute);
  return found && found->kind != Kind::Builtin;
}

} // namespace

// ---- Creation -------------------------------------------------------------------------------

ClassObject* Host::newClass(ClassObject* metaclass, StrObject* name,
                            std::vector<ClassObject*> bases, DictObject* dict) {
  if (bases.empty()) bases.push_back(types_.object);
  auto* cls = make<ClassObject>(metaclass, Kind::Class);
  cls->name = intern(name);
  cls->bases = std::move(bases);
  for (ClassObject* base : cls->bases) {
    if (base->isFinal)
      raise(types_.TypeError, "Error when calling the metaclass bases\n    type '" +
                                  std::string(base->name->value) +
                                  "' is not an acceptable base type");
  }
  cls->attributes = newDict();
  for (const auto& e : dict->table.entries())
    if (e.key) cls->attributes->table.set(*this, e.key, e.value);
  computeMro(*this, cls);
  cls->instanceKind = layoutOf(*this, cls);
  for (ClassObject* base : cls->bases)
    if (base->allocate && !cls->allocate) cls->allocate = base->allocate;
  addSlots(*this, cls);
  if (Object* newFunction = cls->attributes->table.find(names_.newName);
      newFunction && newFunction->kind == Kind::Function) {
    auto* wrapper = make<StaticMethodObject>(types_.staticMethod, Kind::StaticMethod);
    wrapper->function = newFunction;
    cls->attributes->table.set(names_.newName, wrapper);
  }
  if (!cls->attributes->table.find(names_.doc)) cls->attributes->table.set(names_.doc, none_);
  for (ClassObject* base : cls->bases) base->subclasses.push_back(cls);
  cls->hasGetAttrHook = overridesGetAttr(*this, cls);
  return cls;
}

ClassObject* Host::newOldStyleClass(StrObject* name, std::vector<ClassObject*> bases,
                                    DictObject* dict) {
  auto* cls = make<ClassObject>(types_.classobj, Kind::Class);
  cls->name = intern(name);
  cls->bases = std::move(bases);
  cls->oldStyle = true;
  cls->attributes = dict;
  if (!dict->table.find(names_.doc)) dict->table.set(names_.doc, none_);
  computeMro(*this, cls);
  for (ClassObject* base : cls->bases) base->subclasses.push_back(cls);
  cls->hasGetAttrHook = overridesGetAttr(*this, cls);
  return cls;
}

ClassObject* Host::newBuiltinClass(std::string_view name, Kind instanceKind,
                                   std::vector<ClassObject*> bases) {
  auto* cls = make<ClassObject>(types_.type, Kind::Class);
  cls->name = intern(name);
  cls->bases = std::move(bases);
  if (cls->bases.empty() && types_.object) cls->bases.push_back(types_.object);
  cls->builtin = true;
  cls->hasInstanceDict = false;
  cls->instanceKind = instanceKind;
  cls->attributes = newDict();
  computeMro(*this, cls);
  for (ClassObject* base : cls->bases) base->subclasses.push_back(cls);
  return cls;
}

Object* Host::newInstance(ClassObject* cls) {
  if (cls->allocate) return cls->allocate(*this, cls);
  switch (cls->instanceKind) {
  case Kind::Instance: return make<InstanceObject>(cls, Kind::Instance);
  case Kind::Int: return make<IntObject>(cls, Kind::Int);
  case Kind::Float: return make<FloatObject>(cls, Kind::Float);
  case Kind::Str: return make<StrObject>(cls, Kind::Str);
  case Kind::Unicode: return make<UnicodeObject>(cls, Kind::Unicode);
  case Kind::ByteArray: return make<ByteArrayObject>(cls, Kind::ByteArray);
  case Kind::Tuple: return make<TupleObject>(cls, Kind::Tuple);
  case Kind::List: return make<ListObject>(cls, Kind::List);
  case Kind::Dict: return make<DictObject>(cls, Kind::Dict);
  case Kind::Set: return make<SetObject>(cls, Kind::Set);
  case Kind::FrozenSet: return make<SetObject>(cls, Kind::FrozenSet);
  case Kind::Complex: return make<ComplexObject>(cls, Kind::Complex);
  case Kind::Property: return make<PropertyObject>(cls, Kind::Property);
  case Kind::StaticMethod: return make<StaticMethodObject>(cls, Kind::StaticMethod);
  case Kind::ClassMethod: return make<ClassMethodObject>(cls, Kind::ClassMethod);
  case Kind::Super: return make<SuperObject>(cls, Kind::Super);
  case Kind::Module: {
    auto* module = make<ModuleObject>(cls, Kind::Module);
    module->attributes = newDict();
    return module;
  }
  case Kind::Exception: {
    auto* exception = make<ExceptionObject>(cls, Kind::Exception);
    exception->args = newTuple({});
    return exception;
  }
  default:
    raise(types_.TypeError, "cannot create '" + std::string(cls->name->value) + "' instances");
  }
}

// ---- Lookup ---------------------------------------------------------------------------------

Object* Host::lookupWhere(ClassObject* cls, StrObject* name, ClassObject*& where) {
  for (ClassObject* c : cls->mro) {
    if (Object* value = c->attributes->table.find(name)) {
      where = c;
      return value;
    }
  }
  return nullptr;
}

Object* Host::lookup(ClassObject* cls, StrObject* name) {
  // Both addresses only choose a slot; the entry is checked.
  const size_t slot =
      (reinterpret_cast<uintptr_t>(cls) / 64 * 31 + reinterpret_cast<uintptr_t>(name) / 16) %
      kAttributeCache;
  AttributeCacheEntry& entry = attributeCache_[slot];
  if (entry.cls == cls && entry.name == name && entry.version == classVersion_) return entry.value;
  ClassObject* where = nullptr;
  Object* value = lookupWhere(cls, name, where);
  entry = {cls, name, classVersion_, value};
  return value;
}

void Host::classChanged(ClassObject* cls) {
  ++classVersion_;
  std::vector<ClassObject*> work{cls};
  while (!work.empty()) {
    ClassObject* c = work.back();
    work.pop_back();
    if (!c->builtin) c->hasGetAttrHook = overridesGetAttr(*this, c);
    work.insert(work.end(), c->subclasses.begin(), c->subclasses.end());
  }
}

// ---- Tests ----------------------------------------------------------------------------------

bool Host::isSubtype(const ClassObject* cls, const ClassObject* base) const {
  if (cls == base) return true;
  for (const ClassObject* c : cls->mro)
    if (c == base) return true;
  return false;
}

bool Host::isInstance(Object* object, Object* classOrTuple) {
  if (classOrTuple->kind == Kind::Tuple) {
    for (Object* item : as<TupleObject>(classOrTuple)->items)
      if (isInstance(object, item)) return true;
    return false;
  }
  if (isClass(classOrTuple)) {
    auto* cls = as<ClassObject>(classOrTuple);
    if (isSubtype(object->cls, cls)) return true;
    if (!cls->cls->builtin) {
      if (Object* hook = lookup(cls->cls, names_.instancecheck);
          hook && hook->kind != Kind::Builtin)
        return truth(call(bind(hook, cls, cls->cls), {object}));
    }
    if (isOldStyleInstance(object)) return cls == types_.instance || cls == types_.object;
    if (isClass(object) && as<ClassObject>(object)->oldStyle) return cls == types_.classobj;
    // A proxy may pretend through __class__.
    if (!object->cls->builtin &&
        lookup(object->cls, names_.className) != lookup(types_.object, names_.className)) {
      Object* claimed = getAttrOrNull(object, names_.className);
      return claimed && isClass(claimed) && isSubtype(as<ClassObject>(claimed), cls);
    }
    return false;
  }
  if (Object* hook = findSpecial(classOrTuple, names_.instancecheck))
    return truth(call(bind(hook, classOrTuple, classOrTuple->cls), {object}));
  raise(types_.TypeError,
        "isinstance() arg 2 must be a class, type, or tuple of classes and types");
}

bool Host::isSubclass(Object* cls, Object* classOrTuple) {
  if (classOrTuple->kind == Kind::Tuple) {
    for (Object* item : as<TupleObject>(classOrTuple)->items)
      if (isSubclass(cls, item)) return true;
    return false;
  }
  if (!isClass(cls)) raise(types_.TypeError, "issubclass() arg 1 must be a class");
  if (!isClass(classOrTuple))
    raise(types_.TypeError, "issubclass() arg 2 must be a class or tuple of classes");
  auto* base = as<ClassObject>(classOrTuple);
  if (isSubtype(as<ClassObject>(cls), base)) return true;
  if (base->cls->builtin) return false;
  Object* hook = lookup(base->cls, names_.subclasscheck);
  return hook && hook->kind != Kind::Builtin && truth(call(bind(hook, base, base->cls), {cls}));
}

ClassObject* Host::typeOf(Object* object) const {
  return object->cls->oldStyle ? types_.instance : object->cls;
}

} // namespace tw::host
