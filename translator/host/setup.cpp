// Helpers for the tables of methods and functions of the built-in types.
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

void addMethods(Host& host, ClassObject* cls, std::initializer_list<MethodSpec> specs) {
  for (const MethodSpec& spec : specs)
    host.addMethod(cls, spec.name, spec.function, spec.minArgs, spec.maxArgs, spec.takesKeywords);
}

void addFunctions(Host& host, ModuleObject* module, std::initializer_list<MethodSpec> specs) {
  for (const MethodSpec& spec : specs) {
    BuiltinObject* function = host.addFunction(module, spec.name, spec.function, spec.minArgs,
                                               spec.maxArgs, spec.takesKeywords);
    if (module == host.builtinModule()) function->qualifiedName = spec.name;
  }
}

void addGetSet(Host& host, ClassObject* cls, std::string_view name, Object* (*get)(Host&, Object*),
               void (*set)(Host&, Object*, Object*)) {
  auto* computed = host.make<GetSetObject>(host.types().getSet, Kind::GetSet);
  computed->name = host.intern(name);
  computed->get = get;
  computed->set = set;
  cls->attributes->table.set(computed->name, computed);
}

void addNew(Host& host, ClassObject* cls, MethodFunction function, uint32_t minArgs,
            uint32_t maxArgs, bool takesKeywords) {
  BuiltinObject* maker = host.newBuiltin(std::string(cls->name->value) + ".__new__", function,
                                         minArgs, maxArgs, takesKeywords);
  cls->attributes->table.set(host.names().newName, maker);
}

void setModuleItem(Host& host, ModuleObject* module, std::string_view name, Object* value) {
  module->attributes->table.set(host.intern(name), value);
}

Object* argument(const Args& args, size_t index, std::string_view keyword) {
  if (Object* value = args.get(index)) return value;
  return args.keywords.empty() ? nullptr : args.keyword(keyword);
}

SliceBounds sliceBounds(Host& host, const SliceObject* slice, int64_t length) {
  SliceBounds b{0, 0, 1, 0};
  if (!isNone(slice->step)) {
    b.step = host.toIndex(slice->step);
    if (b.step == 0) host.raise(host.types().ValueError, "slice step cannot be zero");
  }
  const int64_t low = b.step < 0 ? -1 : 0, high = b.step < 0 ? length - 1 : length;
  const auto place = [&](Object* bound, int64_t absent) {
    if (isNone(bound)) return absent;
    int64_t value = host.toIndex(bound);
    if (value < 0) value += length;
    return std::clamp(value, low, std::max(low, high));
  };
  b.start = place(slice->start, b.step < 0 ? high : low);
  b.stop = place(slice->stop, b.step < 0 ? low : high);
  if (b.step > 0 && b.start < b.stop) b.count = (b.stop - b.start - 1) / b.step + 1;
  if (b.step < 0 && b.stop < b.start) b.count = (b.start - b.stop - 1) / -b.step + 1;
  return b;
}

} // namespace tw::host
