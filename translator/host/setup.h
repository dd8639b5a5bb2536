// What the Host's constructor calls to fill the built-in types and modules, and
// the small helpers these files share. Private to the host.
#pragma once

#include "translator/host/host.h"

namespace tw::host {

using MethodFunction = Object* (*)(Host&, const Args&);

// One row of a table of methods or functions. The counts include self.
struct MethodSpec {
  const char* name;
  MethodFunction function;
  uint32_t minArgs = 0;
  uint32_t maxArgs = UINT32_MAX;
  bool takesKeywords = false;
};

void addMethods(Host& host, ClassObject* cls, std::initializer_list<MethodSpec> specs);
void addFunctions(Host& host, ModuleObject* module, std::initializer_list<MethodSpec> specs);
void addGetSet(Host& host, ClassObject* cls, std::string_view name, Object* (*get)(Host&, Object*),
               void (*set)(Host&, Object*, Object*) = nullptr);
// __new__ of a built-in type: a function whose first argument is the class.
void addNew(Host& host, ClassObject* cls, MethodFunction function, uint32_t minArgs,
            uint32_t maxArgs, bool takesKeywords = false);
void setModuleItem(Host& host, ModuleObject* module, std::string_view name, Object* value);

// The parameter at `index` or of that keyword; null if not given.
Object* argument(const Args& args, size_t index, std::string_view keyword);

// Bounds of a slice applied to a sequence of `length` items.
struct SliceBounds {
  int64_t start, stop, step, count;
};
SliceBounds sliceBounds(Host& host, const SliceObject* slice, int64_t length);

template <class F> struct FunctionIterator final : IteratorObject {
  explicit FunctionIterator(F function) : step(std::move(function)) {}
  Object* next(Host& host) override { return step(host); }
  F step;
};

// An iterator whose next() calls `step`, a callable Object*(Host&).
template <class F> Object* newIterator(Host& host, F step, ClassObject* cls = nullptr) {
  return host.make<FunctionIterator<F>>(cls ? cls : host.types().iterator, Kind::Iterator,
                                        std::move(step));
}

void defineObjectType(Host&);
void defineClassTypes(Host&);
void defineFunctionTypes(Host&);
void defineDescriptorTypes(Host&);
void defineExceptionTypes(Host&);
void defineSpecialMethods(Host&);
void defineNumberTypes(Host&);
void defineStrType(Host&);
void defineUnicodeType(Host&);
void defineByteArrayType(Host&);
void defineFormatMethods(Host&);
void defineListType(Host&);
void defineTupleType(Host&);
void defineDictType(Host&);
void defineSetTypes(Host&);
void defineIteratorTypes(Host&);
void defineGeneratorType(Host&);
void defineFileType(Host&);
void defineBuiltinFunctions(Host&, ModuleObject*);
void defineIntrospectionFunctions(Host&, ModuleObject*);
void registerStandardModules(Host&);

} // namespace tw::host
