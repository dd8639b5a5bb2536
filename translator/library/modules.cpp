// Registers the native modules and the embedded packages.
#include "translator/library/modules.h"

#include "translator/library/lltype_module.h"
#include "translator/library/native_module.h"

namespace tw::library {

void installModules(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols) {
  installLowLevelModule(host, heap, symbols);
  host.registerModule("__tw_objectmodel__", fillObjectModelModule);
  host.registerModule("__tw_jit__", fillJitModule);
  host.registerModule("__tw_debug__", fillDebugModule);
  host.registerModule("__tw_rarithmetic__", fillArithmeticModule);
  host.registerModule("__tw_references__", fillReferencesModule);
  host.registerModule("__tw_cc__", fillCompilerModule);
  host.registerModule("__tw_rstring__", fillStringModule);
  host.registerModule("__tw_rerased__", fillErasedModule);
  host.registerModule("__tw_gc__", fillGcModule);
  host.addEmbeddedPackage("runtime/rlib/", "rpython.rlib");
  host.addEmbeddedPackage("runtime/rpython/", "rpython");
}

} // namespace tw::library
