// Where the modules of a target are looked for.
#pragma once

#include <string>

namespace tw::host {

class Host;

// Fills sys.path as Python does for a script: the directory of the target, then
// the directories that the environment variable PYTHONPATH names.
void addTargetSearchPath(Host& host, const std::string& target);

} // namespace tw::host
