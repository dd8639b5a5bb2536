// Attribute access: descriptors, instance dicts, hooks of user classes.
#include "translator/host/native.h"
#include "translator/host/setup.h"

namespace tw::host {

namespace {

[[noreturn]] void raiseAttribute(Host& host, Object* object, const StrObject* name) {
  std::string text;
  if (isClass(object)) {
    const auto* cls = as<ClassObject>(object);
    text = (cls->oldStyle ? "class " : "type object '") + std::string(cls->name->value) +
           (cls->oldStyle ? "" : "'");
  } else if (object->kind == Kind::Module) {
    text = "'module' object";
  } else if (isOldStyleInstance(object)) {
    text = std::string(object->cls->name->value) + " instance";
  } else {
    text = "'" + std::string(object->cls->name->value) + "' object";
  }
  host.raise(host.types().AttributeError,
             text + " has no attribute '" + std::string(name->value) + "'");
}

// Descriptors that win over the instance dict.
bool isDataDescriptor(Host& host, Object* attribute) {
  switch (attribute->kind) {
  case Kind::Property:
  case Kind::Member:
  case Kind::GetSet: return true;
  case Kind::Instance:
  case Kind::Exception:
    return !attribute->cls->builtin && host.lookup(attribute->cls, host.names().set) != nullptr;
  default: return false;
  }
}

Object* memberValue(Host& host, const MemberObject* member, Object* self) {
  if (self->attributes)
    if (Object* value = self->attributes->table.find(member->name)) return value;
  host.raise(host.types().AttributeError, member->name->value);
}

Object* bindUserDescriptor(Host& host, Object* attribute, Object* self, ClassObject* owner) {
  if (attribute->cls->builtin) return attribute;
  Object* get = host.lookup(attribute->cls, host.names().get);
  if (!get) return attribute;
  return host.call(get, {attribute, self ? self : host.none(), owner});
}

} // namespace

Object* Host::newBoundMethod(Object* function, Object* self, ClassObject* owner) {
  auto* method = make<BoundMethodObject>(types_.method, Kind::BoundMethod);
  method->function = function;
  method->self = self;
  method->owner = owner;
  return method;
}

Object* Host::bind(Object* attribute, Object* self, ClassObject* owner) {
  switch (attribute->kind) {
  case Kind::Function: return newBoundMethod(attribute, self, owner);
  case Kind::BoundMethod: {
    // An unbound method stored in a class binds to instances of its owner.
    auto* method = as<BoundMethodObject>(attribute);
    if (method->self || !self || (method->owner && !isInstance(self, method->owner)))
      return attribute;
    return newBoundMethod(method->function, self, owner);
  }
  case Kind::Builtin: {
    auto* function = as<BuiltinObject>(attribute);
    if (!function->isMethod || !self) return attribute;
    auto* method = make<BuiltinMethodObject>(types_.builtin, Kind::BuiltinMethod);
    method->function = function;
    method->self = self;
    return method;
  }
  case Kind::StaticMethod: return as<StaticMethodObject>(attribute)->function;
  case Kind::ClassMethod: {
    Object* function = as<ClassMethodObject>(attribute)->function;
    return function->kind == Kind::Function ? newBoundMethod(function, owner, owner->cls)
                                            : newBoundMethod(function, owner, nullptr);
  }
  case Kind::Property: {
    if (!self) return attribute;
    Object* getter = as<PropertyObject>(attribute)->getter;
    if (!getter || isNone(getter)) raise(types_.AttributeError, "unreadable attribute");
    return call(getter, {self});
  }
  case Kind::Member:
    return self ? memberValue(*this, as<MemberObject>(attribute), self) : attribute;
  case Kind::GetSet: return self ? as<GetSetObject>(attribute)->get(*this, self) : attribute;
  case Kind::Instance:
  case Kind::Exception:
  case Kind::Dict:
  case Kind::List:
  case Kind::Str:
  case Kind::Int:
  case Kind::Tuple: return bindUserDescriptor(*this, attribute, self, owner);
  default: return attribute;
  }
}

// ---- Reading --------------------------------------------------------------------------------

namespace {

// Attributes of a class: descriptors of the metaclass, then the classes of the
// mro, then the metaclass.
Object* classAttribute(Host& host, ClassObject* cls, StrObject* name) {
  Object* meta = host.lookup(cls->cls, name);
  if (meta && isDataDescriptor(host, meta)) return host.bind(meta, cls, cls->cls);
  if (Object* found = host.lookup(cls, name)) {
    // __dict__, __doc__, ... of the built-in types describe their instances.
    if (found->kind != Kind::GetSet || !meta) return host.bind(found, nullptr, cls);
  }
  return meta ? host.bind(meta, cls, cls->cls) : nullptr;
}

Object* oldStyleAttribute(Host& host, Object* self, StrObject* name) {
  if (name == host.names().dictName) return host.instanceDict(self);
  if (name == host.names().className) return self->cls;
  if (self->attributes)
    if (Object* value = self->attributes->table.find(name)) return value;
  Object* found = host.lookup(self->cls, name);
  return found ? host.bind(found, self, self->cls) : nullptr;
}

Object* superAttribute(Host& host, SuperObject* super, StrObject* name) {
  if (super->selfClass && name != host.names().className) {
    const auto& mro = super->selfClass->mro;
    size_t i = 0;
    while (i < mro.size() && mro[i] != super->type) ++i;
    for (++i; i < mro.size(); ++i) {
      Object* found = mro[i]->attributes->table.find(name);
      if (!found) continue;
      // super(C, cls) gives plain functions, super(C, self) bound methods.
      return host.bind(found, super->self == super->selfClass ? nullptr : super->self,
                       super->selfClass);
    }
  }
  Object* own = host.lookup(super->cls, name);
  return own ? host.bind(own, super, super->cls) : nullptr;
}

Object* plainAttribute(Host& host, Object* object, StrObject* name) {
  ClassObject* cls = object->cls;
  Object* found = host.lookup(cls, name);
  if (found && isDataDescriptor(host, found)) return host.bind(found, object, cls);
  if (object->attributes)
    if (Object* value = object->attributes->table.find(name)) return value;
  return found ? host.bind(found, object, cls) : nullptr;
}

} // namespace

// Without the __getattr__ and __getattribute__ of user classes.
Object* genericAttribute(Host& host, Object* object, StrObject* name) {
  switch (object->kind) {
  case Kind::Class: return classAttribute(host, as<ClassObject>(object), name);
  case Kind::Super: return superAttribute(host, as<SuperObject>(object), name);
  case Kind::External:
    if (Object* value = as<ExternalObject>(object)->getAttr(host, name)) return value;
    return plainAttribute(host, object, name);
  case Kind::BoundMethod:
    if (Object* own = plainAttribute(host, object, name)) return own;
    return host.getAttrOrNull(as<BoundMethodObject>(object)->function, name);
  default:
    return object->cls->oldStyle ? oldStyleAttribute(host, object, name)
                                 : plainAttribute(host, object, name);
  }
}

namespace {

// With the hooks. Null: absent.
Object* hookedAttribute(Host& host, Object* object, StrObject* name) {
  ClassObject* cls = object->cls;
  Object* getattr = host.lookup(cls, host.names().getattr);
  Object* getattribute = host.lookup(cls, host.names().getattribute);
  if (getattribute && getattribute->kind != Kind::Builtin) {
    try {
      return host.call(host.bind(getattribute, object, cls), {name});
    } catch (const HostError& error) {
      if (!getattr || !host.exceptionMatches(error.value(), host.types().AttributeError)) throw;
    }
  } else {
    try {
      if (Object* value = genericAttribute(host, object, name)) return value;
    } catch (const HostError& error) {
      if (!getattr || !host.exceptionMatches(error.value(), host.types().AttributeError)) throw;
    }
  }
  return getattr ? host.call(host.bind(getattr, object, cls), {name}) : nullptr;
}

} // namespace

Object* Host::getAttr(Object* object, StrObject* name) {
  Object* value = object->cls->hasGetAttrHook ? hookedAttribute(*this, object, name)
                                              : genericAttribute(*this, object, name);
  if (value) return value;
  raiseAttribute(*this, object, name);
}

Object* Host::getAttrOrNull(Object* object, StrObject* name) {
  try {
    return object->cls->hasGetAttrHook ? hookedAttribute(*this, object, name)
                                       : genericAttribute(*this, object, name);
  } catch (const HostError& error) {
    if (!exceptionMatches(error.value(), types_.AttributeError)) throw;
    return nullptr;
  }
}

DictObject* Host::instanceDict(Object* object) {
  if (!object->attributes && (object->cls->hasInstanceDict || object->cls->oldStyle))
    object->attributes = newDict();
  return object->attributes;
}

// ---- Writing --------------------------------------------------------------------------------

namespace {

// True if a data descriptor took the value (null: delete).
bool assignDescriptor(Host& host, Object* found, Object* object, Object* value) {
  switch (found->kind) {
  case Kind::Property: {
    const auto* property = as<PropertyObject>(found);
    Object* function = value ? property->setter : property->deleter;
    if (!function || isNone(function))
      host.raise(host.types().AttributeError,
                 value ? "can't set attribute" : "can't delete attribute");
    if (value)
      host.call(function, {object, value});
    else
      host.call(function, {object});
    return true;
  }
  case Kind::Member: {
    StrObject* name = as<MemberObject>(found)->name;
    if (!object->attributes) object->attributes = host.newDict();
    if (value)
      object->attributes->table.set(name, value);
    else if (!object->attributes->table.remove(name))
      host.raise(host.types().AttributeError, name->value);
    return true;
  }
  case Kind::GetSet: {
    const auto* computed = as<GetSetObject>(found);
    if (!computed->set)
      host.raise(host.types().AttributeError,
                 object->kind == Kind::Function || isClass(object)
                     ? "readonly attribute"
                     : "attribute '" + std::string(computed->name->value) + "' of '" +
                           std::string(object->cls->name->value) + "' objects is not writable");
    computed->set(host, object, value);
    return true;
  }
  default: {
    if (found->cls->builtin) return false;
    Object* method = host.lookup(found->cls, value ? host.names().set : host.names().deleteName);
    if (!method) return false;
    if (value)
      host.call(host.bind(method, found, found->cls), {object, value});
    else
      host.call(host.bind(method, found, found->cls), {object});
    return true;
  }
  }
}

void assignClassAttribute(Host& host, ClassObject* cls, StrObject* name, Object* value) {
  if (Object* meta = host.lookup(cls->cls, name);
      meta && isDataDescriptor(host, meta) && assignDescriptor(host, meta, cls, value))
    return;
  if (cls->builtin)
    host.raise(host.types().TypeError, "can't set attributes of built-in/extension type '" +
                                           std::string(cls->name->value) + "'");
  if (value)
    cls->attributes->table.set(name, value);
  else if (!cls->attributes->table.remove(name))
    raiseAttribute(host, cls, name);
  host.classChanged(cls);
}

} // namespace

// object.__setattr__ and object.__delattr__ (value null).
void genericSetAttribute(Host& host, Object* object, StrObject* name, Object* value) {
  if (isClass(object)) return assignClassAttribute(host, as<ClassObject>(object), name, value);
  if (object->kind == Kind::External && value &&
      as<ExternalObject>(object)->setAttr(host, name, value))
    return;
  if (object->cls->oldStyle) {
    if (name == host.names().className && value && isClass(value)) {
      object->cls = as<ClassObject>(value);
      return;
    }
    if (name == host.names().dictName && value && value->kind == Kind::Dict) {
      object->attributes = as<DictObject>(value);
      return;
    }
  } else if (Object* found = host.lookup(object->cls, name)) {
    if (assignDescriptor(host, found, object, value)) return;
  }
  DictObject* dict =
      object->cls->hasInstanceDict || object->cls->oldStyle ? host.instanceDict(object) : nullptr;
  if (!dict) {
    if (host.lookup(object->cls, name))
      host.raise(host.types().AttributeError, "'" + std::string(object->cls->name->value) +
                                                  "' object attribute '" +
                                                  std::string(name->value) + "' is read-only");
    raiseAttribute(host, object, name);
  }
  if (value)
    dict->table.set(name, value);
  else if (!dict->table.remove(name))
    raiseAttribute(host, object, name);
}

void Host::setAttr(Object* object, StrObject* name, Object* value) {
  if (!object->cls->builtin) {
    Object* hook = lookup(object->cls, names_.setattr);
    if (hook && hook->kind != Kind::Builtin) {
      call(bind(hook, object, object->cls), {name, value});
      return;
    }
  }
  genericSetAttribute(*this, object, name, value);
}

void Host::delAttr(Object* object, StrObject* name) {
  if (!object->cls->builtin) {
    Object* hook = lookup(object->cls, names_.delattr);
    if (hook && hook->kind != Kind::Builtin) {
      call(bind(hook, object, object->cls), {name});
      return;
    }
  }
  genericSetAttribute(*this, object, name, nullptr);
}

Object* Host::globalOrBuiltin(DictObject* globals, StrObject* name) {
  if (Object* value = globals->table.find(name)) return value;
  return builtins_->attributes->table.find(name);
}

Object* Host::findSpecial(Object* object, StrObject* name) { return lookup(object->cls, name); }

Object* Host::callSpecial(Object* object, StrObject* name, std::initializer_list<Object*> args,
                          bool& found) {
  Object* special = findSpecial(object, name);
  found = special != nullptr;
  if (!special) return nullptr;
  return call(bind(special, object, object->cls), args);
}

} // namespace tw::host
