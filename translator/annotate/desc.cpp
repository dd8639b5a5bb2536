// Names, places and class attributes of descriptions.
#include "translator/annotate/desc.h"

#include "translator/annotate/classdef.h"
#include "translator/annotate/constants.h"

#include <algorithm>

namespace tw::annotate {

std::string Desc::name() const {
  switch (kind) {
  case DescKind::Method: {
    const auto& method = static_cast<const MethodDesc&>(*this);
    const ClassDef* cls = method.self ? method.self : method.origin;
    return cls->name() + "." + method.methodName;
  }
  case DescKind::FrozenMethod: {
    const auto& method = static_cast<const FrozenMethodDesc&>(*this);
    return method.self->name() + "." + method.function->name();
  }
  default: return nameOf(object);
  }
}

SourceSpan Desc::span() const {
  switch (kind) {
  case DescKind::Function: return definitionOf(object);
  case DescKind::Method: return static_cast<const MethodDesc&>(*this).function->span();
  case DescKind::FrozenMethod: return static_cast<const FrozenMethodDesc&>(*this).function->span();
  case DescKind::Class: return definitionOf(object);
  case DescKind::Frozen: return {};
  }
  return {};
}

CallFamily* Desc::callFamily() const {
  if (kind == DescKind::Method) return static_cast<const MethodDesc&>(*this).function->callFamily();
  if (kind == DescKind::FrozenMethod)
    return static_cast<const FrozenMethodDesc&>(*this).function->callFamily();
  return family_ ? &family_->representative() : nullptr;
}

FunctionDesc::FunctionDesc(uint32_t id, host::FunctionObject* function)
    : Desc(DescKind::Function, id, function) {
  const syntax::CodeObject& code = *function->code->code;
  signature.argNames.assign(code.varnames.begin(), code.varnames.begin() + code.argCount);
  if (code.hasVarArgs) signature.varArgs = code.varnames[code.argCount];
  if (code.hasVarKeywords) signature.varKeywords = code.varnames[code.argCount + code.hasVarArgs];
}

flow::FunctionGraph* FunctionDesc::onlyGraph() const {
  return specializations.size() == 1 ? specializations[0].graph : nullptr;
}

const ClassDesc::ClassAttribute* ClassDesc::find(std::string_view name) const {
  for (const ClassAttribute& attribute : attributes)
    if (attribute.name == name) return &attribute;
  return nullptr;
}

const ClassDesc::ClassAttribute* ClassDesc::lookup(std::string_view name, ClassDesc** owner) {
  for (ClassDesc* desc = this; desc; desc = desc->base)
    if (const ClassAttribute* attribute = desc->find(name)) {
      if (owner) *owner = desc;
      return attribute;
    }
  return nullptr;
}

void ClassDesc::set(std::string_view name, host::Object* value) {
  for (ClassAttribute& attribute : attributes)
    if (attribute.name == name) {
      attribute.value = value;
      return;
    }
  attributes.push_back({std::string(name), value});
}

// ---- ClassDef -------------------------------------------------------------------------------

std::string ClassDef::name() const { return std::string(desc->cls()->name->value); }
std::string ClassDef::qualifiedName() const { return nameOf(desc->cls()); }

Attribute* ClassDef::ownAttribute(std::string_view name) const {
  auto it = byName_.find(name);
  return it == byName_.end() ? nullptr : it->second;
}

Attribute* ClassDef::findAttribute(std::string_view name) const {
  for (const ClassDef* def = this; def; def = def->base)
    if (Attribute* attribute = def->ownAttribute(name)) return attribute;
  return nullptr;
}

bool ClassDef::isSubclassOf(const ClassDef& other) const {
  for (const ClassDef* def = this; def; def = def->base)
    if (def == &other) return true;
  return false;
}

ClassDef* ClassDef::commonBase(ClassDef& other) {
  for (ClassDef* def = this; def; def = def->base)
    if (other.isSubclassOf(*def)) return def;
  return nullptr;
}

} // namespace tw::annotate
