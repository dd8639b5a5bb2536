// The Host's construction and its factories of objects.
#include "translator/host/host.h"

#include "translator/host/bigint.h"
#include "translator/host/import.h"
#include "translator/host/setup.h"

#include <algorithm>
#include <cstring>

namespace tw::host {

const char* kindName(Kind kind) {
  static constexpr const char* kNames[] = {
      "None",          "NotImplemented", "Ellipsis", "Bool",      "Int",         "Long",
      "SizedInt",      "Float",          "Complex",  "Str",       "Unicode",     "ByteArray",
      "Tuple",         "List",           "Dict",     "Set",       "FrozenSet",   "Slice",
      "Range",         "Function",       "Code",     "Cell",      "BoundMethod", "Builtin",
      "BuiltinMethod", "Class",          "Instance", "Exception", "Module",      "Property",
      "StaticMethod",  "ClassMethod",    "Super",    "Member",    "GetSet",      "Iterator",
      "Generator",     "File",           "WeakRef",  "Traceback", "FrameRef",    "DictProxy",
      "External"};
  return kNames[static_cast<size_t>(kind)];
}

Host::Host(Arena& arena, SourceManager& sources)
    : arena_(arena), sources_(sources),
      attributeCache_(std::make_unique<AttributeCacheEntry[]>(kAttributeCache)),
      importer_(std::make_unique<Importer>(*this)) {
  makeTypes();
  makeExceptions();
  modules_ = newDict();
  builtins_ = newModule("__builtin__");
  modules_->table.set(intern("__builtin__"), builtins_);
  importer_->setSearchPath(newList());
  defineObjectType(*this);
  defineClassTypes(*this);
  defineFunctionTypes(*this);
  defineDescriptorTypes(*this);
  defineExceptionTypes(*this);
  defineNumberTypes(*this);
  defineStrType(*this);
  defineUnicodeType(*this);
  defineByteArrayType(*this);
  defineFormatMethods(*this);
  defineListType(*this);
  defineTupleType(*this);
  defineDictType(*this);
  defineSetTypes(*this);
  defineIteratorTypes(*this);
  defineGeneratorType(*this);
  defineFileType(*this);
  defineSpecialMethods(*this);
  defineBuiltinFunctions(*this, builtins_);
  defineIntrospectionFunctions(*this, builtins_);
  objectNew_ = types_.object->attributes->table.find(names_.newName);
  objectInit_ = types_.object->attributes->table.find(names_.init);
  registerStandardModules(*this);
  importModule("sys");
}

Host::~Host() = default;

void Host::makeTypes() {
  // The first objects have no class yet; they get it below.
  types_.str = arena_.make<ClassObject>();
  types_.dict = arena_.make<ClassObject>();
  types_.type = arena_.make<ClassObject>();
  types_.object = arena_.make<ClassObject>();
#define NAME(field, text) names_.field = intern(text);
#include "translator/host/names.def"
#define TYPE(field, pythonName, layout, base)                                                      \
  if (!types_.field) types_.field = arena_.make<ClassObject>();                                    \
  {                                                                                                \
    ClassObject* c = types_.field;                                                                 \
    c->cls = types_.type;                                                                          \
    c->kind = Kind::Class;                                                                         \
    c->serial = ++serials_;                                                                        \
    c->name = intern(pythonName);                                                                  \
    c->builtin = true;                                                                             \
    c->hasInstanceDict = false;                                                                    \
    c->instanceKind = Kind::layout;                                                                \
    c->attributes = newDict();                                                                     \
    if (c != types_.object) c->bases = {types_.base};                                              \
    c->mro = {c};                                                                                  \
    if (c != types_.object) {                                                                      \
      c->mro.insert(c->mro.end(), types_.base->mro.begin(), types_.base->mro.end());               \
      types_.base->subclasses.push_back(c);                                                        \
    }                                                                                              \
  }
#include "translator/host/types.def"
  types_.type->hasInstanceDict = types_.function->hasInstanceDict = true;
  types_.module->hasInstanceDict = true;
  for (ClassObject* c :
       {types_.none, types_.notImplemented, types_.ellipsis, types_.bool_, types_.slice,
        types_.range, types_.function, types_.code, types_.cell, types_.method, types_.builtin,
        types_.generator, types_.classobj, types_.instance, types_.traceback, types_.frame})
    c->isFinal = true;
  none_ = make<InstanceObject>(types_.none, Kind::None);
  notImplemented_ = make<InstanceObject>(types_.notImplemented, Kind::NotImplemented);
  ellipsis_ = make<InstanceObject>(types_.ellipsis, Kind::Ellipsis);
  for (const bool value : {false, true}) {
    auto* object = make<IntObject>(types_.bool_, Kind::Bool);
    object->value = value;
    (value ? true_ : false_) = object;
  }
  for (int64_t i = kSmallMin; i <= kSmallMax; ++i) {
    auto* object = make<IntObject>(types_.int_, Kind::Int);
    object->value = i;
    smallInts_[i - kSmallMin] = object;
  }
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    chars_[i] = intern(std::string_view(&c, 1));
  }
}

// ---- Numbers --------------------------------------------------------------------------------

Object* Host::newInt(int64_t value) {
  if (value >= kSmallMin && value <= kSmallMax) return smallInts_[value - kSmallMin];
  auto* object = make<IntObject>(types_.int_, Kind::Int);
  object->value = value;
  return object;
}

Object* Host::newLong(int64_t value) { return newLong(BigInt{value}); }

Object* Host::newLong(const BigInt& value) {
  auto* object = make<LongObject>(types_.long_, Kind::Long);
  object->value = arena_.make<BigInt>(value);
  return object;
}

Object* Host::newIntOrLong(const BigInt& value) {
  return fitsInt64(value.value) ? newInt(static_cast<int64_t>(value.value)) : newLong(value);
}

Object* Host::longFromDecimal(const std::string& digits) {
  return newLong(BigInt{cpp_int(digits)});
}

SizedIntObject* Host::newSizedInt(ClassObject* cls, uint64_t bits) {
  auto* object = make<SizedIntObject>(cls, Kind::SizedInt);
  const auto* width = as<IntObject>(lookup(cls, "BITS"));
  object->bits = static_cast<uint8_t>(width->value);
  object->isSigned = truth(lookup(cls, "SIGNED"));
  const unsigned shift = 64 - object->bits;
  object->value = object->isSigned
                      ? static_cast<uint64_t>(static_cast<int64_t>(bits << shift) >> shift)
                      : bits << shift >> shift;
  return object;
}

Object* Host::newFloat(double value) {
  auto* object = make<FloatObject>(types_.float_, Kind::Float);
  object->value = value;
  return object;
}

Object* Host::newComplex(double real, double imaginary) {
  auto* object = make<ComplexObject>(types_.complex, Kind::Complex);
  object->real = real;
  object->imaginary = imaginary;
  return object;
}

// ---- Text -----------------------------------------------------------------------------------

StrObject* Host::newStrView(std::string_view arenaBytes) {
  if (arenaBytes.empty()) return names_.empty;
  if (arenaBytes.size() == 1) return chars_[static_cast<unsigned char>(arenaBytes[0])];
  auto* object = make<StrObject>(types_.str, Kind::Str);
  object->value = arenaBytes;
  return object;
}

StrObject* Host::newStr(std::string_view bytes) {
  if (bytes.size() == 1 && chars_[255]) return chars_[static_cast<unsigned char>(bytes[0])];
  if (bytes.empty() && names_.empty) return names_.empty;
  auto* copy = static_cast<char*>(arena_.allocate(bytes.size() + 1, 1));
  std::copy(bytes.begin(), bytes.end(), copy);
  copy[bytes.size()] = 0;
  auto* object = make<StrObject>(types_.str, Kind::Str);
  object->value = {copy, bytes.size()};
  return object;
}

StrObject* Host::intern(std::string_view text) {
  if (const auto it = interned_.find(text); it != interned_.end()) return it->second;
  return intern(newStr(text));
}

StrObject* Host::intern(StrObject* string) {
  if (string->interned) return string;
  const auto [it, fresh] = interned_.try_emplace(string->value, string);
  if (fresh) {
    stringHash(string);
    string->interned = true;
  }
  return it->second;
}

UnicodeObject* Host::newUnicode(std::u32string_view text) {
  auto* copy = static_cast<char32_t*>(
      arena_.allocate((text.size() + 1) * sizeof(char32_t), alignof(char32_t)));
  std::copy(text.begin(), text.end(), copy);
  copy[text.size()] = 0;
  auto* object = make<UnicodeObject>(types_.unicode, Kind::Unicode);
  object->value = {copy, text.size()};
  return object;
}

Object* Host::newByteArray(std::string bytes) {
  auto* object = make<ByteArrayObject>(types_.byteArray, Kind::ByteArray);
  object->value = std::move(bytes);
  return object;
}

// ---- Containers -----------------------------------------------------------------------------

TupleObject* Host::newTupleOf(size_t size, Object**& slots) {
  slots = static_cast<Object**>(arena_.allocate(size * sizeof(Object*), alignof(Object*)));
  auto* tuple = make<TupleObject>(types_.tuple, Kind::Tuple);
  tuple->items = {slots, size};
  return tuple;
}

TupleObject* Host::newTuple(std::span<Object* const> items) {
  Object** slots;
  TupleObject* tuple = newTupleOf(items.size(), slots);
  std::copy(items.begin(), items.end(), slots);
  return tuple;
}

ListObject* Host::newList(std::vector<Object*> items) {
  auto* list = make<ListObject>(types_.list, Kind::List);
  list->items = std::move(items);
  return list;
}

DictObject* Host::newDict() { return make<DictObject>(types_.dict, Kind::Dict); }

SetObject* Host::newSet(bool frozen) {
  return make<SetObject>(frozen ? types_.frozenSet : types_.set,
                         frozen ? Kind::FrozenSet : Kind::Set);
}

Object* Host::newSlice(Object* start, Object* stop, Object* step) {
  auto* slice = make<SliceObject>(types_.slice, Kind::Slice);
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return slice;
}

// ---- Functions and modules --------------------------------------------------------------------

CellObject* Host::newCell(Object* value) {
  auto* cell = make<CellObject>(types_.cell, Kind::Cell);
  cell->value = value;
  return cell;
}

namespace {

struct ConstantMaker {
  Host& host;

  Object* operator()(const syntax::ConstNone&) const { return host.none(); }
  Object* operator()(const syntax::ConstEllipsis&) const { return host.ellipsis(); }
  Object* operator()(bool value) const { return host.boolean(value); }
  Object* operator()(int64_t value) const { return host.newInt(value); }
  Object* operator()(const syntax::ConstLong& value) const {
    return host.longFromDecimal(value.digits);
  }
  Object* operator()(double value) const { return host.newFloat(value); }
  Object* operator()(const syntax::ConstComplex& value) const {
    return host.newComplex(0, value.imaginary);
  }
  Object* operator()(const syntax::ConstStr& value) const { return host.intern(value.bytes); }
  Object* operator()(const syntax::ConstUnicode& value) const {
    return host.newUnicode(value.text);
  }
  Object* operator()(const std::shared_ptr<const syntax::ConstTuple>& value) const {
    std::vector<Object*> items;
    for (const auto& item : value->items) items.push_back(std::visit(*this, item));
    return host.newTuple(items);
  }
  Object* operator()(const syntax::CodeObject* code) const { return host.codeObject(code); }
};

template <class T, class F> std::span<T> arenaArray(Arena& arena, size_t size, F element) {
  auto* data = static_cast<T*>(arena.allocate(size * sizeof(T), alignof(T)));
  for (size_t i = 0; i < size; ++i) data[i] = element(i);
  return {data, size};
}

} // namespace

CodeObject* Host::codeObject(const syntax::CodeObject* code) {
  if (const auto it = codeObjects_.find(code); it != codeObjects_.end()) return it->second;
  auto* object = make<CodeObject>(types_.code, Kind::Code);
  codeObjects_[code] = object;
  object->code = code;
  object->constants = arenaArray<Object*>(arena_, code->constants.size(), [&](size_t i) {
    return std::visit(ConstantMaker{*this}, code->constants[i]);
  });
  object->names = arenaArray<StrObject*>(arena_, code->names.size(),
                                         [&](size_t i) { return intern(code->names[i]); });
  object->varnames = arenaArray<StrObject*>(arena_, code->varnames.size(),
                                            [&](size_t i) { return intern(code->varnames[i]); });
  return object;
}

FunctionObject* Host::newFunction(CodeObject* code, DictObject* globals) {
  auto* function = make<FunctionObject>(types_.function, Kind::Function);
  function->code = code;
  function->globals = globals;
  function->name = intern(code->code->name);
  function->doc = code->constants.empty() ? none_ : code->constants[0];
  if (!isStr(function->doc) && function->doc->kind != Kind::Unicode) function->doc = none_;
  Object* module = globals->table.find(names_.name);
  function->moduleName = module && isStr(module) ? as<StrObject>(module) : nullptr;
  return function;
}

BuiltinObject* Host::newBuiltin(std::string qualifiedName, NativeFunction function,
                                uint32_t minArgs, uint32_t maxArgs, bool takesKeywords) {
  auto* builtin = make<BuiltinObject>(types_.builtin, Kind::Builtin);
  const size_t dot = qualifiedName.rfind('.');
  builtin->name =
      intern(std::string_view(qualifiedName).substr(dot == std::string::npos ? 0 : dot + 1));
  builtin->qualifiedName = std::move(qualifiedName);
  builtin->function = std::move(function);
  builtin->minArgs = minArgs;
  builtin->maxArgs = maxArgs;
  builtin->takesKeywords = takesKeywords;
  return builtin;
}

BuiltinObject* Host::addMethod(ClassObject* cls, std::string_view name, NativeFunction function,
                               uint32_t minArgs, uint32_t maxArgs, bool takesKeywords) {
  BuiltinObject* method = newBuiltin(std::string(cls->name->value) + "." + std::string(name),
                                     std::move(function), minArgs, maxArgs, takesKeywords);
  method->cls = types_.methodDescriptor;
  method->isMethod = true;
  method->owner = cls;
  cls->attributes->table.set(intern(name), method);
  return method;
}

BuiltinObject* Host::addFunction(ModuleObject* module, std::string_view name,
                                 NativeFunction function, uint32_t minArgs, uint32_t maxArgs,
                                 bool takesKeywords) {
  BuiltinObject* builtin = newBuiltin(std::string(module->name->value) + "." + std::string(name),
                                      std::move(function), minArgs, maxArgs, takesKeywords);
  module->attributes->table.set(intern(name), builtin);
  return builtin;
}

ModuleObject* Host::newModule(std::string_view name) {
  auto* module = make<ModuleObject>(types_.module, Kind::Module);
  module->name = intern(name);
  module->attributes = newDict();
  module->attributes->table.set(names_.name, module->name);
  module->attributes->table.set(names_.doc, none_);
  return module;
}

// ---- Modules ----------------------------------------------------------------------------------

void Host::registerModule(std::string name, ModuleInit init) {
  importer_->addNative(std::move(name), init);
}

void Host::addSearchPath(std::string directory) {
  importer_->searchPath()->items.push_back(newStr(directory));
}

void Host::addEmbeddedPackage(std::string prefix, std::string package) {
  importer_->addEmbedded(std::move(prefix), std::move(package));
}

ModuleObject* Host::importModule(std::string_view dottedName) {
  return importer_->importAbsolute(std::string(dottedName));
}

ModuleObject* Host::findModule(std::string_view dottedName) {
  Object* module = modules_->table.find(intern(dottedName));
  return module && module->kind == Kind::Module ? as<ModuleObject>(module) : nullptr;
}

ModuleObject* Host::runFile(const std::string& path, bool asMain) {
  std::string name = "__main__";
  if (!asMain) {
    const size_t slash = path.rfind('/');
    name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    if (name.ends_with(".py")) name.resize(name.size() - 3);
  }
  return importer_->runFile(path, intern(name));
}

void Host::setArguments(const std::vector<std::string>& argv) {
  ListObject* list = newList();
  for (const std::string& argument : argv) list->items.push_back(newStr(argument));
  setAttr(findModule("sys"), intern("argv"), list);
}

} // namespace tw::host
