// The `config` that a target sees: config.translation.gc and the like.
//
// Reading gives the option's value; assigning and config.set(name=value) set it
// by hand, config.suggest(name=value) as a preference. The paths are those of
// options.def; a name that no option has raises AttributeError.
#pragma once

#include "translator/driver/options.h"
#include "translator/host/host.h"

namespace tw::driver {

// The root of the tree. `options` must outlive the host.
host::Object* makeConfig(host::Host& host, Options& options);

} // namespace tw::driver
