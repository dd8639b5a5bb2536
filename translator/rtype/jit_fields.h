// What classes get for the JIT: hidden fields, and operations beside accesses of fields.
//
// vable_token    of a class with _virtualizable_: not 0 while machine code holds the fields
// mutate_FIELD   of a quasi-immutable field: not 0 when machine code relies on its value
#pragma once

#include "translator/lltype/lltype.h"

#include <string>
#include <vector>

namespace tw::host {
class Host;
struct ClassObject;
} // namespace tw::host

namespace tw::rtype {

inline constexpr const char* kVableToken = "vable_token";
inline constexpr const char* kMutatePrefix = "mutate_";

// The program gets a JIT (library::enableJit).
bool isJitEnabled(host::Host& host);

// _virtualizable_ of exactly this class: names of attributes, "[*]" behind those that hold lists.
std::vector<std::string> virtualizableFieldsOf(host::Host& host, const host::ClassObject* cls);

} // namespace tw::rtype
