// The library as the host sees it.
#pragma once

namespace tw::host {
class Host;
}
namespace tw::lltype {
class Heap;
class SymbolTable;
} // namespace tw::lltype

namespace tw::library {

// Makes `rpython.*` and the native modules below it importable. Before any module
// of the target is imported; heap and symbols must outlive the host.
void installModules(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols);

// The program gets a JIT: hints become operations. After installModules, before annotation.
void enableJit(host::Host& host);

} // namespace tw::library
