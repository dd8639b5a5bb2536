// The import-time Python 2.7.
//
// In: the path of a target (or a module name). Out: its live objects after
// import, in arena memory, for the flow builder and the annotator to inspect.
// The Host stays callable during the whole translation: every operation of the
// language is a member function here, so later stages fold constants with the
// same semantics the program saw at import.
//
// A Python exception is the C++ exception HostError. A syntax error in a module
// is a TranslationError (with the caret) at top level, and a Python SyntaxError
// inside exec/eval/compile.
//
// Guarantees: deterministic (dicts and sets keep insertion order, ids are
// serial numbers); no process-wide mutable state, so hosts can coexist. Deep
// Python recursion uses the C++ stack: run on a large one. Runaway recursion
// raises RuntimeError at recursionLimit().
#pragma once

#include "translator/host/object.h"
#include "translator/support/arena.h"

#include <exception>
#include <memory>
#include <unordered_map>

namespace tw::host {

class HostError : public std::exception {
public:
  HostError(Object* value, TracebackObject* traceback) : value_(value), traceback_(traceback) {}
  Object* value() const { return value_; } // ExceptionObject or old-style instance
  ClassObject* type() const { return value_->cls; }
  TracebackObject* traceback() const { return traceback_; }
  const char* what() const noexcept override { return "exception in the import-time Python"; }

private:
  Object* value_;
  TracebackObject* traceback_;
};

// Interned names, see names.def.
struct Names {
#define NAME(field, text) StrObject* field = nullptr;
#include "translator/host/names.def"
};

struct Types {
#define TYPE(field, name, kind, base) ClassObject* field = nullptr;
#include "translator/host/types.def"
  ClassObject* BaseException = nullptr;
#define EXCEPTION(name, base) ClassObject* name = nullptr;
#include "translator/host/exceptions.def"
};

class Importer;

class Host {
public:
  using ModuleInit = void (*)(Host&, ModuleObject*);

  Host(Arena& arena, SourceManager& sources);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host();

  Arena& arena() { return arena_; }
  SourceManager& sources() { return sources_; }
  const Types& types() const { return types_; }
  const Names& names() const { return names_; }

  // ---- Making objects -------------------------------------------------------------------
  // Raw object of a struct, with cls and kind set; for ExternalObject subclasses:
  // host.make<MyExternal>(cls, Kind::External, ctor args...).
  template <class T, class... CtorArgs> T* make(ClassObject* cls, Kind kind, CtorArgs&&... args) {
    T* object = arena_.make<T>(std::forward<CtorArgs>(args)...);
    object->cls = cls;
    object->kind = kind;
    object->serial = ++serials_;
    return object;
  }

  Object* none() const { return none_; }
  Object* notImplemented() const { return notImplemented_; }
  Object* ellipsis() const { return ellipsis_; }
  Object* boolean(bool value) const { return value ? true_ : false_; }
  Object* newInt(int64_t value);
  Object* newLong(int64_t value);            // type long
  Object* newLong(const BigInt& value);      // type long
  Object* newIntOrLong(const BigInt& value); // int if it fits
  Object* longFromDecimal(const std::string& digits);
  SizedIntObject* newSizedInt(ClassObject* cls, uint64_t bits); // cls: see newSizedIntClass
  Object* newFloat(double value);
  Object* newComplex(double real, double imaginary);
  StrObject* newStr(std::string_view bytes);          // copies
  StrObject* newStrView(std::string_view arenaBytes); // bytes that already live in the arena
  StrObject* charStr(unsigned char c) const { return chars_[c]; }
  StrObject* intern(std::string_view text);
  StrObject* intern(StrObject* string);
  UnicodeObject* newUnicode(std::u32string_view text);
  Object* newByteArray(std::string bytes);
  TupleObject* newTuple(std::span<Object* const> items);
  TupleObject* newTuple(std::initializer_list<Object*> items) {
    return newTuple(std::span<Object* const>(items.begin(), items.size()));
  }
  TupleObject* newTupleOf(size_t size, Object**& slots); // uninitialised; fill slots
  ListObject* newList(std::vector<Object*> items = {});
  DictObject* newDict();
  SetObject* newSet(bool frozen = false);
  Object* newSlice(Object* start, Object* stop, Object* step);
  CellObject* newCell(Object* value);
  CodeObject* codeObject(const syntax::CodeObject* code); // one per code
  FunctionObject* newFunction(CodeObject* code, DictObject* globals);
  BuiltinObject* newBuiltin(std::string qualifiedName, NativeFunction function,
                            uint32_t minArgs = 0, uint32_t maxArgs = UINT32_MAX,
                            bool takesKeywords = false);
  Object* newBoundMethod(Object* function, Object* self, ClassObject* owner);
  ModuleObject* newModule(std::string_view name);

  // A class written in C++; bases default to object.
  ClassObject* newBuiltinClass(std::string_view name, Kind instanceKind,
                               std::vector<ClassObject*> bases = {});
  // r_uint and friends: instances are SizedIntObjects. The class gets the
  // attributes BITS and SIGNED, and its constructor.
  ClassObject* newSizedIntClass(std::string_view name, unsigned bits, bool isSigned);
  // Adds a method / static function to a C++ class (qualified name is derived).
  BuiltinObject* addMethod(ClassObject* cls, std::string_view name, NativeFunction function,
                           uint32_t minArgs = 1, uint32_t maxArgs = UINT32_MAX,
                           bool takesKeywords = false);
  BuiltinObject* addFunction(ModuleObject* module, std::string_view name, NativeFunction function,
                             uint32_t minArgs = 0, uint32_t maxArgs = UINT32_MAX,
                             bool takesKeywords = false);
  // The class statement: metaclass resolution is the caller's.
  ClassObject* newClass(ClassObject* metaclass, StrObject* name, std::vector<ClassObject*> bases,
                        DictObject* dict);
  ClassObject* newOldStyleClass(StrObject* name, std::vector<ClassObject*> bases, DictObject* dict);
  Object* newInstance(ClassObject* cls); // raw, by layout; __init__ is not called

  // ---- Calls ----------------------------------------------------------------------------
  Object* call(Object* callable, const Args& args);
  Object* call(Object* callable, std::initializer_list<Object*> args) {
    return call(callable, Args{{args.begin(), args.size()}, {}});
  }
  Object* callMethod(Object* object, std::string_view name, std::initializer_list<Object*> args);
  Object* callFunction(FunctionObject* function, const Args& args);
  bool isCallable(Object* object);

  // ---- Attributes -----------------------------------------------------------------------
  Object* getAttr(Object* object, StrObject* name);
  Object* getAttr(Object* object, std::string_view name) { return getAttr(object, intern(name)); }
  Object* getAttrOrNull(Object* object, StrObject* name); // null instead of AttributeError
  Object* getAttrOrNull(Object* object, std::string_view name) {
    return getAttrOrNull(object, intern(name));
  }
  void setAttr(Object* object, StrObject* name, Object* value);
  void setAttr(Object* object, std::string_view name, Object* value) {
    setAttr(object, intern(name), value);
  }
  void delAttr(Object* object, StrObject* name);
  // Raw lookup along the mro, no descriptor call; null if absent.
  Object* lookup(ClassObject* cls, StrObject* name);
  Object* lookup(ClassObject* cls, std::string_view name) { return lookup(cls, intern(name)); }
  // Same, with the class of the mro where it was found.
  Object* lookupWhere(ClassObject* cls, StrObject* name, ClassObject*& where);
  // Applies __get__ as for an attribute found on the type of `self` (null: on a class).
  Object* bind(Object* attribute, Object* self, ClassObject* owner);
  ClassObject* typeOf(Object* object) const;                     // Python's type(x)
  DictObject* instanceDict(Object* object);                      // makes it; null if there is none
  Object* globalOrBuiltin(DictObject* globals, StrObject* name); // null if absent

  // ---- Operators ------------------------------------------------------------------------
  Object* binary(syntax::BinaryOp op, Object* left, Object* right);
  Object* inplace(syntax::BinaryOp op, Object* left, Object* right);
  Object* unary(syntax::UnaryOp op, Object* operand);
  Object* compare(syntax::CompareOp op, Object* left, Object* right);
  Object* power(Object* base, Object* exponent, Object* modulus);
  int threeWay(Object* left, Object* right); // cmp()
  bool equal(Object* left, Object* right);
  bool less(Object* left, Object* right);
  bool truth(Object* object);
  bool contains(Object* container, Object* item);
  uint64_t hash(Object* object);
  // The built-in meaning alone, without the special methods of user classes.
  // Null: not defined for these kinds.
  Object* binaryNative(syntax::BinaryOp op, Object* left, Object* right);
  Object* compareNative(syntax::CompareOp op, Object* left, Object* right);
  Object* unaryNative(syntax::UnaryOp op, Object* operand);

  Object* getItem(Object* container, Object* index);
  void setItem(Object* container, Object* index, Object* value);
  void delItem(Object* container, Object* index);
  Object* getSlice(Object* container, Object* lower, Object* upper); // null: absent
  void setSlice(Object* container, Object* lower, Object* upper, Object* value);
  void delSlice(Object* container, Object* lower, Object* upper);
  int64_t length(Object* object);
  Object* iter(Object* object);
  Object* next(Object* iterator);                // null: exhausted
  std::vector<Object*> listOf(Object* iterable); // all items
  void forEach(Object* iterable, const std::function<void(Object*)>& visit);

  bool isInstance(Object* object, Object* classOrTuple);
  bool isSubclass(Object* cls, Object* classOrTuple);
  bool isSubtype(const ClassObject* cls, const ClassObject* base) const; // along the mro

  std::string str(Object* object);
  std::string repr(Object* object);
  StrObject* strObject(Object* object);         // str(x)
  UnicodeObject* unicodeOf(Object* object);     // unicode(x)
  Object* format(Object* object, Object* spec); // format(x, spec)
  Object* formatPercent(Object* format, Object* args);
  int64_t toIndex(Object* object); // __index__, clamped for slices
  int64_t toInt(Object* object, const char* what = "an integer is required");
  double toDouble(Object* object);
  bool asInt64(Object* object, int64_t& value) const; // Int, Bool, and Long in range
  std::string_view toStr(Object* object, const char* what = "expected a string");
  uint64_t id(Object* object) const { return object->serial * 16ull; }

  // ---- Exceptions -----------------------------------------------------------------------
  ExceptionObject* newException(ClassObject* cls, std::string_view message);
  [[noreturn]] void raise(ClassObject* cls, std::string_view message);
  [[noreturn]] void raise(Object* exception);
  [[noreturn]] void raiseOSError(ClassObject* cls, int error, std::string_view path = {});
  [[noreturn]] void raiseKeyError(Object* key);
  bool exceptionMatches(Object* exception, Object* classOrTuple);
  std::string formatTraceback(const HostError& error);
  // The exception being handled (sys.exc_info); null value: none.
  Object* handledException() const { return handledValue_; }
  TracebackObject* handledTraceback() const { return handledTraceback_; }

  // ---- Modules and programs ---------------------------------------------------------------
  // A native module; `init` fills it at the first import.
  void registerModule(std::string name, ModuleInit init);
  // Directories searched for modules of the program, in order (sys.path).
  void addSearchPath(std::string directory);
  // Python source of modules that are part of Tracewright: PREFIX of embedded
  // files and the package they appear as, e.g. "runtime/rlib/" -> "rpython.rlib".
  void addEmbeddedPackage(std::string prefix, std::string package);
  ModuleObject* importModule(std::string_view dottedName);
  ModuleObject* findModule(std::string_view dottedName); // of sys.modules; null if absent
  DictObject* modules() { return modules_; }             // sys.modules
  ModuleObject* builtinModule() { return builtins_; }
  ListObject* searchPath(); // sys.path
  // Runs a file: as __main__, or as a module named after the file.
  ModuleObject* runFile(const std::string& path, bool asMain);
  Object* execute(CodeObject* code, DictObject* globals, DictObject* locals);
  Object* evaluate(std::string_view source, DictObject* globals, std::string_view fileName,
                   bool expression);
  void setArguments(const std::vector<std::string>& argv); // sys.argv
  void printTo(Object* file, Object* value);
  void printNewlineTo(Object* file);
  void flush(); // stdout, stderr

  int recursionLimit() const { return recursionLimit_; }
  void setRecursionLimit(int limit) { recursionLimit_ = limit; }

  // ---- For the host's own files -------------------------------------------------------------
  // Dirties the attribute cache after a change of a class.
  void classChanged(ClassObject* cls);
  Object* objectNew() const { return objectNew_; } // object.__new__ and object.__init__
  Object* objectInit() const { return objectInit_; }
  Frame* currentFrame() const { return frame_; }
  HostError takePending(); // the exception that left a frame, see Evaluator::run
  Object* findSpecial(Object* object, StrObject* name); // unbound, on the type; null if absent
  Object* callSpecial(Object* object, StrObject* name, std::initializer_list<Object*> args,
                      bool& found);
  Object* setDictItem(DictObject* dict, Object* key, Object* value) {
    dict->table.set(*this, key, value);
    return none_;
  }

private:
  friend class Evaluator;
  friend class Importer;
  friend struct Recursion;

  void makeTypes();
  void makeExceptions();

  Arena& arena_;
  SourceManager& sources_;
  Types types_;
  Names names_;
  uint32_t serials_ = 0;
  Object* none_ = nullptr;
  Object* notImplemented_ = nullptr;
  Object* ellipsis_ = nullptr;
  Object* objectNew_ = nullptr;
  Object* objectInit_ = nullptr;
  Object* true_ = nullptr;
  Object* false_ = nullptr;
  StrObject* chars_[256] = {};
  static constexpr int64_t kSmallMin = -128, kSmallMax = 1024;
  Object* smallInts_[kSmallMax - kSmallMin + 1] = {};

  struct AttributeCacheEntry {
    const ClassObject* cls = nullptr;
    const StrObject* name = nullptr;
    uint64_t version = 0;
    Object* value = nullptr;
  };
  static constexpr size_t kAttributeCache = 4096;
  std::unique_ptr<AttributeCacheEntry[]> attributeCache_;
  uint64_t classVersion_ = 1;

  std::unordered_map<std::string_view, StrObject*> interned_;
  std::unordered_map<const syntax::CodeObject*, CodeObject*> codeObjects_;
  DictObject* modules_ = nullptr;
  ModuleObject* builtins_ = nullptr;
  std::unique_ptr<Importer> importer_;

  std::vector<Object*> activeReprs_; // containers being printed
  Frame* frame_ = nullptr;
  Object* handledValue_ = nullptr;
  TracebackObject* handledTraceback_ = nullptr;
  Object* pendingValue_ = nullptr;
  TracebackObject* pendingTraceback_ = nullptr;
  int depth_ = 0;
  int recursionLimit_ = 20000;
};

// Runs a target untranslated: imports TARGET.py as the driver would, calls
// target(driver, []) and the entry point with [path] + args. A file without
// target() runs as __main__. Returns the exit status; an uncaught exception
// prints its traceback to standard error and gives 1.
int runTarget(Host& host, const std::string& path, const std::vector<std::string>& args);

} // namespace tw::host
