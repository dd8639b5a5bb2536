// Directories from the path of the target and from PYTHONPATH.
#include "translator/host/search_path.h"

#include "translator/host/host.h"

#include <cstdlib>
#include <string_view>

namespace tw::host {

void addTargetSearchPath(Host& host, const std::string& target) {
  const size_t slash = target.rfind('/');
  host.addSearchPath(slash == std::string::npos ? "." : target.substr(0, slash));
  const char* variable = std::getenv("PYTHONPATH");
  for (std::string_view rest = variable ? variable : ""; !rest.empty();) {
    const size_t end = rest.find(':');
    if (end != 0) host.addSearchPath(std::string(rest.substr(0, end)));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

} // namespace tw::host
