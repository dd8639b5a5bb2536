// ClassTable, second part: class definitions and the attributes of instances.
#include "translator/annotate/class_table.h"

#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/origins.h"

namespace tw::annotate {

ClassDef* ClassTable::classDef(ClassDesc& desc) {
  if (desc.classDef) return desc.classDef;
  ClassDef* base = desc.base ? classDef(*desc.base) : nullptr;
  // Annotating an attribute of the base may have come here again.
  if (desc.classDef) return desc.classDef;
  auto* def =
      annotator_.arena().make<ClassDef>(static_cast<uint32_t>(classDefs_.size()), &desc, base);
  desc.classDef = def;
  classDefs_.push_back(def);
  for (ClassDef* above = base; above; above = above->base)
    annotator_.reflow(above->subclassReaders);
  if (base) base->subclasses.push_back(def);
  for (size_t i = 0; i < desc.attributes.size(); ++i)
    addSource(*def, desc.attributes[i].name, {nullptr, desc.attributes[i].value});
  return def;
}

void ClassTable::mention(ClassDesc& desc) { mentioned_.push_back(&desc); }

void ClassTable::defineMentioned() {
  for (ClassDesc* desc : mentioned_) defineBare(*desc);
  mentioned_.clear();
}

void ClassTable::defineBare(ClassDesc& desc) {
  if (desc.classDef) return;
  if (desc.base) defineBare(*desc.base);
  ClassDef* base = desc.base ? desc.base->classDef : nullptr;
  desc.classDef =
      annotator_.arena().make<ClassDef>(static_cast<uint32_t>(classDefs_.size()), &desc, base);
  desc.classDef->bare = true;
  classDefs_.push_back(desc.classDef);
  if (base) base->subclasses.push_back(desc.classDef);
}

void ClassTable::seeInstance(ClassDef& def, host::Object* instance) {
  def.instantiated = true;
  def.prebuiltInstances.push_back(instance);
  if (!instance->attributes) return;
  const auto entries = instance->attributes->table.entries();
  for (const host::Table::Entry& entry : entries)
    if (entry.key && host::isStr(entry.key))
      addSource(def, std::string(host::as<host::StrObject>(entry.key)->value),
                {instance, entry.value});
}

void ClassTable::addSource(ClassDef& def, const std::string& name, ClassDef::Source source) {
  if (Attribute* attribute = def.findAttribute(name)) {
    addSourceValue(*attribute, def, source);
    return;
  }
  def.sources_[name].push_back(source);
  if (source.instance) return;
  // Subclasses inherit a class-level value.
  def.forSubclasses([&](ClassDef& sub) {
    if (Attribute* attribute = sub.ownAttribute(name)) addSourceValue(*attribute, def, source);
  });
}

const Annotation* ClassTable::sourceValue(ClassDef& origin, const std::string& name,
                                          const ClassDef::Source& source) {
  if (source.instance || source.value->kind != host::Kind::Function) {
    if (source.value->kind == host::Kind::StaticMethod)
      return annotator_.ofConstant(host::as<host::StaticMethodObject>(source.value)->function);
    return annotator_.ofConstant(source.value);
  }
  FunctionDesc* desc = function(host::as<host::FunctionObject>(source.value));
  return annotator_.pbc({method(desc, &origin, nullptr, name, {})});
}

void ClassTable::addSourceValue(Attribute& attribute, ClassDef& origin,
                                const ClassDef::Source& source) {
  const Annotation* value = sourceValue(origin, attribute.name, source);
  if (source.instance && attribute.readOnly) {
    attribute.readOnly = false;
    checkAllowed(attribute);
  }
  join(attribute, value, source.instance ? source.instance : origin.desc->cls());
}

void ClassTable::join(Attribute& attribute, const Annotation* value, host::Object* prebuilt) {
  const Annotation* joined;
  try {
    joined = unionOf(annotator_, attribute.value, value);
  } catch (UnionError& error) {
    const std::string what = "the attribute '" + attribute.name + "' of " + attribute.owner->name();
    if (error.subject.empty()) error.subject = what;
    Origins(annotator_, error.notes).ofHistory(attribute.history, what);
    error.notes.push_back({definitionOf(annotator_.host(), attribute.owner->desc->cls()),
                           "the class " + attribute.owner->name() + " is defined here"});
    throw;
  }
  if (equal(joined, attribute.value)) return;
  attribute.history.record({annotator_.position(),
                            {},
                            nullptr,
                            prebuilt,
                            isImpossible(attribute.value) ? nullptr : attribute.value,
                            value});
  attribute.value = joined;
  changed(attribute);
}

void ClassTable::changed(Attribute& attribute) { annotator_.reflow(attribute.readers); }

Attribute& ClassTable::createAttribute(ClassDef& def, const std::string& name) {
  auto* created = annotator_.arena().make<Attribute>();
  created->name = name;
  created->owner = &def;
  created->value = annotator_.impossible();
  // What subclasses knew moves here.
  std::vector<Attribute*> lower;
  std::vector<std::pair<ClassDef*, ClassDef::Source>> sources;
  def.forSubclasses([&](ClassDef& sub) {
    if (Attribute* attribute = sub.ownAttribute(name)) {
      lower.push_back(attribute);
      sub.byName_.erase(name);
      std::erase(sub.attributes, attribute);
    }
    if (auto it = sub.sources_.find(name); it != sub.sources_.end()) {
      for (const ClassDef::Source& source : it->second) sources.emplace_back(&sub, source);
      // Of other subclasses no one asks: the attribute is found here from now on.
      it->second.clear();
    }
  });
  for (ClassDef* above = def.base; above; above = above->base)
    if (auto it = above->sources_.find(name); it != above->sources_.end())
      for (const ClassDef::Source& source : it->second)
        if (!source.instance) sources.emplace_back(above, source);
  def.attributes.push_back(created);
  def.byName_.emplace(created->name, created);
  for (Attribute* attribute : lower) {
    created->readOnly &= attribute->readOnly;
    created->readers.addAll(attribute->readers);
    created->history.append(attribute->history);
    join(*created, attribute->value);
  }
  for (const auto& [origin, source] : sources) addSourceValue(*created, *origin, source);
  checkAllowed(*created);
  changed(*created);
  return *created;
}

Attribute& ClassTable::locate(ClassDef& def, const std::string& name) {
  if (Attribute* attribute = def.findAttribute(name)) return *attribute;
  return createAttribute(def, name);
}

void ClassTable::generalize(ClassDef& def, const std::string& name, const Annotation* value) {
  join(locate(def, name), value);
}

void ClassTable::markWritten(Attribute& attribute) {
  if (!attribute.readOnly) return;
  attribute.readOnly = false;
  checkAllowed(attribute);
  // Readers may have relied on the constant of the class.
  changed(attribute);
}

void ClassTable::checkAllowed(Attribute& attribute) {
  const ClassDesc* desc = attribute.owner->desc;
  bool restricted = desc->restrictsAttributes;
  if (!restricted) return;
  for (const ClassDesc* d = desc; d; d = d->base)
    if (std::find(d->allowed.begin(), d->allowed.end(), attribute.name) != d->allowed.end()) return;
  attribute.allowed = false;
  if (attribute.readOnly) return;
  annotator_.fail(
      "the class " + attribute.owner->name() + " does not allow the attribute '" + attribute.name +
          "'",
      {{definitionOf(annotator_.host(), desc->cls()), "its _attrs_ or __slots__ do not list it"}},
      "add '" + attribute.name + "' there");
}

const Annotation* ClassTable::bindMethods(const PbcAnnotation& methods, ClassDef& def,
                                          InstanceFlags flags) {
  if (methods.descs[0]->kind != DescKind::Method) return &methods;
  std::vector<Desc*> bound;
  MethodDesc* inherited = nullptr;
  for (Desc* desc : methods.descs) {
    auto* unbound = static_cast<MethodDesc*>(desc);
    if (unbound->self) {
      bound.push_back(unbound); // stored in an instance
      continue;
    }
    ClassDef* origin = unbound->origin;
    if (origin != &def && origin->isSubclassOf(def)) {
      bound.push_back(method(unbound->function, origin, origin, unbound->methodName, flags));
    } else if (def.isSubclassOf(*origin)) {
      // Of the definitions above only the nearest one counts.
      if (!inherited || origin->isSubclassOf(*inherited->origin)) inherited = unbound;
    }
  }
  if (inherited)
    bound.push_back(
        method(inherited->function, inherited->origin, &def, inherited->methodName, flags));
  if (!bound.empty()) return annotator_.pbc(std::move(bound), methods.canBeNone);
  return methods.canBeNone ? annotator_.none() : annotator_.impossible();
}

const Annotation* ClassTable::readClassAttribute(ClassDesc& desc, const std::string& name) {
  const ClassDesc::ClassAttribute* attribute = desc.lookup(name);
  if (!attribute) {
    if (name == "__name__") return annotator_.ofConstant(desc.cls()->name);
    return annotator_.impossible();
  }
  host::Object* value = attribute->value;
  if (value->kind == host::Kind::StaticMethod)
    value = host::as<host::StaticMethodObject>(value)->function;
  return annotator_.ofConstant(value);
}

} // namespace tw::annotate
