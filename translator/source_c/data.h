// Prebuilt containers as C definitions with initialisers.
#pragma once

#include "translator/database_c/database.h"

#include <string>

namespace tw::source_c {

class CFile;

// "struct X name = {...};\n"
std::string dataDefinition(const database_c::ContainerNode& node, CFile& file);

// Only the braces: of a container that is a member of something larger.
std::string initializer(const void* memory, const lltype::Type& type, uint64_t length, CFile& file);

} // namespace tw::source_c
