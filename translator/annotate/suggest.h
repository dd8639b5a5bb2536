// "did you mean ...?" Private to annotate.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tw::annotate {

// A hint that names the candidate nearest to `name`; "" if none is near.
std::string suggestion(std::string_view name, std::span<const std::string_view> candidates);

} // namespace tw::annotate
