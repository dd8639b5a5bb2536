// The native module `__tw_lltype__`: low-level types, allocation, and every
// low-level operation as a function, for the helpers of rtype and for rlib.
#pragma once

namespace tw::host {
class Host;
}
namespace tw::lltype {
class Heap;
class SymbolTable;
} // namespace tw::lltype

namespace tw::library {

// Before any module is imported. Heap and symbols must outlive the host.
void installLowLevelModule(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols);

} // namespace tw::library
