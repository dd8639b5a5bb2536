// What to do about what RPython does not have. Private to annotate.
#pragma once

#include "translator/annotate/model.h"

#include <string>
#include <string_view>

namespace tw::annotate {

// About values of two types that meet in one place; never empty.
std::string hintForUnion(const Annotation* first, const Annotation* second);
// About a function of Python that exists at import time only; never empty.
std::string hintForImportTime(std::string_view function);
// About an object of that type which was made at import time; never empty.
std::string hintForPrebuilt(std::string_view type);

} // namespace tw::annotate
