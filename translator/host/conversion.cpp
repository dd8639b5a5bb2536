// str(), repr(), unicode() and the conversions between objects and C++ values.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cmath>

namespace tw::host {

namespace {

// Marks containers that are being printed, so that cycles end.
struct ReprGuard {
  ReprGuard(std::vector<Object*>& active, Object* object) : active_(active) {
    active.push_back(object);
  }
  ~ReprGuard() { active_.pop_back(); }
  std::vector<Object*>& active_;
};

std::string joined(Host& host, std::span<Object* const> items) {
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i) text += ", ";
    text += host.repr(items[i]);
  }
  return text;
}

std::string dictRepr(Host& host, const Table& table) {
  std::string text = "{";
  for (size_t i = 0; i < table.limit(); ++i) {
    const auto e = table.entry(i);
    if (!e.key) continue;
    if (text.size() > 1) text += ", ";
    text += host.repr(e.key) + ": " + host.repr(e.value);
  }
  return text + "}";
}

std::string setRepr(Host& host, Object* set) {
  std::vector<Object*> keys;
  for (const auto& e : as<SetObject>(set)->table.entries())
    if (e.key) keys.push_back(e.key);
  return std::string(set->cls->name->value) + "([" + joined(host, keys) + "])";
}

std::string containerRepr(Host& host, Object* object, std::vector<Object*>& active) {
  for (const Object* o : active)
    if (o == object)
      return object->kind == Kind::List ? "[...]" : object->kind == Kind::Dict ? "{...}" : "(...)";
  ReprGuard guard(active, object);
  switch (object->kind) {
  case Kind::List: {
    const std::vector<Object*> items = as<ListObject>(object)->items;
    return "[" + joined(host, items) + "]";
  }
  case Kind::Tuple: {
    const auto items = as<TupleObject>(object)->items;
    return "(" + joined(host, items) + (items.size() == 1 ? ",)" : ")");
  }
  case Kind::Dict: return dictRepr(host, as<DictObject>(object)->table);
  default: return setRepr(host, object);
  }
}

std::string address(const Object* object) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%x", object->serial * 16u);
  return text;
}

std::string classRepr(Host& host, const ClassObject* cls) {
  const Object* module = cls->attributes->table.find(host.names().module);
  const std::string name(cls->name->value);
  const std::string full = module && isStr(module) && as<StrObject>(module)->value != "__builtin__"
                               ? std::string(as<StrObject>(module)->value) + "." + name
                               : name;
  if (cls->oldStyle) return "<class " + full + " at " + address(cls) + ">";
  return cls->builtin && full == name ? "<type '" + full + "'>"
         : cls->builtin               ? "<type '" + full + "'>"
                                      : "<class '" + full + "'>";
}

std::string floatPart(double value) {
  std::string text = floatRepr(value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string complexRepr(const ComplexObject* c) {
  const std::string imaginary = floatPart(c->imaginary) + "j";
  if (c->real == 0 && !std::signbit(c->real)) return imaginary;
  return "(" + floatPart(c->real) +
         (std::signbit(c->imaginary) || std::isnan(c->imaginary)
              ? (std::isnan(c->imaginary) ? "+" : "")
              : "+") +
         imaginary + ")";
}

std::string defaultRepr(Host& host, Object* object) {
  const ClassObject* cls = object->cls;
  const Object* module = host.lookup(object->cls, host.names().module);
  std::string name(cls->name->value);
  if (module && isStr(module) && as<StrObject>(module)->value != "__builtin__")
    name = std::string(as<StrObject>(module)->value) + "." + name;
  return "<" + name + (cls->oldStyle ? " instance at " : " object at ") + address(object) + ">";
}

std::string methodRepr(Host& host, BoundMethodObject* method) {
  const std::string owner = method->owner ? std::string(method->owner->name->value) + "." : "?.";
  const Object* name = host.getAttrOrNull(method->function, host.names().name);
  const std::string full =
      owner + (name && isStr(name) ? std::string(as<StrObject>(name)->value) : "?");
  if (!method->self) return "<unbound method " + full + ">";
  return "<bound method " + full + " of " + host.repr(method->self) + ">";
}

std::string moduleRepr(const ModuleObject* module) {
  const std::string name(module->name ? module->name->value : "?");
  if (!module->file) return "<module '" + name + "' (built-in)>";
  return "<module '" + name + "' from '" + module->file->path() + "'>";
}

} // namespace

// The built-in repr, without the __repr__ of user classes.
std::string nativeRepr(Host& host, Object* object, std::vector<Object*>& active) {
  switch (object->kind) {
  case Kind::None: return "None";
  case Kind::NotImplemented: return "NotImplemented";
  case Kind::Ellipsis: return "Ellipsis";
  case Kind::Bool: return as<IntObject>(object)->value ? "True" : "False";
  case Kind::Int: return std::to_string(as<IntObject>(object)->value);
  case Kind::Long: return bigToString(as<LongObject>(object)->value->value) + "L";
  case Kind::SizedInt:
    return bigToString(bigValue(object)) + (as<SizedIntObject>(object)->isSigned ? "" : "L");
  case Kind::Float: return floatRepr(as<FloatObject>(object)->value);
  case Kind::Complex: return complexRepr(as<ComplexObject>(object));
  case Kind::Str: return quoteBytes(as<StrObject>(object)->value);
  case Kind::Unicode: return quoteUnicode(as<UnicodeObject>(object)->value);
  case Kind::ByteArray: return "bytearray(b" + quoteBytes(as<ByteArrayObject>(object)->value) + ")";
  case Kind::Tuple:
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
  case Kind::FrozenSet: return containerRepr(host, object, active);
  case Kind::DictProxy: return "dict_proxy(" + host.repr(as<DictProxyObject>(object)->dict) + ")";
  case Kind::Slice: {
    const auto* s = as<SliceObject>(object);
    return "slice(" + host.repr(s->start) + ", " + host.repr(s->stop) + ", " + host.repr(s->step) +
           ")";
  }
  case Kind::Range: {
    const auto* r = as<RangeObject>(object);
    const int64_t stop = r->start + r->length * r->step;
    if (r->step == 1 && r->start == 0) return "xrange(" + std::to_string(stop) + ")";
    std::string text = "xrange(" + std::to_string(r->start) + ", " + std::to_string(stop);
    return text + (r->step == 1 ? ")" : ", " + std::to_string(r->step) + ")");
  }
  case Kind::Function:
    return "<function " + std::string(as<FunctionObject>(object)->name->value) + " at " +
           address(object) + ">";
  case Kind::Builtin: {
    const auto* f = as<BuiltinObject>(object);
    if (f->isMethod)
      return "<method '" + std::string(f->name->value) + "' of '" +
             std::string(f->owner->name->value) + "' objects>";
    return "<built-in function " + std::string(f->name->value) + ">";
  }
  case Kind::BuiltinMethod: {
    const auto* m = as<BuiltinMethodObject>(object);
    return "<built-in method " + std::string(m->function->name->value) + " of " +
           std::string(m->self->cls->name->value) + " object at " + address(m->self) + ">";
  }
  case Kind::BoundMethod: return methodRepr(host, as<BoundMethodObject>(object));
  case Kind::Class: return classRepr(host, as<ClassObject>(object));
  case Kind::Module: return moduleRepr(as<ModuleObject>(object));
  case Kind::Code:
    return "<code object " + as<CodeObject>(object)->code->name + " at " + address(object) + ">";
  case Kind::External: {
    std::string text;
    if (as<ExternalObject>(object)->repr(host, text)) return text;
    return defaultRepr(host, object);
  }
  case Kind::File: {
    const auto* f = as<FileObject>(object);
    return std::string(f->stream ? "<open" : "<closed") + " file '" + f->path + "', mode '" +
           f->mode + "' at " + address(object) + ">";
  }
  default: return defaultRepr(host, object);
  }
}

std::string Host::repr(Object* object) {
  if (!object->cls->builtin || object->kind == Kind::Exception) {
    bool found = false;
    Object* result = callSpecial(object, names_.repr, {}, found);
    if (!found && object->cls->oldStyle && object->cls->hasGetAttrHook)
      if (Object* method = getAttrOrNull(object, names_.repr)) result = call(method, {});
    if (result) {
      if (result->kind == Kind::Unicode) return encodeUtf8(as<UnicodeObject>(result)->value);
      if (!isStr(result))
        raise(types_.TypeError, "__repr__ returned non-string (type " +
                                    std::string(typeOf(result)->name->value) + ")");
      return std::string(as<StrObject>(result)->value);
    }
  }
  return nativeRepr(*this, object, activeReprs_);
}

// The built-in str of an object whose class has no __str__ of its own.
std::string nativeStr(Host& host, Object* object) {
  switch (object->kind) {
  case Kind::Str: return std::string(as<StrObject>(object)->value);
  case Kind::Unicode: {
    std::string bytes;
    encodeAscii(host, as<UnicodeObject>(object)->value, bytes);
    return bytes;
  }
  case Kind::ByteArray: return as<ByteArrayObject>(object)->value;
  case Kind::Long: return bigToString(as<LongObject>(object)->value->value);
  case Kind::SizedInt: return bigToString(bigValue(object));
  case Kind::Float: return floatStr(as<FloatObject>(object)->value);
  case Kind::Class: {
    const auto* cls = as<ClassObject>(object);
    const Object* module = cls->attributes->table.find(host.names().module);
    if (cls->oldStyle && module && isStr(module))
      return std::string(as<StrObject>(module)->value) + "." + std::string(cls->name->value);
    return host.repr(object);
  }
  default: return host.repr(object);
  }
}

StrObject* Host::strObject(Object* object) {
  if (isStr(object) && object->cls == types_.str) return as<StrObject>(object);
  return newStr(str(object));
}

std::string Host::str(Object* object) {
  if (!object->cls->builtin || object->kind == Kind::Exception) {
    Object* method = lookup(object->cls, names_.str);
    if (!method && object->cls->oldStyle && object->cls->hasGetAttrHook) {
      if (Object* hooked = getAttrOrNull(object, names_.str)) return str(call(hooked, {}));
    }
    if (method) {
      Object* result = call(bind(method, object, object->cls), {});
      if (result->kind == Kind::Unicode) {
        std::string bytes;
        encodeAscii(*this, as<UnicodeObject>(result)->value, bytes);
        return bytes;
      }
      if (!isStr(result))
        raise(types_.TypeError, "__str__ returned non-string (type " +
                                    std::string(typeOf(result)->name->value) + ")");
      return std::string(as<StrObject>(result)->value);
    }
  }
  return nativeStr(*this, object);
}

UnicodeObject* Host::unicodeOf(Object* object) {
  if (object->kind == Kind::Unicode) {
    if (object->cls == types_.unicode) return as<UnicodeObject>(object);
    return newUnicode(as<UnicodeObject>(object)->value);
  }
  if (isStr(object) && object->cls->builtin)
    return decodeAscii(*this, as<StrObject>(object)->value);
  if (Object* method = getAttrOrNull(object, names_.unicode)) {
    Object* result = call(method, {});
    return result->kind == Kind::Unicode ? as<UnicodeObject>(result) : unicodeOf(result);
  }
  if (!object->cls->builtin) {
    // A __str__ that returns unicode is taken as it is.
    Object* method = lookup(object->cls, names_.str);
    if (method && method->kind == Kind::Function) {
      Object* result = call(bind(method, object, object->cls), {});
      if (result->kind == Kind::Unicode) return as<UnicodeObject>(result);
      return decodeAscii(*this, toStr(result));
    }
  }
  return decodeAscii(*this, str(object));
}

// ---- To C++ values --------------------------------------------------------------------------

bool Host::asInt64(Object* object, int64_t& value) const {
  switch (object->kind) {
  case Kind::Int:
  case Kind::Bool: value = as<IntObject>(object)->value; return true;
  case Kind::Long: {
    const cpp_int& big = as<LongObject>(object)->value->value;
    if (!fitsInt64(big)) return false;
    value = static_cast<int64_t>(big);
    return true;
  }
  case Kind::SizedInt: {
    const auto* sized = as<SizedIntObject>(object);
    if (!sized->isSigned && sized->value > INT64_MAX) return false;
    value = static_cast<int64_t>(sized->value);
    return true;
  }
  default: return false;
  }
}

int64_t Host::toInt(Object* object, const char* what) {
  int64_t value;
  if (asInt64(object, value)) return value;
  if (object->kind == Kind::Long || object->kind == Kind::SizedInt)
    raise(types_.OverflowError, "Python int too large to convert to C long");
  if (object->kind == Kind::Float) {
    const double d = as<FloatObject>(object)->value;
    if (std::fabs(d) < 9.2e18) return static_cast<int64_t>(d);
  }
  for (StrObject* name : {names_.index, names_.intName}) {
    if (object->cls->builtin) break;
    bool found = false;
    if (Object* result = callSpecial(object, name, {}, found)) return toInt(result, what);
  }
  raise(types_.TypeError, what);
}

double Host::toDouble(Object* object) {
  switch (object->kind) {
  case Kind::Float: return as<FloatObject>(object)->value;
  case Kind::Int:
  case Kind::Bool: return static_cast<double>(as<IntObject>(object)->value);
  case Kind::Long:
  case Kind::SizedInt: return bigToDouble(*this, bigValue(object));
  default: break;
  }
  bool found = false;
  if (!object->cls->builtin || object->kind == Kind::External)
    if (Object* result = callSpecial(object, names_.floatName, {}, found)) return toDouble(result);
  raise(types_.TypeError, "a float is required");
}

std::string_view Host::toStr(Object* object, const char* what) {
  if (isStr(object)) return as<StrObject>(object)->value;
  if (object->kind == Kind::Unicode) {
    std::string bytes;
    encodeAscii(*this, as<UnicodeObject>(object)->value, bytes);
    return intern(bytes)->value;
  }
  if (object->kind == Kind::ByteArray) return as<ByteArrayObject>(object)->value;
  raise(types_.TypeError, what);
}

} // namespace tw::host
