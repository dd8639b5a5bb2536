// `tracewright pass`: one pass over low-level graphs in text form (flow/lltext.h).
#pragma once

#include <string>
#include <vector>

namespace tw::driver {

// The passes of backendopt and stackcheckinsertion.
std::vector<std::string> passNames();

// All graphs of the file after the pass. Throws TranslationError if the file
// cannot be read or does not follow the grammar.
std::string passText(const std::string& path, const std::string& pass);

} // namespace tw::driver
