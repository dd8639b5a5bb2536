// "did you mean ...?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tw {

// A hint that names the candidate nearest to `name`; "" if none is near.
std::string suggestion(std::string_view name, std::span<const std::string_view> candidates);

} // namespace tw
