// ClassTable, first part: descriptions of functions, classes and methods.
#include "translator/annotate/class_table.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/specialize.h"

namespace tw::annotate {

namespace {

// Class-level names that say something to the toolchain or to the import-time
// Python only.
bool isHidden(std::string_view name) {
  static constexpr std::string_view kHidden[] = {
      "__doc__", "__module__", "__dict__", "__weakref__", "__slots__", "__metaclass__", "_mixin_"};
  return std::find(std::begin(kHidden), std::end(kHidden), name) != std::end(kHidden);
}

bool isMixin(host::Host& host, const host::ClassObject* cls) {
  if (!cls->attributes) return false;
  host::Object* flag = cls->attributes->table.find(host.intern("_mixin_"));
  return flag && host.truth(flag);
}

} // namespace

FunctionDesc* ClassTable::function(host::FunctionObject* function) {
  Desc*& slot = descs_[function];
  if (!slot) {
    auto* desc = annotator_.arena().make<FunctionDesc>(nextId(), function);
    slot = desc;
    readSpecialization(annotator_, *desc);
  }
  return static_cast<FunctionDesc*>(slot);
}

FrozenDesc* ClassTable::frozen(host::Object* object) {
  Desc*& slot = descs_[object];
  if (!slot) slot = annotator_.arena().make<FrozenDesc>(nextId(), object);
  return static_cast<FrozenDesc*>(slot);
}

MethodDesc* ClassTable::method(FunctionDesc* function, ClassDef* origin, ClassDef* self,
                               const std::string& name, InstanceFlags flags) {
  const auto key = std::make_tuple(function->id, origin->id, self ? self->id + 1 : 0, name,
                                   flags.accessDirectly + 2 * flags.freshVirtualizable);
  MethodDesc*& slot = methods_[key];
  if (!slot)
    slot = annotator_.arena().make<MethodDesc>(nextId(), function, origin, self, name, flags);
  return slot;
}

FrozenMethodDesc* ClassTable::frozenMethod(FunctionDesc* function, Desc* self) {
  FrozenMethodDesc*& slot = frozenMethods_[{function->id, self->id}];
  if (!slot) slot = annotator_.arena().make<FrozenMethodDesc>(nextId(), function, self);
  return slot;
}

MethodDesc* ClassTable::boundMethod(host::BoundMethodObject* method) {
  auto* functionObject = host::as<host::FunctionObject>(method->function);
  ClassDef* self = classDef(*classDesc(annotator_.host().typeOf(method->self)->oldStyle
                                           ? method->self->cls
                                           : annotator_.host().typeOf(method->self)));
  if (isOldStyleInstance(method->self)) self = classDef(*classDesc(method->self->cls));
  seeInstance(*self, method->self);
  ClassDef* origin = self;
  std::string name(functionObject->name->value);
  for (ClassDesc* desc = self->desc; desc; desc = desc->base)
    for (const ClassDesc::ClassAttribute& attribute : desc->attributes)
      if (attribute.value == functionObject) {
        origin = classDef(*desc);
        name = attribute.name;
      }
  locate(*self, name);
  return this->method(function(functionObject), origin, self, name, {});
}

// Marks in the class body that list attributes.
static void checkMarks(Annotator& annotator, const ClassDesc& desc) {
  if (!desc.cls()->attributes) return;
  for (const char* name : {"_immutable_fields_", "_virtualizable_"}) {
    const host::Object* fields = desc.cls()->attributes->table.find(annotator.host().intern(name));
    if (fields && host::isStr(fields))
      annotator.fail(std::string(name) + " of the class " + desc.name() + " is a str, not a list",
                     {{definitionOf(annotator.host(), desc.cls()),
                       "the class " + desc.name() + " is defined here"}},
                     std::string("write ") + name + " = ['field', 'array[*]']");
  }
}

ClassDesc* ClassTable::classDesc(host::ClassObject* cls) {
  if (auto it = descs_.find(cls); it != descs_.end()) return static_cast<ClassDesc*>(it->second);
  host::ClassObject* base = nullptr;
  for (host::ClassObject* candidate : cls->bases) {
    if (candidate == annotator_.host().types().object || isMixin(annotator_.host(), candidate))
      continue;
    if (base)
      annotator_.fail("the class " + nameOf(cls) + " has two base classes",
                      {{definitionOf(annotator_.host(), cls), "the class is defined here"}},
                      "make all but one of them a mixin: _mixin_ = True");
    base = candidate;
  }
  ClassDesc* baseDesc = base ? classDesc(base) : nullptr;
  auto* desc = annotator_.arena().make<ClassDesc>(nextId(), cls, baseDesc);
  descs_[cls] = desc;
  desc->isMixin = isMixin(annotator_.host(), cls);
  desc->isException = annotator_.host().isSubtype(cls, annotator_.host().types().BaseException);
  collectAttributes(*desc);
  restrictAttributes(*desc);
  checkMarks(annotator_, *desc);
  return desc;
}

void ClassTable::collectAttributes(ClassDesc& desc) {
  host::Host& host = annotator_.host();
  host::ClassObject* cls = desc.cls();
  if (cls->builtin) {
    if (cls == host.types().EnvironmentError) desc.set("__init__", environmentErrorInit(host));
    return;
  }
  // Mixins among the bases, in reversed order of resolution: nearer ones win.
  for (auto it = cls->mro.rbegin(); it != cls->mro.rend(); ++it) {
    host::ClassObject* mixin = *it;
    if (mixin == cls || !isMixin(host, mixin)) continue;
    if (desc.base && host.isSubtype(desc.base->cls(), mixin)) continue;
    collectFrom(desc, mixin, true);
  }
  collectFrom(desc, cls, false);
}

void ClassTable::collectFrom(ClassDesc& desc, host::ClassObject* cls, bool mixin) {
  // Copied first: a property adds two names.
  const auto entries = cls->attributes->table.entries();
  for (const host::Table::Entry& entry : entries)
    if (entry.key && host::isStr(entry.key))
      addAttribute(desc, std::string(host::as<host::StrObject>(entry.key)->value), entry.value,
                   mixin);
}

void ClassTable::addAttribute(ClassDesc& desc, const std::string& name, host::Object* value,
                              bool mixin) {
  using host::as;
  if (isHidden(name)) return;
  host::Host& host = annotator_.host();
  // name = Base.method: an unbound method, which binds like its function.
  if (value->kind == host::Kind::BoundMethod && !as<host::BoundMethodObject>(value)->self)
    value = as<host::BoundMethodObject>(value)->function;
  switch (value->kind) {
  case host::Kind::Member:
  case host::Kind::GetSet: return;
  case host::Kind::Function:
    // Classes that share a mixin do not share the annotations of its methods.
    if (mixin) value = copyFunction(as<host::FunctionObject>(value));
    break;
  case host::Kind::StaticMethod: {
    host::Object* inner = as<host::StaticMethodObject>(value)->function;
    if (mixin && inner->kind == host::Kind::Function) {
      auto* copy = host.make<host::StaticMethodObject>(value->cls, host::Kind::StaticMethod);
      copy->function = copyFunction(as<host::FunctionObject>(inner));
      value = copy;
    }
    break;
  }
  case host::Kind::Property: {
    // obj.name calls the method name__getter__, found like any other method.
    const auto* property = as<host::PropertyObject>(value);
    const auto accessor = [&](host::Object* function, const char* suffix) {
      if (function && function->kind == host::Kind::Function)
        addAttribute(desc, name + suffix, function, mixin);
    };
    accessor(property->getter, "__getter__");
    accessor(property->setter, "__setter__");
    break;
  }
  default: break;
  }
  desc.set(name, value);
}

host::FunctionObject* ClassTable::copyFunction(host::FunctionObject* function) {
  host::Host& host = annotator_.host();
  auto* copy = host.make<host::FunctionObject>(function->cls, host::Kind::Function);
  copy->attributes = function->attributes;
  copy->code = function->code;
  copy->globals = function->globals;
  copy->name = function->name;
  copy->doc = function->doc;
  copy->moduleName = function->moduleName;
  copy->defaults = function->defaults;
  copy->closure = function->closure;
  return copy;
}

void ClassTable::restrictAttributes(ClassDesc& desc) {
  host::Host& host = annotator_.host();
  host::ClassObject* cls = desc.cls();
  if (cls->builtin) {
    desc.restrictsAttributes =
        desc.isException && !host.isSubtype(cls, host.types().EnvironmentError);
    return;
  }
  for (const char* name : {"__slots__", "_attrs_"}) {
    host::Object* names = cls->attributes->table.find(host.intern(name));
    if (!names) continue;
    desc.restrictsAttributes = true;
    if (host::isStr(names)) {
      desc.allowed.emplace_back(host::as<host::StrObject>(names)->value);
      continue;
    }
    for (host::Object* item : host.listOf(names))
      if (host::isStr(item)) desc.allowed.emplace_back(host::as<host::StrObject>(item)->value);
  }
}

// ---- Families -------------------------------------------------------------------------------

CallFamily* ClassTable::family(Desc& desc) {
  // Methods share the family of their function, whatever they are bound to.
  if (desc.kind == DescKind::Method) return family(*static_cast<MethodDesc&>(desc).function);
  if (desc.kind == DescKind::FrozenMethod)
    return family(*static_cast<FrozenMethodDesc&>(desc).function);
  if (!desc.family_) {
    desc.family_ = annotator_.arena().make<CallFamily>(static_cast<uint32_t>(families_.size()));
    families_.push_back(desc.family_);
    desc.family_->addMember(&desc);
  }
  return &desc.family_->representative();
}

CallFamily* ClassTable::mergeFamilies(std::span<Desc* const> descs) {
  CallFamily* first = family(*descs[0]);
  for (Desc* desc : descs.subspan(1)) first->merge(*family(*desc));
  return &first->representative();
}

std::vector<CallFamily*> ClassTable::families() const {
  std::vector<CallFamily*> result;
  for (CallFamily* family : families_)
    if (&family->representative() == family) result.push_back(family);
  return result;
}

AttributeFamily& ClassTable::mergeAttributeFamilies(
    std::map<std::pair<uint32_t, std::string>, AttributeFamily*>& families,
    std::span<Desc* const> descs, const std::string& name) {
  AttributeFamily* first = nullptr;
  for (Desc* desc : descs) {
    AttributeFamily*& slot = families[{desc->id, name}];
    if (!slot) {
      slot = annotator_.arena().make<AttributeFamily>(attributeFamilies_++);
      slot->addMember(desc);
    }
    if (first)
      first->merge(*slot);
    else
      first = &slot->representative();
  }
  return first->representative();
}

AttributeFamily& ClassTable::frozenFamily(std::span<Desc* const> descs) {
  return mergeAttributeFamilies(frozenFamilies_, descs, "");
}
AttributeFamily& ClassTable::classFamily(std::span<Desc* const> descs, const std::string& name) {
  return mergeAttributeFamilies(classFamilies_, descs, name);
}

} // namespace tw::annotate
