// Helpers of the number types that several files of the host use.
#pragma once

#include <string>
#include <string_view>

namespace tw::host {

// divmod of floats with Python's signs; b is not 0.
void floatDivMod(double a, double b, double& quotient, double& remainder);

std::string floatRepr(double value); // shortest digits that read back
std::string floatStr(double value);  // 12 significant digits
// Format code e, E, f, F, g, G with `alternate` for '#'.
std::string formatFloat(double value, char code, int precision, bool alternate);
// False: malformed. Surrounding blanks are allowed.
bool parseFloat(std::string_view text, double& value);

} // namespace tw::host
