// What the files of the module `__tw_lltype__` share.
//
// A function of the module takes low-level types as constants. The groups fill the
// module in this order: types, memory, casts, functions, operations.
#pragma once

#include "translator/library/native_module.h"
#include "translator/rtype/lltypes_host.h"

#include <string_view>

namespace tw::library {

inline rtype::LowLevelWorld& worldOf(host::Host& host) { return rtype::LowLevelWorld::of(host); }

// The type that the object stands for; null: no type.
const lltype::Type* typeArgument(host::Host& host, host::Object* object);
// The same; a diagnostic (HostError at import time) if there is none.
const lltype::Type& needType(host::Host& host, host::Object* object);
const lltype::Type& typeArgument(annotate::LibraryCall& call, size_t index);
const lltype::Type& typeArgument(rtype::HighLevelOp& hop, size_t index);

// A type may be named by the container or by the pointer to it.
const lltype::Type& containerOf(const lltype::Type& type);

// The constant that a keyword or a positional argument gives; null if it is absent.
host::Object* argumentOf(const host::Args& args, size_t index, std::string_view keyword);

// ---- The groups -----------------------------------------------------------------------------

void addLowLevelTypes(host::Host& host, rtype::LowLevelWorld& world);     // lltype_types.cpp
void addLowLevelMemory(host::Host& host, host::ModuleObject* module);     // lltype_memory.cpp
void addLowLevelCasts(host::Host& host, host::ModuleObject* module);      // lltype_casts.cpp
void addLowLevelFunctions(host::Host& host, rtype::LowLevelWorld& world); // lltype_functions.cpp
void addLowLevelOperations(host::Host& host, host::ModuleObject* module); // llop_module.cpp

} // namespace tw::library
