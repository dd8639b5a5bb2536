// The modules sys, time, errno, gc and the private native halves of others; the
// list of what the standard library consists of.
#include "translator/host/bigint.h"
#include "translator/host/frame.h"
#include "translator/host/import.h"
#include "translator/host/modules.h"
#include "translator/host/setup.h"

#include <cerrno>
#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>

namespace tw::host {

namespace {

Object* standardFile(Host& host, std::FILE* stream, const char* name, const char* mode) {
  auto* file = host.make<FileObject>(host.types().file, Kind::File);
  file->stream = stream;
  file->path = name;
  file->mode = mode;
  return file;
}

Object* excInfo(Host& host, const Args&) {
  Object* value = host.handledException();
  if (!value) return host.newTuple({host.none(), host.none(), host.none()});
  Object* traceback = host.handledTraceback();
  return host.newTuple({value->cls, value, traceback ? traceback : host.none()});
}

Object* exit(Host& host, const Args& args) {
  host.raise(args.size() > 0 ? host.call(host.types().SystemExit, {args[0]})
                             : host.call(host.types().SystemExit, {}));
}

FrameRefObject* frameReference(Host& host, Frame* frame) {
  if (!frame) return nullptr;
  auto* ref = host.make<FrameRefObject>(host.types().frame, Kind::FrameRef);
  ref->code = frame->code;
  ref->globals = frame->globals;
  ref->locals = Evaluator::localsOf(host, *frame);
  ref->line = frame->span().line;
  ref->back = frameReference(host, frame->back);
  return ref;
}

Object* getFrame(Host& host, const Args& args) {
  int64_t depth = args.size() > 0 ? host.toInt(args[0]) : 0;
  Frame* frame = host.currentFrame();
  while (frame && depth-- > 0) frame = frame->back;
  if (!frame) host.raise(host.types().ValueError, "call stack is not deep enough");
  return frameReference(host, frame);
}

void addSysNumbers(Host& host, ModuleObject* module) {
  setModuleItem(host, module, "maxint", host.newInt(INT64_MAX));
  setModuleItem(host, module, "maxsize", host.newInt(INT64_MAX));
  setModuleItem(host, module, "maxunicode", host.newInt(0x10FFFF));
  setModuleItem(host, module, "hexversion", host.newInt(0x02071200));
  setModuleItem(host, module, "byteorder", host.newStr("little"));
  setModuleItem(host, module, "platform", host.newStr("linux2"));
  setModuleItem(host, module, "version", host.newStr("2.7.18 (Tracewright)"));
  setModuleItem(host, module, "builtin_module_names", host.newTuple({}));
  setModuleItem(host, module, "copyright", host.newStr(""));
  setModuleItem(host, module, "executable", host.newStr(""));
  setModuleItem(host, module, "prefix", host.newStr(""));
  setModuleItem(host, module, "dont_write_bytecode", host.boolean(true));
  setModuleItem(host, module, "subversion",
                host.newTuple({host.newStr("Tracewright"), host.newStr(""), host.newStr("")}));
}

} // namespace

void initSys(Host& host, ModuleObject* module) {
  addSysNumbers(host, module);
  for (const char* prefix : {"", "__"}) {
    const std::string p(prefix);
    setModuleItem(host, module, p + "stdin" + p, standardFile(host, stdin, "<stdin>", "r"));
    setModuleItem(host, module, p + "stdout" + p, standardFile(host, stdout, "<stdout>", "w"));
    setModuleItem(host, module, p + "stderr" + p, standardFile(host, stderr, "<stderr>", "w"));
  }
  setModuleItem(host, module, "modules", host.modules());
  setModuleItem(host, module, "path", host.searchPath());
  setModuleItem(host, module, "argv", host.newList({host.names().empty}));
  setModuleItem(host, module, "flags", host.none());
  addFunctions(
      host, module,
      {{"exc_info", excInfo, 0, 0},
       {"exit", exit, 0, 1},
       {"_getframe", getFrame, 0, 1},
       {"exc_clear", [](Host& h, const Args&) { return h.none(); }, 0, 0},
       {"getrecursionlimit", [](Host& h, const Args&) { return h.newInt(h.recursionLimit()); }, 0,
        0},
       {"setrecursionlimit",
        [](Host& h, const Args& args) {
          // The host's own limit fits its stack; a program may only raise expectations.
          h.setRecursionLimit(static_cast<int>(std::max<int64_t>(h.toInt(args[0]), 50)));
          return h.none();
        },
        1, 1},
       {"getrefcount", [](Host& h, const Args&) { return h.newInt(2); }, 1, 1},
       {"getsizeof", [](Host& h, const Args&) { return h.newInt(32); }, 1, 2},
       {"getdefaultencoding", [](Host& h, const Args&) -> Object* { return h.newStr("ascii"); }, 0,
        0},
       {"getfilesystemencoding", [](Host& h, const Args&) -> Object* { return h.newStr("UTF-8"); },
        0, 0},
       {"setcheckinterval", [](Host& h, const Args&) { return h.none(); }, 1, 1},
       {"settrace", [](Host& h, const Args&) { return h.none(); }, 1, 1},
       {"intern", [](Host& h, const Args& args) -> Object* { return h.intern(h.toStr(args[0])); },
        1, 1},
       {"displayhook",
        [](Host& h, const Args& args) {
          if (isNone(args[0])) return h.none();
          h.printTo(nullptr, h.newStr(h.repr(args[0])));
          h.printNewlineTo(nullptr);
          return h.none();
        },
        1, 1}});
  host.evaluate(
      "class _Record(tuple):\n"
      "    def __new__(cls, names, values):\n"
      "        self = tuple.__new__(cls, values)\n"
      "        self.__dict__.update(zip(names.split(), values))\n"
      "        return self\n"
      "version_info = _Record('major minor micro releaselevel serial', (2, 7, 18, 'final', 42))\n"
      "float_info = _Record('max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon "
      "radix rounds',\n"
      "    (1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53,\n"
      "     2.220446049250313e-16, 2, 1))\n"
      "long_info = _Record('bits_per_digit sizeof_digit', (30, 4))\n"
      "del _Record\n",
      module->attributes, "<sys>", false);
}

void initTime(Host& host, ModuleObject* module) {
  addFunctions(host, module,
               {{"time",
                 [](Host& h, const Args&) {
                   const auto now = std::chrono::system_clock::now().time_since_epoch();
                   return h.newFloat(std::chrono::duration<double>(now).count());
                 },
                 0, 0},
                {"clock",
                 [](Host& h, const Args&) {
                   return h.newFloat(static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
                 },
                 0, 0},
                {"sleep",
                 [](Host& h, const Args& args) {
                   std::this_thread::sleep_for(std::chrono::duration<double>(h.toDouble(args[0])));
                   return h.none();
                 },
                 1, 1},
                {"strftime",
                 [](Host& h, const Args& args) -> Object* {
                   const std::time_t now = std::time(nullptr);
                   std::tm parts{};
                   localtime_r(&now, &parts);
                   char text[256];
                   const size_t n = std::strftime(text, sizeof text,
                                                  std::string(h.toStr(args[0])).c_str(), &parts);
                   return h.newStr({text, n});
                 },
                 1, 2},
                {"ctime",
                 [](Host& h, const Args& args) -> Object* {
                   const std::time_t when = args.size() > 0 ? h.toInt(args[0]) : std::time(nullptr);
                   char text[64];
                   std::string line = ctime_r(&when, text);
                   line.pop_back();
                   return h.newStr(line);
                 },
                 0, 1}});
  setModuleItem(host, module, "timezone", host.newInt(0));
  setModuleItem(host, module, "daylight", host.newInt(0));
  setModuleItem(host, module, "tzname", host.newTuple({host.newStr("UTC"), host.newStr("UTC")}));
}

void initErrno(Host& host, ModuleObject* module) {
  DictObject* codes = host.newDict();
  const auto add = [&](const char* name, int code) {
    setModuleItem(host, module, name, host.newInt(code));
    codes->table.set(host, host.newInt(code), host.intern(name));
  };
  static constexpr struct {
    const char* name;
    int code;
  } kCodes[] = {{"EPERM", EPERM},
                {"ENOENT", ENOENT},
                {"ESRCH", ESRCH},
                {"EINTR", EINTR},
                {"EIO", EIO},
                {"ENXIO", ENXIO},
                {"E2BIG", E2BIG},
                {"ENOEXEC", ENOEXEC},
                {"EBADF", EBADF},
                {"ECHILD", ECHILD},
                {"EAGAIN", EAGAIN},
                {"ENOMEM", ENOMEM},
                {"EACCES", EACCES},
                {"EFAULT", EFAULT},
                {"EBUSY", EBUSY},
                {"EEXIST", EEXIST},
                {"EXDEV", EXDEV},
                {"ENODEV", ENODEV},
                {"ENOTDIR", ENOTDIR},
                {"EISDIR", EISDIR},
                {"EINVAL", EINVAL},
                {"ENFILE", ENFILE},
                {"EMFILE", EMFILE},
                {"ENOTTY", ENOTTY},
                {"EFBIG", EFBIG},
                {"ENOSPC", ENOSPC},
                {"ESPIPE", ESPIPE},
                {"EROFS", EROFS},
                {"EMLINK", EMLINK},
                {"EPIPE", EPIPE},
                {"EDOM", EDOM},
                {"ERANGE", ERANGE},
                {"EDEADLK", EDEADLK},
                {"ENAMETOOLONG", ENAMETOOLONG},
                {"ENOSYS", ENOSYS},
                {"ENOTEMPTY", ENOTEMPTY},
                {"ELOOP", ELOOP},
                {"EINPROGRESS", EINPROGRESS},
                {"EALREADY", EALREADY},
                {"ENOTSOCK", ENOTSOCK},
                {"EADDRINUSE", EADDRINUSE},
                {"ECONNABORTED", ECONNABORTED},
                {"ECONNRESET", ECONNRESET},
                {"ENOTCONN", ENOTCONN},
                {"ETIMEDOUT", ETIMEDOUT},
                {"ECONNREFUSED", ECONNREFUSED},
                {"EOVERFLOW", EOVERFLOW}};
  for (const auto& entry : kCodes) add(entry.name, entry.code);
  setModuleItem(host, module, "EWOULDBLOCK", host.newInt(EWOULDBLOCK));
  setModuleItem(host, module, "errorcode", codes);
}

void initGc(Host& host, ModuleObject* module) {
  addFunctions(
      host, module,
      {{"collect", [](Host& h, const Args&) { return h.newInt(0); }, 0, 1},
       {"enable", [](Host& h, const Args&) { return h.none(); }, 0, 0},
       {"disable", [](Host& h, const Args&) { return h.none(); }, 0, 0},
       {"isenabled", [](Host& h, const Args&) { return h.boolean(true); }, 0, 0},
       {"get_objects", [](Host& h, const Args&) -> Object* { return h.newList(); }, 0, 0}});
}

ListObject* Host::searchPath() { return importer_->searchPath(); }

// Types that have no name in __builtin__, for the Python module types.
void initTypesModule(Host& host, ModuleObject* module) {
  const Types& t = host.types();
  const struct {
    const char* name;
    ClassObject* cls;
  } kTypes[] = {{"NoneType", t.none},
                {"TypeType", t.type},
                {"BooleanType", t.bool_},
                {"IntType", t.int_},
                {"LongType", t.long_},
                {"FloatType", t.float_},
                {"ComplexType", t.complex},
                {"StringType", t.str},
                {"UnicodeType", t.unicode},
                {"TupleType", t.tuple},
                {"ListType", t.list},
                {"DictType", t.dict},
                {"DictionaryType", t.dict},
                {"FunctionType", t.function},
                {"LambdaType", t.function},
                {"GeneratorType", t.generator},
                {"CodeType", t.code},
                {"ClassType", t.classobj},
                {"InstanceType", t.instance},
                {"MethodType", t.method},
                {"UnboundMethodType", t.method},
                {"BuiltinFunctionType", t.builtin},
                {"BuiltinMethodType", t.builtin},
                {"ModuleType", t.module},
                {"FileType", t.file},
                {"XRangeType", t.range},
                {"SliceType", t.slice},
                {"EllipsisType", t.ellipsis},
                {"TracebackType", t.traceback},
                {"FrameType", t.frame},
                {"DictProxyType", t.dictProxy},
                {"NotImplementedType", t.notImplemented},
                {"GetSetDescriptorType", t.getSet},
                {"MemberDescriptorType", t.member},
                {"ObjectType", t.object},
                {"CellType", t.cell},
                {"MethodDescriptorType", t.methodDescriptor}};
  for (const auto& entry : kTypes) setModuleItem(host, module, entry.name, entry.cls);
  setModuleItem(host, module, "StringTypes", host.newTuple({t.str, t.unicode}));
}

void initExceptions(Host& host, ModuleObject* module) {
  setModuleItem(host, module, "BaseException", host.types().BaseException);
#define EXCEPTION(name, base) setModuleItem(host, module, #name, host.types().name);
#include "translator/host/exceptions.def"
}

void registerStandardModules(Host& host) {
  host.registerModule("sys", initSys);
  host.registerModule("time", initTime);
  host.registerModule("errno", initErrno);
  host.registerModule("gc", initGc);
  host.registerModule("types", initTypesModule);
  host.registerModule("exceptions", initExceptions);
  host.registerModule("math", initMath);
  host.registerModule("posix", initPosix);
  host.registerModule("_weakref", initWeakref);
  host.registerModule("_struct", initStruct);
  host.registerModule("_traceback", initTraceback);
  host.registerModule("operator", initOperator);
  host.registerModule("_collections", initCollections);
  host.addEmbeddedPackage("runtime/rlib/", "rpython.rlib");
  host.addEmbeddedPackage("runtime/pylib/", "");
}

} // namespace tw::host
