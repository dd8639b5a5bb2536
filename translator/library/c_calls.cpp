// Signatures for libffi, calls out of the translator, and closures back into it.
#include "translator/library/c_calls.h"

#include "translator/lltype/lltype.h"

#include <cerrno>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <ffi.h>

namespace tw::library {

using lltype::Kind;
using lltype::Type;
using lltype::Word;

namespace {

ffi_type* ffiType(const Type& type) {
  switch (type.kind()) {
  case Kind::Void: return &ffi_type_void;
  case Kind::Bool:
  case Kind::Char: return &ffi_type_uint8;
  case Kind::UniChar: return &ffi_type_uint32;
  case Kind::Float: return &ffi_type_double;
  case Kind::SingleFloat: return &ffi_type_float;
  case Kind::Address:
  case Kind::Ptr: return &ffi_type_pointer;
  case Kind::Number: {
    const bool isSigned = type.number().isSignedNumber();
    switch (type.number().bits()) {
    case 8: return isSigned ? &ffi_type_sint8 : &ffi_type_uint8;
    case 16: return isSigned ? &ffi_type_sint16 : &ffi_type_uint16;
    case 32: return isSigned ? &ffi_type_sint32 : &ffi_type_uint32;
    case 64: return isSigned ? &ffi_type_sint64 : &ffi_type_uint64;
    default: return nullptr;
    }
  }
  default: return nullptr;
  }
}

// Arguments of type Void do not exist for C.
struct Signature {
  explicit Signature(const lltype::FuncType& type) {
    for (const Type* arg : type.args())
      if (!arg->isVoid()) args.push_back(ffiType(*arg));
    if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, static_cast<unsigned>(args.size()),
                     ffiType(type.result()), args.data()) != FFI_OK)
      throw std::logic_error("libffi refuses the signature " + type.text());
  }
  std::vector<ffi_type*> args;
  ffi_cif cif;
};

Signature& signatureOf(const lltype::FuncType& type) {
  static std::mutex mutex;
  static std::map<const lltype::FuncType*, std::unique_ptr<Signature>> known;
  std::lock_guard lock(mutex);
  std::unique_ptr<Signature>& signature = known[&type];
  if (!signature) signature = std::make_unique<Signature>(type);
  return *signature;
}

// libffi widens small integers that a function returns to a whole word.
Word resultWord(const Type& type, Word raw) {
  switch (type.kind()) {
  case Kind::Void: return 0;
  case Kind::Bool: return lltype::fromBool((raw & 0xff) != 0);
  case Kind::Char: return raw & 0xff;
  case Kind::UniChar:
  case Kind::SingleFloat: return raw & 0xffffffff;
  case Kind::Number: return type.number().normalize(raw);
  default: return raw;
  }
}

bool isFunctionPointer(const Type& type) { return type.isPtr() && type.ptr().target().asFunc(); }

// The code of a function in the heap; null: it has none for C. Words that are no
// container of the heap are code themselves.
Word codeOf(lltype::Heap& heap, Word word) {
  if (!word) return 0;
  lltype::Allocation* allocation = heap.find(word);
  if (!allocation || !allocation->function) return word;
  const lltype::FunctionContainer& function = *allocation->function;
  return function.code ? lltype::fromPointer(function.code()) : 0;
}

// The same, for an argument: a function of the program gets a closure.
Word codeForCall(const lltype::NativeCall& call, Word word) {
  if (Word code = codeOf(call.heap, word); code || !word) return code;
  lltype::FunctionContainer& function = lltype::Heap::functionAt(word);
  if (!call.callBack || !function.graph || callProblem(*function.type))
    throw std::runtime_error("C cannot call the function " + function.name);
  void* code =
      newClosure(*function.type, [&function, callBack = call.callBack](std::span<const Word> args) {
        return callBack(function, args);
      });
  function.code = [code] { return code; };
  return lltype::fromPointer(code);
}

thread_local int savedErrno = 0;

struct Closure {
  const lltype::FuncType* type;
  std::function<Word(std::span<const Word>)> function;
};

void enterClosure(ffi_cif*, void* result, void** values, void* data) {
  const auto& closure = *static_cast<Closure*>(data);
  std::vector<Word> words;
  size_t next = 0;
  for (const Type* arg : closure.type->args())
    words.push_back(arg->isVoid() ? 0 : lltype::loadWord(values[next++], *arg));
  const Word word = closure.function(words);
  const Type& type = closure.type->result();
  if (type.isVoid()) return;
  if (type.kind() == Kind::Float || type.kind() == Kind::SingleFloat)
    lltype::storeWord(result, type, word);
  else
    *static_cast<ffi_arg*>(result) = word;
}

} // namespace

const char* callProblem(const lltype::FuncType& type) {
  bool known = ffiType(type.result());
  for (const Type* arg : type.args()) known = known && ffiType(*arg);
  return known ? nullptr : "a long double or an integer of 128 bits";
}

Word callCode(const lltype::FuncType& type, void* code, const lltype::NativeCall& call) {
  Signature& signature = signatureOf(type);
  std::vector<Word> cells;
  cells.reserve(call.args.size());
  std::vector<void*> values;
  for (size_t i = 0; i < call.args.size(); ++i) {
    const Type& arg = *type.args()[i];
    if (arg.isVoid()) continue;
    Word word = isFunctionPointer(arg) ? codeForCall(call, call.args[i]) : call.args[i];
    cells.push_back(0);
    lltype::storeWord(&cells.back(), arg, word);
    values.push_back(&cells.back());
  }
  Word result[2] = {};
  errno = savedErrno;
  ffi_call(&signature.cif, reinterpret_cast<void (*)()>(code), result, values.data());
  savedErrno = errno;
  return resultWord(type.result(), result[0]);
}

void* newClosure(const lltype::FuncType& type,
                 std::function<Word(std::span<const Word>)> function) {
  void* code = nullptr;
  auto* closure = static_cast<ffi_closure*>(ffi_closure_alloc(sizeof(ffi_closure), &code));
  // C may keep the pointer for ever, so nothing of this is freed.
  auto* data = new Closure{&type, std::move(function)};
  if (!closure ||
      ffi_prep_closure_loc(closure, &signatureOf(type).cif, enterClosure, data, code) != FFI_OK)
    throw std::runtime_error("libffi cannot make a closure");
  return code;
}

Word machineAddress(rtype::LowLevelWorld& world, const rtype::PtrObject& pointer) {
  if (!pointer.type->target().asFunc()) return pointer.word;
  const Word code = codeOf(world.heap, pointer.word);
  if (pointer.word && !code)
    world.host->raise(world.host->types().TypeError, "the function has no machine code");
  return code;
}

Word functionOfCode(rtype::LowLevelWorld& world, const lltype::FuncType& type, Word code) {
  lltype::Allocation* known = world.heap.find(code);
  if (known && known->function) return code;
  lltype::ExternalFunction external;
  external.cName = "code_" + std::to_string(code);
  external.type = &type;
  void* address = lltype::asPointer<void>(code);
  external.native = [address, &type](lltype::NativeCall& call) {
    return callCode(type, address, call);
  };
  lltype::Allocation* allocation = world.heap.newExternal(std::move(external));
  allocation->function->code = [address] { return address; };
  return allocation->word();
}

} // namespace tw::library
