// `__tw_lltype__`: low-level types, allocation, conversions, functions of C, and every
// low-level operation as llop.NAME(RESULT, operands...).
//
// Types are TypeObjects, prebuilt pointers are PtrObjects (rtype/lltypes_host.h).
#include "translator/library/lltype_module.h"

#include "translator/annotate/annotator.h"
#include "translator/library/lltype_parts.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using lltype::Type;
using rtype::LowLevelWorld;

const Type& typeArgument(annotate::LibraryCall& call, size_t index) {
  const Type* type =
      index < call.size() ? typeArgument(call.annotator.host(), call[index]->constant()) : nullptr;
  if (!type) call.fail("argument " + std::to_string(index + 1) + " must be a low-level type");
  return *type;
}

const Type& typeArgument(rtype::HighLevelOp& hop, size_t index) {
  const Type* type = typeArgument(hop.rtyper().host(), hop.constantObject(index));
  if (!type) hop.fail("argument " + std::to_string(index + 1) + " must be a low-level type");
  return *type;
}

void installLowLevelModule(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols) {
  LowLevelWorld& world = LowLevelWorld::install(host, heap, symbols);
  addLowLevelTypes(host, world);
  addLowLevelMemory(host, world.module);
  addLowLevelCasts(host, world.module);
  addLowLevelFunctions(host, world);
  addLowLevelOperations(host, world.module);
}

} // namespace tw::library
