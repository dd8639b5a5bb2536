// types.c: what exists once per program.
//
// The type records with the vtables in them, as one blob, and the ids as
// absolute symbols; the lists of pointer offsets that the collector follows;
// the functions and tables of runtime/program.h; assertions about the layout of
// every struct that other files define.
#pragma once

#include "translator/source_c/cfile.h"
#include "translator/source_c/source.h"

namespace tw::source_c {

void writeTypes(CFile& file, const std::vector<const lltype::Type*>& structs);
void writeProgram(CFile& file, const Addition* addition);

} // namespace tw::source_c
