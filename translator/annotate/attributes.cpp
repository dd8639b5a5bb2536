// Attributes, and the operations that instances define by special methods.
#include "translator/annotate/class_table.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/lowlevel.h"
#include "translator/annotate/methods.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/origins.h"
#include "translator/support/suggest.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

std::string constantName(Site& site) {
  host::Object* name = site[1]->constant();
  if (!name || !host::isStr(name))
    site.annotator.fail(
        "the name of an attribute must be a constant string", {},
        "compare the name with those of the attributes, or keep the values in a dict");
  return std::string(host::as<host::StrObject>(name)->value);
}

// The operation becomes a call of a method of its first operand.
void rewriteAsCall(Site& site, std::string_view method, std::vector<flow::Value> args) {
  flow::GraphContext& graphs = site.annotator.graphContext();
  flow::Operation& op = site.operation;
  flow::Variable* bound = graphs.newVariable();
  flow::Value name = graphs.newConstant(site.annotator.host().intern(method));
  auto* load = graphs.newOperation(OpCode::GetAttr, {op.args[0], name}, bound, op.span);
  args.insert(args.begin(), flow::Value(bound));
  site.annotator.driver().replaceCurrent(
      {load, graphs.newOperation(OpCode::SimpleCall, std::move(args), op.result, op.span)});
}

const PropertyAnnotation* propertyOf(Annotator& an, const InstanceAnnotation& self,
                                     const std::string& name) {
  if (!self.classDef) return nullptr;
  const ClassDesc::ClassAttribute* attribute = self.classDef->desc->lookup(name);
  if (!attribute || attribute->value->kind != host::Kind::Property) return nullptr;
  return dynCast<PropertyAnnotation>(an.ofConstant(attribute->value));
}

std::string listOf(const char* what, const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view name : names) text += (text.empty() ? what : ", ") + std::string(name);
  return text;
}

bool isDeclared(const ClassDef* def, const std::string& name) {
  for (; def; def = def->base) {
    const auto& allowed = def->desc->allowed;
    if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) return true;
  }
  return false;
}

// Any of the classes that an instance can be of.
const Annotation* classOfInstance(Annotator& an, ClassDef& def) {
  def.subclassReaders.add(an.position());
  std::vector<Desc*> classes;
  def.forSubclasses([&](ClassDef& sub) { classes.push_back(sub.desc); });
  return an.pbc(std::move(classes));
}

const Annotation* getFromInstance(Site& site, const InstanceAnnotation& self,
                                  const std::string& name, bool& harmless) {
  Annotator& an = site.annotator;
  if (name == "__class__" && self.classDef) return classOfInstance(an, *self.classDef);
  if (name == "__class__") {
    an.driver().replaceCurrent({an.graphContext().newOperation(
        OpCode::Type, {site.value(0)}, site.operation.result, site.operation.span)});
    return an.impossible();
  }
  if (propertyOf(an, self, name)) {
    rewriteAsCall(site, name + "__getter__", {});
    return an.impossible();
  }
  const Annotation* result = an.attributeOfInstance(self, name);
  harmless = isImpossible(result) && isDeclared(self.classDef, name);
  return result;
}

// Of several classes some may lack the attribute: the program does not read it from those.
const Annotation* getFromClasses(Site& site, const PbcAnnotation& pbc, const std::string& name) {
  Annotator& an = site.annotator;
  ClassTable& table = an.classTable();
  const Annotation* result = an.impossible();
  for (Desc* desc : pbc.descs)
    result = unionOf(an, result, table.readClassAttribute(static_cast<ClassDesc&>(*desc), name));
  if (isImpossible(result))
    failNoAttribute(an, pbc.descs[0]->name(), *static_cast<ClassDesc*>(pbc.descs[0]), name);
  if (pbc.descs.size() == 1) return result;
  if (name == "__name__") return an.string(false, true);
  AttributeFamily& family = table.classFamily(pbc.descs, name);
  return readFamily(an, family, name, result);
}

[[noreturn]] void failNoAttribute(Annotator& an, const Desc& desc, const std::string& name) {
  const host::Object* object = desc.object;
  std::vector<std::string_view> names;
  if (object->attributes)
    for (const host::Table::Entry& entry : object->attributes->table.entries())
      if (entry.key && host::isStr(entry.key))
        names.push_back(host::as<host::StrObject>(entry.key)->value);
  const bool isModule = object->kind == host::Kind::Module;
  an.fail((isModule ? "the module " : "the prebuilt object ") + desc.name() +
              " has no attribute '" + name + "'",
          {}, suggestion(name, names));
}

// Of several objects some may lack the attribute: the program does not read it from those.
const Annotation* getFromFrozen(Site& site, const PbcAnnotation& pbc, const std::string& name) {
  Annotator& an = site.annotator;
  const Annotation* result = an.impossible();
  for (Desc* desc : pbc.descs)
    if (host::Object* value = an.host().getAttrOrNull(desc->object, name))
      result = unionOf(an, result, an.ofConstant(value));
  if (isImpossible(result)) failNoAttribute(an, *pbc.descs[0], name);
  if (pbc.descs.size() == 1) return result;
  return readFamily(an, an.classTable().frozenFamily(pbc.descs), name, result);
}

const Annotation* getFromPbc(Site& site, const PbcAnnotation& pbc, const std::string& name) {
  Annotator& an = site.annotator;
  switch (pbc.descs[0]->kind) {
  case DescKind::Class: return getFromClasses(site, pbc, name);
  case DescKind::Frozen: return getFromFrozen(site, pbc, name);
  case DescKind::Function:
    if (pbc.descs.size() == 1)
      if (host::Object* value = an.host().getAttrOrNull(pbc.descs[0]->object, name))
        return an.ofConstant(value);
    break;
  default: break;
  }
  an.fail(describe(&pbc) + " has no attribute '" + name + "' at run time", {},
          "attributes of functions and methods exist at import time only");
}

} // namespace

// A family of objects with one attribute: readers look again when it widens.
const Annotation* readFamily(Annotator& an, AttributeFamily& family, const std::string& name,
                             const Annotation* value) {
  family.readers.add(an.position());
  AttributeFamily::Attribute* known = family.find(name);
  if (!known) {
    family.attributes.push_back({name, value});
    return withoutConstant(an, value);
  }
  const Annotation* joined = unionOf(an, known->value, value);
  if (!equal(joined, known->value)) {
    known->value = joined;
    an.reflow(family.readers);
  }
  return withoutConstant(an, joined);
}

const Annotation* Annotator::attributeOfInstance(const InstanceAnnotation& self,
                                                 const std::string& name) {
  if (!self.classDef) fail("nothing is known about the class of this object");
  Attribute& attribute = classes_->locate(*self.classDef, name);
  attribute.readers.add(position_);
  if (auto* methods = dynCast<PbcAnnotation>(attribute.value))
    return classes_->bindMethods(*methods, *self.classDef, self.flags);
  return attribute.value;
}

const Annotation* annotateGetAttr(Site& site, bool& harmless) {
  Annotator& an = site.annotator;
  const std::string name = constantName(site);
  const Annotation* self = site[0];
  switch (self->kind()) {
  case Kind::Instance: return getFromInstance(site, cast<InstanceAnnotation>(self), name, harmless);
  case Kind::Pbc: return getFromPbc(site, cast<PbcAnnotation>(self), name);
  case Kind::None: return an.impossible(); // explained if nothing else gets here
  case Kind::Ptr:
  case Kind::InteriorPtr: return getPointerField(an, cast<PtrAnnotation>(self), name);
  case Kind::Address: return getAddressAccess(an, name);
  case Kind::TypeOf: return getFromTypeOf(an, cast<TypeOfAnnotation>(self), name);
  case Kind::Builtin:
    if (host::Object* value = an.host().getAttrOrNull(self->constant(), name))
      return an.ofConstant(value);
    break;
  case Kind::Library:
    if (const Annotation* value = cast<LibraryAnnotation>(self).type->attribute(an, name))
      return value;
    break;
  default: break;
  }
  if (const MethodRule* rule = findMethod(self, name))
    return an.make<BuiltinMethodAnnotation>(rule, withoutNone(an, self));
  std::string hint = suggestion(name, methodNames(self));
  if (isByteText(self) && name == "format") hint = "use the % operator with a constant format";
  if (hint.empty()) hint = listOf("its methods are ", methodNames(self));
  an.fail(describe(self) + " has no attribute '" + name + "'", {}, std::move(hint));
}

// type(obj).attr: read from the classes that the object may have.
const Annotation* getFromTypeOf(Annotator& an, const TypeOfAnnotation& type,
                                const std::string& name) {
  if (!type.base) an.fail("nothing is known about this class");
  if (name == "__name__") return an.string(false, true);
  type.base->subclassReaders.add(an.position());
  std::vector<Desc*> classes;
  type.base->forSubclasses([&](ClassDef& def) { classes.push_back(def.desc); });
  const Annotation* result = an.impossible();
  for (Desc* desc : classes)
    result = unionOf(an, result,
                     an.classTable().readClassAttribute(static_cast<ClassDesc&>(*desc), name));
  return readFamily(an, an.classTable().classFamily(classes, name), name, result);
}

const Annotation* annotateSetAttr(Site& site) {
  Annotator& an = site.annotator;
  const std::string name = constantName(site);
  if (auto* pointer = dynCast<PtrAnnotation>(site[0]))
    return setPointerField(an, *pointer, name, site[2]);
  auto* self = dynCast<InstanceAnnotation>(site[0]);
  if (!self) {
    if (isKind(site[0], Kind::None)) return an.impossible();
    an.fail("the attribute '" + name + "' of " + describe(site[0]) + " cannot be set at run time",
            {},
            isKind(site[0], Kind::Pbc)
                ? "attributes of classes, modules and frozen objects are constants: keep changing "
                  "state in an instance"
                : "only instances have attributes that can be set");
  }
  if (!self->classDef) an.fail("nothing is known about the class of this object");
  if (auto* property = propertyOf(an, *self, name)) {
    const auto* object = host::as<host::PropertyObject>(property->constant());
    if (!object->setter || host::isNone(object->setter))
      an.fail("the property '" + name + "' of " + self->classDef->name() + " cannot be set",
              {{definitionOf(object->getter), "the property has no setter"}});
    rewriteAsCall(site, name + "__setter__", {site.value(2)});
    return an.impossible();
  }
  Attribute& attribute = an.classTable().locate(*self->classDef, name);
  an.classTable().markWritten(attribute);
  freezeImmutableArray(an, *self->classDef, name, site[2]);
  an.classTable().generalize(*self->classDef, name, site[2]);
  return an.none();
}

// A list stored in a field declared "name[*]" never changes its length.
void freezeImmutableArray(Annotator& an, ClassDef& def, const std::string& name,
                          const Annotation* value) {
  auto* list = dynCast<ListAnnotation>(value);
  if (!list) return;
  for (const ClassDef* d = &def; d; d = d->base) {
    host::DictObject* dict = d->desc->cls()->attributes;
    host::Object* fields =
        dict ? dict->table.find(an.host().intern("_immutable_fields_")) : nullptr;
    if (!fields) continue;
    for (host::Object* field : an.host().listOf(fields)) {
      if (!host::isStr(field)) continue;
      const std::string_view text = host::as<host::StrObject>(field)->value;
      if (text == name + "[*]" || text == name + "?[*]") list->def().neverResize(an);
    }
  }
}

const Annotation* annotateInstanceOperation(Site& site) {
  if (site.args.empty() || !isKind(site[0], Kind::Instance)) return nullptr;
  const std::vector<flow::Value>& args = site.operation.args;
  const char* method = nullptr;
  switch (site.operation.op) {
  case OpCode::Len: method = "__len__"; break;
  case OpCode::Iter: method = "__iter__"; break;
  case OpCode::Next: method = "next"; break;
  case OpCode::GetItem: method = "__getitem__"; break;
  case OpCode::SetItem: method = "__setitem__"; break;
  case OpCode::DelItem: method = "__delitem__"; break;
  case OpCode::Contains: method = "__contains__"; break;
  case OpCode::GetSlice: method = "__getslice__"; break;
  case OpCode::SetSlice: method = "__setslice__"; break;
  default: return nullptr;
  }
  // Subclasses may define it, as any other method.
  if (!cast<InstanceAnnotation>(site[0]).classDef) return nullptr;
  rewriteAsCall(site, method, {args.begin() + 1, args.end()});
  return site.annotator.impossible();
}

// ---- Operations that never succeed ----------------------------------------------------------

static bool definesGetAttr(host::Host& host, const ClassDesc& desc) {
  return host.getAttrOrNull(desc.cls(), "__getattr__") != nullptr;
}

// Why an instance has no such attribute, where the name tells.
static std::string hintForMissing(host::Host& host, const ClassDesc& desc,
                                  const std::string& name) {
  if (desc.isException && (name == "args" || name == "message"))
    return "exceptions of Python have no fields at run time: derive a class with an __init__ that "
           "keeps the text";
  if (name == "send" || name == "throw" || name == "close") return "generators have next() only";
  if (name == "__dict__") return "attributes are fields: use a dict of your own";
  if (name == "__len__" || name == "__iter__" || name == "__getitem__" || name == "__setitem__" ||
      name == "__delitem__" || name == "__contains__" || name == "__enter__" ||
      name == "__exit__" || name == "next")
    return "define this method, which the operation calls";
  if (definesGetAttr(host, desc)) return "__getattr__ is not honoured at run time: call a method";
  if (!definitionOf(host, desc.cls()).known()) { // of the library
    std::vector<std::string_view> methods;
    for (const auto& attribute : desc.attributes)
      if (attribute.value->kind == host::Kind::Function && !attribute.name.starts_with("_"))
        methods.push_back(attribute.name);
    if (!methods.empty()) return listOf("its methods are ", methods);
  }
  return "it is stored nowhere in the program: assign it in __init__";
}

void failNoAttribute(Annotator& an, const std::string& what, ClassDesc& desc,
                     const std::string& name) {
  std::vector<std::string_view> names;
  for (ClassDesc* d = &desc; d; d = d->base) {
    for (const auto& attribute : d->attributes) names.push_back(attribute.name);
    if (d->classDef)
      for (const Attribute* attribute : d->classDef->attributes)
        if (!isImpossible(attribute->value)) names.push_back(attribute->name);
  }
  // Operations call special methods; a similar name is no help there.
  std::string hint = name.starts_with("__") ? "" : suggestion(name, names);
  if (hint.empty()) hint = hintForMissing(an.host(), desc, name);
  std::vector<DiagnosticNote> notes;
  if (const SourceSpan span = definitionOf(an.host(), desc.cls()); span.known())
    notes.push_back({span, "the class " + desc.name() + " is defined here"});
  an.fail(what + " has no attribute '" + name + "'", std::move(notes), std::move(hint));
}

static std::vector<DiagnosticNote> originsOf(Annotator& an, flow::Value value) {
  std::vector<DiagnosticNote> notes;
  Origins(an, notes).ofOperand(an.position(), value);
  return notes;
}

void explainBlocked(Annotator& an, flow::Operation& operation) {
  std::vector<const Annotation*> args;
  for (flow::Value arg : operation.args) args.push_back(an.annotationOf(arg));
  for (const Annotation* arg : args)
    if (isImpossible(arg)) return; // the operation that gives nothing explains itself
  if (operation.op == OpCode::GetAttr || operation.op == OpCode::SetAttr) {
    const std::string name =
        args[1]->constant() ? an.host().str(args[1]->constant()) : std::string("?");
    if (isKind(args[0], Kind::None))
      an.fail("None has no attribute '" + name + "'", originsOf(an, operation.args[0]),
              "nothing but None is ever stored in this place");
    if (auto* instance = dynCast<InstanceAnnotation>(args[0]); instance && instance->classDef)
      failNoAttribute(an, "an instance of " + instance->classDef->name(), *instance->classDef->desc,
                      name);
  }
  const bool isCall = operation.op == OpCode::SimpleCall || operation.op == OpCode::CallArgs;
  if (isCall && isKind(args[0], Kind::None))
    an.fail("None cannot be called", originsOf(an, operation.args[0]),
            "nothing but None is ever stored in this place");
  if (auto* method = dynCast<BuiltinMethodAnnotation>(args.empty() ? nullptr : args[0]))
    an.fail(std::string(method->rule->name) + "() of " + describe(method->self) +
            " gets nothing but None here");
  if (std::ranges::any_of(args, [](const Annotation* arg) { return isKind(arg, Kind::None); }))
    Site{an, operation, args}.failOperands();
  if (operation.op == OpCode::GetItem)
    an.fail("nothing is ever stored in " + describe(args[0]) + " that is read here",
            originsOf(an, operation.args[0]),
            "store something in it, or remove the code that reads it");
  an.fail(std::string(flow::opInfo(operation.op).name) + " on " + describe(args[0]) +
          " can never succeed");
}

} // namespace tw::annotate
