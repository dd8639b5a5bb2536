// Low-level types and pointers as objects of the import-time Python.
//
// Helpers (and, through rpython.rtyper.lltypesystem, programs) name low-level
// types and may hold prebuilt low-level data. A TypeObject wraps a type, a
// PtrObject a pointer into the Heap; both are interned, so that identity of
// the objects is identity of what they wrap.
#pragma once

#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/symbol.h"

#include <deque>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>

namespace tw::annotate {
class Annotator;
}

namespace tw::rtype {

class RTyper;

// A forward reference is the object of a placeholder type until it becomes another
// type: then `type` changes.
struct TypeObject final : host::ExternalObject {
  explicit TypeObject(const lltype::Type* type) : type(type) {}
  host::Object* getAttr(host::Host& host, host::StrObject* name) override;
  bool setAttr(host::Host& host, host::StrObject* name, host::Object* value) override;
  host::Object* call(host::Host& host, const host::Args& args) override;
  host::Object* compare(host::Host& host, syntax::CompareOp op, host::Object* other) override;
  bool repr(host::Host& host, std::string& text) override;
  bool hash(host::Host& host, uint64_t& value) override;
  const lltype::Type* type;
};

struct PtrObject final : host::ExternalObject {
  PtrObject(const lltype::PtrType* type, lltype::Word word) : type(type), word(word) {}
  host::Object* getAttr(host::Host& host, host::StrObject* name) override;
  bool setAttr(host::Host& host, host::StrObject* name, host::Object* value) override;
  host::Object* getItem(host::Host& host, host::Object* index) override;
  bool setItem(host::Host& host, host::Object* index, host::Object* value) override;
  host::Object* call(host::Host& host, const host::Args& args) override;
  int64_t length(host::Host& host) override;
  int truth(host::Host& host) override;
  bool repr(host::Host& host, std::string& text) override;
  const lltype::PtrType* const type;
  const lltype::Word word;
};

// An Address: of memory, or null. Interned, too.
struct AddressObject final : host::ExternalObject {
  explicit AddressObject(lltype::Word word) : word(word) {}
  host::Object* binary(host::Host& host, syntax::BinaryOp op, host::Object* other,
                       bool reflected) override;
  host::Object* compare(host::Host& host, syntax::CompareOp op, host::Object* other) override;
  int truth(host::Host& host) override;
  bool repr(host::Host& host, std::string& text) override;
  host::Object* getAttr(host::Host& host, host::StrObject* name) override; // adr.signed ...
  const lltype::Word word;
};

// A GCREF at import time that stands for an object of the program.
struct GcRefObject : host::ExternalObject {
  explicit GcRefObject(host::Object* value) : value(value) {}
  host::Object* compare(host::Host& host, syntax::CompareOp op, host::Object* other) override;
  bool repr(host::Host& host, std::string& text) override;
  // The object gets into the program by way of the reference.
  virtual void annotate(annotate::Annotator& annotator) = 0;
  virtual lltype::Word convert(RTyper& rtyper) = 0;
  host::Object* const value;

protected:
  ~GcRefObject() = default;
};

// The classes of TypeObjects, for isinstance(): Number, Ptr, Struct, ...
struct TypeClasses {
  host::ClassObject *lowLevelType = nullptr, *primitive = nullptr, *number = nullptr,
                    *container = nullptr, *ptr = nullptr, *structure = nullptr, *gcStruct = nullptr,
                    *array = nullptr, *gcArray = nullptr, *fixedArray = nullptr, *func = nullptr,
                    *opaque = nullptr, *gcOpaque = nullptr, *forward = nullptr,
                    *gcForward = nullptr;
};

// One per host; found again through the module `__tw_lltype__`.
struct LowLevelWorld final : host::ExternalObject {
  LowLevelWorld(lltype::Heap& heap, lltype::SymbolTable& symbols) : heap(heap), symbols(symbols) {}
  // Makes the (still empty) module `__tw_lltype__` with the world in it.
  static LowLevelWorld& install(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols);
  static LowLevelWorld& of(host::Host& host);

  lltype::TypeTable& types() { return heap.types(); }
  TypeObject* typeObject(const lltype::Type* type);
  host::Object* pointerObject(const lltype::Type* type, lltype::Word word);
  host::Object* addressObject(lltype::Word word);
  // A pointer to a function of the import-time Python.
  host::Object* functionObject(const lltype::FuncType& type, std::string_view name,
                               host::Object* callable);
  // What functionObject() was given; null for other functions.
  host::Object* callableOf(lltype::Word function) const;
  // The forward reference is from now on the other type; HostError TypeError if it
  // cannot.
  void become(TypeObject& forward, const lltype::Type& real);
  // The class of integers of that width, as r_uint; null for int itself.
  host::ClassObject* integerClass(uint32_t bits, bool isSigned) const;
  void setIntegerClass(host::ClassObject* cls, uint32_t bits, bool isSigned);
  // The class of r_singlefloat (or r_longfloat) objects, made by calling it.
  host::ClassObject* singleFloatClass = nullptr;
  host::ClassObject* longFloatClass = nullptr;
  // Conversion of primitive and pointer values; HostError TypeError if they do not fit.
  host::Object* toHost(const lltype::Type& type, lltype::Word word);
  lltype::Word toWord(const lltype::Type& type, host::Object* object);

  lltype::Heap& heap;
  lltype::SymbolTable& symbols;
  host::Host* host = nullptr;
  TypeClasses typeClasses;
  host::ClassObject* ptrClass = nullptr; // of PtrObjects
  host::ClassObject* addressClass = nullptr;
  host::ClassObject* gcRefClass = nullptr; // of GcRefObjects
  // Equal pieces of foreign code are one object.
  const ForeignCode* internForeign(ForeignCode code);
  // The C compiler that answers questions and makes foreign code callable.
  std::string cc = "cc";
  // Calls of function pointers at import time, set by the library.
  std::function<host::Object*(host::Host&, const PtrObject&, const host::Args&)> callFunction;
  host::ModuleObject* module = nullptr;

private:
  std::unordered_map<const lltype::Type*, TypeObject*> typeObjects_;
  std::map<std::pair<uint32_t, lltype::Word>, PtrObject*> pointers_;
  std::map<lltype::Word, AddressObject*> addresses_;
  std::map<lltype::Word, host::Object*> callables_;
  std::map<std::pair<host::Object*, const lltype::Type*>, host::Object*> functions_;
  std::map<std::pair<uint32_t, bool>, host::ClassObject*> integerClasses_;
  std::deque<ForeignCode> foreign_;
  host::ClassObject* classOf(const lltype::Type& type) const;
};

// The low 64 bits of an integer of any kind; HostError TypeError for others.
lltype::Word integerWord(host::Host& host, host::Object* object);
host::Object* lowLevelTypeObject(host::Host& host, const lltype::Type* type);
// The type of a TypeObject; null for other objects.
const lltype::Type* lowLevelTypeOf(host::Host& host, const host::Object* object);
// Null unless the object is a PtrObject.
const PtrObject* asPtrObject(host::Host& host, const host::Object* object);
GcRefObject* asGcRefObject(host::Host& host, host::Object* object);
const AddressObject* asAddressObject(host::Host& host, const host::Object* object);
// The low-level type of values like the object; null if there is none.
const lltype::Type* lowLevelTypeOfValue(host::Host& host, const host::Object* object);

} // namespace tw::rtype
