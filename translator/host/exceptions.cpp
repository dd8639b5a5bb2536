// Exceptions: the class hierarchy, raising from C++, matching, tracebacks.
#include "translator/host/frame.h"
#include "translator/host/setup.h"

#include <cerrno>
#include <cstring>

namespace tw::host {

void Host::makeExceptions() {
  types_.BaseException = newBuiltinClass("BaseException", Kind::Exception);
#define EXCEPTION(name, base) types_.name = newBuiltinClass(#name, Kind::Exception, {types_.base});
#include "translator/host/exceptions.def"
  std::vector<ClassObject*> all{types_.BaseException};
  all.insert(all.end(), types_.BaseException->subclasses.begin(),
             types_.BaseException->subclasses.end());
  for (size_t i = 0; i < all.size(); ++i) {
    all[i]->hasInstanceDict = true;
    all[i]->attributes->table.set(names_.module, intern("exceptions"));
    if (i > 0) all.insert(all.end(), all[i]->subclasses.begin(), all[i]->subclasses.end());
  }
}

// ---- Raising --------------------------------------------------------------------------------

ExceptionObject* Host::newException(ClassObject* cls, std::string_view message) {
  return static_cast<ExceptionObject*>(call(cls, {newStr(message)}));
}

void Host::raise(Object* exception) {
  throw HostError(exception, make<TracebackObject>(types_.traceback, Kind::Traceback));
}

void Host::raise(ClassObject* cls, std::string_view message) { raise(newException(cls, message)); }

void Host::raiseKeyError(Object* key) { raise(call(types_.KeyError, {key})); }

void Host::raiseOSError(ClassObject* cls, int error, std::string_view path) {
  Object* code = newInt(error);
  Object* text = newStr(std::strerror(error));
  raise(path.empty() ? call(cls, {code, text}) : call(cls, {code, text, newStr(path)}));
}

bool Host::exceptionMatches(Object* exception, Object* classOrTuple) {
  if (classOrTuple->kind == Kind::Tuple) {
    for (Object* item : as<TupleObject>(classOrTuple)->items)
      if (exceptionMatches(exception, item)) return true;
    return false;
  }
  return isClass(classOrTuple) && isSubtype(exception->cls, as<ClassObject>(classOrTuple));
}

// ---- Methods --------------------------------------------------------------------------------

namespace {

Object* baseInit(Host& host, const Args& args) {
  auto* self = as<ExceptionObject>(args[0]);
  self->args = host.newTuple(args.positional.subspan(1));
  self->message = args.size() == 2 ? args[1] : host.newStr("");
  return host.none();
}

Object* baseNew(Host& host, const Args& args) {
  auto* cls = as<ClassObject>(args[0]);
  auto* self = host.make<ExceptionObject>(cls, Kind::Exception);
  self->args = host.newTuple({});
  return self;
}

std::string exceptionText(Host& host, Object* self) {
  const auto items = as<ExceptionObject>(self)->args->items;
  if (items.empty()) return "";
  if (items.size() == 1)
    return host.isSubtype(self->cls, host.types().KeyError) ? host.repr(items[0])
                                                            : host.str(items[0]);
  return host.repr(as<ExceptionObject>(self)->args);
}

Object* baseStr(Host& host, const Args& args) { return host.newStr(exceptionText(host, args[0])); }

Object* baseRepr(Host& host, const Args& args) {
  auto* self = as<ExceptionObject>(args[0]);
  std::string text(self->cls->name->value);
  return host.newStr(text + host.repr(self->args));
}

Object* environmentInit(Host& host, const Args& args) {
  baseInit(host, args);
  auto* self = as<ExceptionObject>(args[0]);
  const bool detailed = args.size() == 3 || args.size() == 4;
  DictObject* dict = host.instanceDict(self);
  dict->table.set(host.names().errnoName, detailed ? args[1] : host.none());
  dict->table.set(host.names().strerror, detailed ? args[2] : host.none());
  dict->table.set(host.names().filename, args.size() == 4 ? args[3] : host.none());
  if (args.size() == 4) self->args = host.newTuple(args.positional.subspan(1, 2));
  return host.none();
}

Object* environmentStr(Host& host, const Args& args) {
  DictObject* dict = host.instanceDict(args[0]);
  Object* code = dict->table.find(host.names().errnoName);
  Object* text = dict->table.find(host.names().strerror);
  Object* path = dict->table.find(host.names().filename);
  if (!code || !text || isNone(code)) return host.newStr(exceptionText(host, args[0]));
  std::string result = "[Errno " + host.str(code) + "] " + host.str(text);
  if (path && !isNone(path)) result += ": " + host.repr(path);
  return host.newStr(result);
}

Object* systemExitInit(Host& host, const Args& args) {
  baseInit(host, args);
  Object* code = args.size() == 1 ? host.none()
                 : args.size() == 2
                     ? args[1]
                     : static_cast<Object*>(host.newTuple(args.positional.subspan(1)));
  host.instanceDict(args[0])->table.set(host.names().code, code);
  return host.none();
}

Object* unicodeErrorInit(Host& host, const Args& args) {
  baseInit(host, args);
  static constexpr const char* kFields[] = {"encoding", "object", "start", "end", "reason"};
  if (args.size() != 6) return host.none();
  DictObject* dict = host.instanceDict(args[0]);
  for (size_t i = 0; i < 5; ++i) dict->table.set(host.intern(kFields[i]), args[i + 1]);
  return host.none();
}

Object* unicodeErrorStr(Host& host, const Args& args) {
  const auto items = as<ExceptionObject>(args[0])->args->items;
  if (items.size() != 5) return host.newStr(exceptionText(host, args[0]));
  const int64_t start = host.toInt(items[2]), end = host.toInt(items[3]);
  const bool decode = host.isSubtype(args[0]->cls, host.types().UnicodeDecodeError);
  std::string text = "'" + host.str(items[0]) + "' codec can't " + (decode ? "decode" : "encode");
  if (end == start + 1) {
    char code[32];
    if (decode) {
      std::snprintf(code, sizeof code, " byte 0x%02x",
                    static_cast<unsigned char>(host.toStr(items[1])[static_cast<size_t>(start)]));
    } else {
      const char32_t c = as<UnicodeObject>(items[1])->value[static_cast<size_t>(start)];
      std::snprintf(code, sizeof code,
                    c < 256     ? " character u'\\x%02x'"
                    : c < 65536 ? " character u'\\u%04x'"
                                : " character u'\\U%08x'",
                    static_cast<unsigned>(c));
    }
    text += code + std::string(" in position ") + std::to_string(start);
  } else {
    text += (decode ? " bytes in position " : " characters in position ") + std::to_string(start) +
            "-" + std::to_string(end - 1);
  }
  return host.newStr(text + ": " + host.str(items[4]));
}

Object* getItemOfArgs(Host& host, const Args& args) {
  return host.getItem(as<ExceptionObject>(args[0])->args, args[1]);
}

} // namespace

void defineExceptionTypes(Host& host) {
  ClassObject* base = host.types().BaseException;
  addNew(host, base, baseNew, 1, UINT32_MAX, true);
  addMethods(host, base,
             {{"__init__", baseInit, 1, UINT32_MAX, false},
              {"__str__", baseStr, 1, 1},
              {"__repr__", baseRepr, 1, 1},
              {"__getitem__", getItemOfArgs, 2, 2}});
  addGetSet(
      host, base, "args",
      [](Host&, Object* self) -> Object* { return as<ExceptionObject>(self)->args; },
      [](Host& h, Object* self, Object* value) {
        as<ExceptionObject>(self)->args = h.newTuple(h.listOf(value));
      });
  addGetSet(
      host, base, "message",
      [](Host& h, Object* self) {
        Object* message = as<ExceptionObject>(self)->message;
        return message ? message : h.newStr("");
      },
      [](Host&, Object* self, Object* value) { as<ExceptionObject>(self)->message = value; });
  addMethods(host, host.types().EnvironmentError,
             {{"__init__", environmentInit, 1}, {"__str__", environmentStr, 1, 1}});
  addMethods(host, host.types().SystemExit, {{"__init__", systemExitInit, 1}});
  for (ClassObject* cls : {host.types().UnicodeDecodeError, host.types().UnicodeEncodeError})
    addMethods(host, cls, {{"__init__", unicodeErrorInit, 1}, {"__str__", unicodeErrorStr, 1, 1}});
}

// ---- Tracebacks -----------------------------------------------------------------------------

std::string Host::formatTraceback(const HostError& error) {
  std::string text;
  const TracebackObject* traceback = error.traceback();
  if (traceback && !traceback->entries.empty()) {
    text = "Traceback (most recent call last):\n";
    for (auto it = traceback->entries.rbegin(); it != traceback->entries.rend(); ++it) {
      const SourceFile* file = it->span.file;
      text += "  File \"" + (file ? file->path() : std::string("<unknown>")) + "\", line " +
              std::to_string(it->span.line) + ", in " +
              (it->code ? it->code->code->name : std::string("<native>")) + "\n";
      if (!file) continue;
      std::string_view line = file->line(it->span.line);
      const size_t first = line.find_first_not_of(" \t");
      if (first != std::string_view::npos) text += "    " + std::string(line.substr(first)) + "\n";
    }
  }
  Object* value = error.value();
  const Object* module = lookup(error.type(), names_.module);
  if (module && isStr(module) && as<StrObject>(module)->value != "exceptions" &&
      as<StrObject>(module)->value != "__builtin__")
    text += std::string(as<StrObject>(module)->value) + ".";
  text += error.type()->name->value;
  std::string message;
  try {
    message = str(value);
  } catch (const HostError&) {
    message = "<exception str() failed>";
  }
  if (!message.empty()) text += ": " + message;
  return text + "\n";
}

} // namespace tw::host
