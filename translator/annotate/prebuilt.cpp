// Annotations of host objects: what a prebuilt value is to the program.
#include "translator/annotate/annotator.h"
#include "translator/annotate/class_table.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/hints.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/methods.h"
#include "translator/annotate/registry.h"

namespace tw::annotate {

using host::as;

namespace {

bool hasNul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

// The rule of the class that says what its instances are at run time.
const host::LibraryRule* constantRule(const host::Object* object) {
  if (!object->cls) return nullptr;
  for (const host::ClassObject* cls : object->cls->mro)
    if (cls->rule && cls->rule->constant) return cls->rule;
  return nullptr;
}

bool isFrozen(host::Host& host, host::Object* object) {
  if (object->kind == host::Kind::Module) return true;
  host::Object* freeze = host.getAttrOrNull(object, "_freeze_");
  return freeze && host.truth(host.call(freeze, {}));
}

[[noreturn]] void failPrebuilt(Annotator& annotator, const host::Object* object) {
  const std::string type(object->cls ? object->cls->name->value : host::kindName(object->kind));
  std::vector<DiagnosticNote> notes;
  if (const GlobalName global = globalNameOf(annotator.host(), object); global.span.known())
    notes.push_back({global.span, "'" + global.name + "' is made at import time"});
  annotator.fail("a prebuilt object of type '" + type + "' cannot be used at run time",
                 std::move(notes), hintForPrebuilt(type));
}

} // namespace

const Annotation* Annotator::ofConstant(host::Object* object) {
  switch (object->kind) {
  case host::Kind::None: return none();
  case host::Kind::Bool: return boolean(object);
  case host::Kind::Int:
    return make<IntegerAnnotation>(IntegerType{}, as<host::IntObject>(object)->value >= 0, object);
  case host::Kind::SizedInt: {
    const auto* sized = as<host::SizedIntObject>(object);
    return make<IntegerAnnotation>(IntegerType{sized->bits, sized->isSigned},
                                   !sized->isSigned || static_cast<int64_t>(sized->value) >= 0,
                                   object);
  }
  case host::Kind::Long: {
    int64_t value = 0;
    if (!host_.asInt64(object, value))
      fail("the integer " + host_.str(object) + " does not fit into a machine word", {},
           "use r_uint() or rbigint");
    return ofConstant(host_.newInt(value));
  }
  case host::Kind::Float: return make<PlainAnnotation>(Kind::Float, object);
  case host::Kind::Str: {
    const std::string_view text = as<host::StrObject>(object)->value;
    return make<TextAnnotation>(text.size() == 1 ? Kind::Char : Kind::String, false, !hasNul(text),
                                object);
  }
  case host::Kind::Unicode: {
    const bool one = as<host::UnicodeObject>(object)->value.size() == 1;
    return make<TextAnnotation>(one ? Kind::UniChar : Kind::Unicode, false, false, object);
  }
  case host::Kind::ByteArray: return make<TextAnnotation>(Kind::ByteArray, false, false, object);
  case host::Kind::Tuple: {
    std::vector<const Annotation*> items;
    for (host::Object* item : as<host::TupleObject>(object)->items)
      items.push_back(ofConstant(item));
    return make<TupleAnnotation>(copySpan(items), object);
  }
  default: break;
  }
  if (auto it = prebuilt_.find(object); it != prebuilt_.end()) return it->second;
  return ofSharedConstant(object);
}

// Objects with identity: annotated once; the entry must exist before the
// contents are looked at, since they may lead back here.
const Annotation* Annotator::ofSharedConstant(host::Object* object) {
  const auto remember = [&](const Annotation* annotation) {
    return prebuilt_[object] = annotation;
  };
  if (const host::LibraryRule* rule = constantRule(object))
    if (const Annotation* annotation = rule->constant(*this, object)) return remember(annotation);
  switch (object->kind) {
  case host::Kind::List: return prebuiltList(object);
  case host::Kind::Set:
  case host::Kind::FrozenSet: return remember(ofConstant(dictOfSet(object)));
  case host::Kind::Dict: return prebuiltDict(object);
  case host::Kind::Function:
    return remember(pbc({classes_->function(as<host::FunctionObject>(object))}));
  case host::Kind::Builtin: {
    const auto* builtin = as<host::BuiltinObject>(object);
    if (builtin->rule && !builtin->rule->delegateName.empty())
      return remember(ofConstant(host_.getAttr(host_.importModule(builtin->rule->delegateModule),
                                               builtin->rule->delegateName)));
    return remember(
        make<BuiltinAnnotation>(builtin->rule, copyText(builtin->qualifiedName), object));
  }
  case host::Kind::Class: return remember(ofClass(as<host::ClassObject>(object)));
  case host::Kind::StaticMethod: return ofConstant(as<host::StaticMethodObject>(object)->function);
  case host::Kind::Property: return remember(make<PropertyAnnotation>(object));
  case host::Kind::BoundMethod: return remember(ofBoundMethod(object));
  case host::Kind::BuiltinMethod: {
    auto* method = as<host::BuiltinMethodObject>(object);
    const Annotation* self = ofConstant(method->self);
    if (const MethodRule* rule = findMethod(self, method->function->name->value))
      return remember(make<BuiltinMethodAnnotation>(rule, self));
    return remember(make<BuiltinAnnotation>(method->function->rule,
                                            copyText(method->function->qualifiedName), object));
  }
  case host::Kind::WeakRef: {
    host::Object* target = as<host::WeakRefObject>(object)->target;
    ClassDef* def = nullptr;
    if (target && !host::isNone(target))
      if (auto* instance = dynCast<InstanceAnnotation>(ofConstant(target)))
        def = instance->classDef;
    return remember(make<WeakRefAnnotation>(def, object));
  }
  case host::Kind::External: // of the translator itself: a low-level type, a driver, ...
  case host::Kind::Module: return remember(pbc({classes_->frozen(object)}));
  case host::Kind::Instance:
  case host::Kind::Exception: {
    if (isFrozen(host_, object)) return remember(pbc({classes_->frozen(object)}));
    ClassDef* def = classDefOf(object->cls);
    const Annotation* annotation =
        remember(make<InstanceAnnotation>(def, false, InstanceFlags{}, object));
    classes_->seeInstance(*def, object);
    return annotation;
  }
  default: break;
  }
  failPrebuilt(*this, object);
}

const Annotation* Annotator::prebuiltList(host::Object* object) {
  auto* def = arena_.make<ListDef>(listDefs_++, impossible());
  def->prebuilt = object;
  const Annotation* annotation = prebuilt_[object] = make<ListAnnotation>(def, false, object);
  const std::vector<host::Object*> items = as<host::ListObject>(object)->items;
  for (host::Object* item : items) {
    def->generalizeItem(*this, ofConstant(item));
    def->item.history = {}; // made at import time, not where it is used first
  }
  return annotation;
}

const Annotation* Annotator::prebuiltDict(host::Object* object) {
  auto* def = arena_.make<DictDef>(dictDefs_++, impossible(), impossible());
  def->prebuilt = object;
  const Annotation* annotation = prebuilt_[object] = make<DictAnnotation>(def, false, object);
  const auto entries = as<host::DictObject>(object)->table.entries();
  for (const host::Table::Entry& entry : entries) {
    if (!entry.key) continue;
    def->generalizeKey(*this, ofConstant(entry.key));
    def->generalizeValue(*this, ofConstant(entry.value));
    def->key.history = def->val.history = {};
  }
  return annotation;
}

const Annotation* Annotator::prebuiltRDict(host::Object* object) {
  const auto attribute = [&](std::string_view name) { return host_.getAttr(object, name); };
  auto* def = arena_.make<DictDef>(dictDefs_++, impossible(), impossible());
  def->prebuilt = object;
  def->isRDict = true;
  def->eqFunction = ofConstant(attribute("key_eq"));
  def->hashFunction = ofConstant(attribute("key_hash"));
  def->forceNonNullKeys = host_.truth(attribute("force_non_null"));
  def->simpleHashEq = host_.truth(attribute("simple_hash_eq"));
  const Annotation* annotation = prebuilt_[object] = make<DictAnnotation>(def, false, object);
  for (host::Object* item : host_.listOf(host_.call(attribute("items"), {}))) {
    const auto pair = as<host::TupleObject>(item)->items;
    def->generalizeKey(*this, ofConstant(pair[0]));
    def->generalizeValue(*this, ofConstant(pair[1]));
  }
  def->key.history = def->val.history = {};
  return annotation;
}

host::Object* Annotator::dictOfSet(host::Object* set) {
  host::Object*& dict = dictsOfSets_[set];
  if (dict) return dict;
  host::DictObject* made = host_.newDict();
  for (const host::Table::Entry& entry : as<host::SetObject>(set)->table.entries())
    if (entry.key) host_.setDictItem(made, entry.key, host_.none());
  return dict = made;
}

const Annotation* Annotator::ofClass(host::ClassObject* cls) {
  const bool isException = host_.isSubtype(cls, host_.types().BaseException);
  if (cls->rule || (cls->builtin && !isException && cls != host_.types().object))
    return make<BuiltinAnnotation>(cls->rule, copyText(cls->name->value), cls);
  ClassDesc* desc = classes_->classDesc(cls);
  classes_->mention(*desc);
  return pbc({desc});
}

const Annotation* Annotator::ofBoundMethod(host::Object* object) {
  auto* method = as<host::BoundMethodObject>(object);
  if (!method->self) return ofConstant(method->function);
  if (method->function->kind != host::Kind::Function)
    fail("this method of a prebuilt object has no Python source");
  if (method->self->kind == host::Kind::Class) {
    // A class method: one graph for each class that it is called on.
    FunctionDesc* function = classes_->function(as<host::FunctionObject>(method->function));
    if (function->specialize == Specialize::Default) {
      function->specialize = Specialize::ArgValue;
      function->specializeArgs = {0};
    }
    return pbc({classes_->frozenMethod(function,
                                       classes_->classDesc(as<host::ClassObject>(method->self)))});
  }
  if (isFrozen(host_, method->self))
    return pbc(
        {classes_->frozenMethod(classes_->function(as<host::FunctionObject>(method->function)),
                                classes_->frozen(method->self))});
  return pbc({classes_->boundMethod(method)});
}

const Annotation* Annotator::ofType(host::Object* type) {
  const host::Types& types = host_.types();
  if (type == types.int_ || type == types.long_) return integer();
  if (type == types.bool_) return boolean();
  if (type == types.float_) return floating();
  if (type == types.str) return string();
  if (type == types.unicode) return unicode();
  if (type == types.none || host::isNone(type)) return none();
  if (type->kind == host::Kind::List && as<host::ListObject>(type)->items.size() == 1)
    return freshList(ofType(as<host::ListObject>(type)->items[0]), true);
  if (type->kind == host::Kind::Tuple) {
    std::vector<const Annotation*> items;
    for (host::Object* item : as<host::TupleObject>(type)->items) items.push_back(ofType(item));
    return tuple(items);
  }
  if (type->kind == host::Kind::FrozenSet) { // any of them
    const Annotation* result = impossible();
    for (host::Object* item : host_.listOf(type)) result = unionOf(*this, result, ofType(item));
    return result;
  }
  if (type->kind == host::Kind::Class) {
    auto* cls = as<host::ClassObject>(type);
    if (host_.isSubtype(cls, types.int_) || cls->instanceKind == host::Kind::SizedInt) {
      host::Object* bits = host_.getAttrOrNull(cls, "BITS");
      host::Object* isSigned = host_.getAttrOrNull(cls, "SIGNED");
      if (bits && isSigned)
        return integer(false, {static_cast<uint8_t>(host_.toInt(bits)), host_.truth(isSigned)});
    }
    if (!cls->builtin || host_.isSubtype(cls, types.BaseException))
      return instance(classDefOf(cls));
  }
  fail("'" + host_.repr(type) + "' does not name a type of values");
}

} // namespace tw::annotate
