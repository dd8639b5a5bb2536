// The helpers: RPython source of translator/rtype/helpers/*.py.
//
// A helper module NAME is imported into the host as `__tw_helpers__.NAME` the
// first time one of its functions is asked for. It sees low-level types and
// operations through the native module `__tw_lltype__` (library/lltype_module),
// and other helper modules through `from __tw_helpers__.rint import ...`.
//
//     def ll_getitem_fast(l, index):          # l: Ptr(GcStruct list)
//         return l.items[index]
//
// Functions are annotated with low-level annotations of their arguments and
// specialised per combination of types; arguments that are Void constants
// (types, names, functions) are constants in the body.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::host {
class Host;
struct FunctionObject;
struct Object;
} // namespace tw::host

namespace tw::rtype {

class HelperLibrary {
public:
  explicit HelperLibrary(host::Host& host);

  // A function (or any object) of a helper module; std::logic_error if absent.
  host::FunctionObject* function(std::string_view module, std::string_view name);
  host::Object* object(std::string_view module, std::string_view name);
  // Calls a function of a helper module in the host: factories that make
  // helpers out of others (equality of tuples out of that of the items).
  host::FunctionObject* make(std::string_view module, std::string_view factory,
                             const std::vector<host::Object*>& args);

private:
  host::Host& host_;
};

} // namespace tw::rtype
