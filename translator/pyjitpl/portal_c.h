// C functions around a portal: its runner, and what calls the hooks.
#pragma once

#include "translator/database_c/database.h"
#include "translator/pyjitpl/drivers.h"

#include <array>

namespace tw::source_c {
class CFile;
}

namespace tw::pyjitpl {

// The whole definition of the runner: calls the portal as long as machine code wants the
// interpreter to go on.
std::string runnerText(const Driver& driver, const database_c::FunctionNode& node,
                       source_c::CFile& file);

// In the order of the members of tw_jit_driver; "0": none.
using HookTexts = std::array<std::string, static_cast<size_t>(Hook::Count)>;
HookTexts writeHooks(const Driver& driver, source_c::CFile& file);

// A C expression of that type as an i64 word, and back.
std::string toWord(const std::string& text, const lltype::Type& type);
std::string fromWord(const std::string& text, const lltype::Type& type, const std::string& spelled);
std::string wordText(uint64_t word);

} // namespace tw::pyjitpl
