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

#include <map>
#include <unordered_map>

namespace tw::rtype {

struct TypeObject final : host::ExternalObject {
  explicit TypeObject(const lltype::Type* type) : type(type) {}
  host::Object* getAttr(host::Host& host, host::StrObject* name) override;
  host::Object* call(host::Host& host, const host::Args& args) override;
  bool repr(host::Host& host, std::string& text) override;
  const lltype::Type* const type;
};

struct PtrObject final : host::ExternalObject {
  PtrObject(const lltype::PtrType* type, lltype::Word word) : type(type), word(word) {}
  host::Object* getAttr(host::Host& host, host::StrObject* name) override;
  bool setAttr(host::Host& host, host::StrObject* name, host::Object* value) override;
  host::Object* getItem(host::Host& host, host::Object* index) override;
  bool setItem(host::Host& host, host::Object* index, host::Object* value) override;
  int64_t length(host::Host& host) override;
  int truth(host::Host& host) override;
  bool repr(host::Host& host, std::string& text) override;
  const lltype::PtrType* const type;
  const lltype::Word word;
};

// One per host; found again through the module `__tw_lltype__`.
struct LowLevelWorld final : host::ExternalObject {
  LowLevelWorld(lltype::Heap& heap, lltype::SymbolTable& symbols) : heap(heap), symbols(symbols) {}
  // Makes the (still empty) module `__tw_lltype__` with the world in it.
  static LowLevelWorld& install(host::Host& host, lltype::Heap& heap,
                                lltype::SymbolTable& symbols);
  static LowLevelWorld& of(host::Host& host);

  lltype::TypeTable& types() { return heap.types(); }
  TypeObject* typeObject(const lltype::Type* type);
  host::Object* pointerObject(const lltype::Type* type, lltype::Word word);
  // Conversion of primitive and pointer values; HostError TypeError if they do not fit.
  host::Object* toHost(const lltype::Type& type, lltype::Word word);
  lltype::Word toWord(const lltype::Type& type, host::Object* object);

  lltype::Heap& heap;
  lltype::SymbolTable& symbols;
  host::Host* host = nullptr;
  host::ClassObject* typeClass = nullptr; // of TypeObjects
  host::ClassObject* ptrClass = nullptr;  // of PtrObjects
  host::ModuleObject* module = nullptr;

private:
  std::unordered_map<const lltype::Type*, TypeObject*> typeObjects_;
  std::map<std::pair<uint32_t, lltype::Word>, PtrObject*> pointers_;
};

host::Object* lowLevelTypeObject(host::Host& host, const lltype::Type* type);
// The type of a TypeObject; null for other objects.
const lltype::Type* lowLevelTypeOf(host::Host& host, const host::Object* object);
// Null unless the object is a PtrObject.
const PtrObject* asPtrObject(host::Host& host, const host::Object* object);

} // namespace tw::rtype
