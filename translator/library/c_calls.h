// Calls between the translator's memory and machine code, through libffi.
//
// While the translator runs, a function pointer of the low-level world is the
// address of a FunctionContainer, not of code. What C gets is the code of the
// function (a C function's own address, or a closure); what C gives becomes a
// container that calls the code.
#pragma once

#include "translator/lltype/heap.h"
#include "translator/rtype/lltypes_host.h"

#include <functional>
#include <span>

namespace tw::library {

// Null if C functions of that type can be called, else why not.
const char* callProblem(const lltype::FuncType& type);

// Calls `code` with the words of `call`; the result is a canonical word, too. errno is
// kept between such calls, whatever the translator does in the meantime. Throws
// std::runtime_error if a function among the arguments has no code for C.
lltype::Word callCode(const lltype::FuncType& type, void* code, const lltype::NativeCall& call);

// Code that calls `function` with canonical words. It lives as long as the process.
void* newClosure(const lltype::FuncType& type,
                 std::function<lltype::Word(std::span<const lltype::Word>)> function);

// The address that C sees for a pointer: for functions, that of their code.
// HostError TypeError if the function has none.
lltype::Word machineAddress(rtype::LowLevelWorld& world, const rtype::PtrObject& pointer);

// A function pointer word for code that C gave.
lltype::Word functionOfCode(rtype::LowLevelWorld& world, const lltype::FuncType& type,
                            lltype::Word code);

} // namespace tw::library
