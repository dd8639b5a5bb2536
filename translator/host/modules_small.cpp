// Native halves of weakref, traceback, collections, and the module operator.
#include "translator/host/modules.h"
#include "translator/host/setup.h"

namespace tw::host {

void initWeakref(Host& host, ModuleObject* module) {
  setModuleItem(host, module, "ref", host.types().weakRef);
  // dead(): a reference whose object has died.
  addFunctions(host, module,
               {{"dead",
                 [](Host& h, const Args&) -> Object* {
                   auto* ref = h.make<WeakRefObject>(h.types().weakRef, Kind::WeakRef);
                   ref->target = h.none();
                   return ref;
                 },
                 0, 0}});
}

void initTraceback(Host& host, ModuleObject* module) {
  // format(type, value, traceback): the text Python prints for it.
  addFunctions(host, module,
               {{"format",
                 [](Host& h, const Args& args) -> Object* {
                   auto* traceback =
                       args[1]->kind == Kind::Traceback ? as<TracebackObject>(args[1]) : nullptr;
                   return h.newStr(h.formatTraceback(HostError(args[0], traceback)));
                 },
                 2, 2},
                {"entries",
                 [](Host& h, const Args& args) -> Object* {
                   ListObject* list = h.newList();
                   if (args[0]->kind != Kind::Traceback) return list;
                   const auto& entries = as<TracebackObject>(args[0])->entries;
                   for (auto it = entries.rbegin(); it != entries.rend(); ++it) {
                     const SourceFile* file = it->span.file;
                     list->items.push_back(h.newTuple(
                         {h.newStr(file ? file->path() : "?"), h.newInt(it->span.line),
                          h.newStr(it->code ? it->code->code->name : "?"),
                          h.newStr(file ? file->line(it->span.line) : std::string_view())}));
                   }
                   return list;
                 },
                 1, 1}});
}

void initCollections(Host& host, ModuleObject* module) {
  // The factory of a defaultdict, kept outside of its items and attributes.
  addFunctions(host, module,
               {{"set_factory",
                 [](Host& h, const Args& args) {
                   as<DictObject>(args[0])->defaultFactory = args[1];
                   return h.none();
                 },
                 2, 2},
                {"get_factory",
                 [](Host& h, const Args& args) {
                   Object* factory = as<DictObject>(args[0])->defaultFactory;
                   return factory ? factory : h.none();
                 },
                 1, 1}});
}

namespace {

void addBinary(Host& host, ModuleObject* module, const char* name, syntax::BinaryOp op) {
  host.addFunction(
      module, name, [op](Host& h, const Args& args) { return h.binary(op, args[0], args[1]); }, 2,
      2);
  host.addFunction(
      module, "__" + std::string(name) + "__",
      [op](Host& h, const Args& args) { return h.binary(op, args[0], args[1]); }, 2, 2);
}

void addCompare(Host& host, ModuleObject* module, const char* name, syntax::CompareOp op) {
  for (const std::string& full : {std::string(name), "__" + std::string(name) + "__"})
    host.addFunction(
        module, full, [op](Host& h, const Args& args) { return h.compare(op, args[0], args[1]); },
        2, 2);
}

void addOperatorFactories(Host& host, ModuleObject* module) {
  addFunctions(host, module,
               {{"itemgetter",
                 [](Host& h, const Args& args) -> Object* {
                   std::vector<Object*> keys(args.positional.begin(), args.positional.end());
                   return h.newBuiltin(
                       "operator.itemgetter",
                       [keys](Host& hh, const Args& a) -> Object* {
                         if (keys.size() == 1) return hh.getItem(a[0], keys[0]);
                         std::vector<Object*> items;
                         for (Object* key : keys) items.push_back(hh.getItem(a[0], key));
                         return hh.newTuple(items);
                       },
                       1, 1);
                 },
                 1},
                {"attrgetter",
                 [](Host& h, const Args& args) -> Object* {
                   std::vector<std::string> names;
                   for (Object* o : args.positional) names.emplace_back(h.toStr(o));
                   return h.newBuiltin(
                       "operator.attrgetter",
                       [names](Host& hh, const Args& a) -> Object* {
                         std::vector<Object*> items;
                         for (const std::string& name : names) {
                           Object* value = a[0];
                           for (size_t i = 0; i <= name.size();) {
                             const size_t end = std::min(name.find('.', i), name.size());
                             value = hh.getAttr(value, std::string_view(name).substr(i, end - i));
                             i = end + 1;
                           }
                           items.push_back(value);
                         }
                         return items.size() == 1 ? items[0] : hh.newTuple(items);
                       },
                       1, 1);
                 },
                 1},
                {"methodcaller",
                 [](Host& h, const Args& args) -> Object* {
                   std::vector<Object*> rest(args.positional.begin() + 1, args.positional.end());
                   return h.newBuiltin(
                       "operator.methodcaller",
                       [name = h.toStr(args[0]), rest](Host& hh, const Args& a) {
                         return hh.call(hh.getAttr(a[0], name), Args{rest, {}});
                       },
                       1, 1);
                 },
                 1}});
}

} // namespace

void initOperator(Host& host, ModuleObject* module) {
  using syntax::BinaryOp;
  using syntax::CompareOp;
  using syntax::UnaryOp;
  const struct {
    const char* name;
    BinaryOp op;
  } kBinary[] = {{"add", BinaryOp::Add},         {"sub", BinaryOp::Sub},
                 {"mul", BinaryOp::Mul},         {"div", BinaryOp::Div},
                 {"truediv", BinaryOp::TrueDiv}, {"floordiv", BinaryOp::FloorDiv},
                 {"mod", BinaryOp::Mod},         {"pow", BinaryOp::Pow},
                 {"lshift", BinaryOp::LShift},   {"rshift", BinaryOp::RShift},
                 {"and_", BinaryOp::And},        {"or_", BinaryOp::Or},
                 {"xor", BinaryOp::Xor},         {"concat", BinaryOp::Add},
                 {"repeat", BinaryOp::Mul}};
  for (const auto& entry : kBinary) {
    addBinary(host, module, entry.name, entry.op);
    std::string name = entry.name;
    if (name.back() == '_') name.pop_back();
    for (const std::string& full : {"i" + name, "__i" + name + "__"})
      host.addFunction(
          module, full,
          [op = entry.op](Host& h, const Args& args) { return h.inplace(op, args[0], args[1]); }, 2,
          2);
  }
  const struct {
    const char* name;
    CompareOp op;
  } kCompare[] = {{"lt", CompareOp::Lt},  {"le", CompareOp::Le},       {"eq", CompareOp::Eq},
                  {"ne", CompareOp::Ne},  {"gt", CompareOp::Gt},       {"ge", CompareOp::Ge},
                  {"is_", CompareOp::Is}, {"is_not", CompareOp::IsNot}};
  for (const auto& entry : kCompare) addCompare(host, module, entry.name, entry.op);
  const struct {
    const char* name;
    UnaryOp op;
  } kUnary[] = {{"neg", UnaryOp::Neg},
                {"pos", UnaryOp::Pos},
                {"invert", UnaryOp::Invert},
                {"inv", UnaryOp::Invert},
                {"not_", UnaryOp::Not}};
  for (const auto& entry : kUnary)
    for (const std::string& full : {std::string(entry.name), "__" + std::string(entry.name) + "__"})
      host.addFunction(
          module, full, [op = entry.op](Host& h, const Args& args) { return h.unary(op, args[0]); },
          1, 1);
  addFunctions(
      host, module,
      {{"truth", [](Host& h, const Args& args) { return h.boolean(h.truth(args[0])); }, 1, 1},
       {"contains",
        [](Host& h, const Args& args) { return h.boolean(h.contains(args[0], args[1])); }, 2, 2},
       {"getitem", [](Host& h, const Args& args) { return h.getItem(args[0], args[1]); }, 2, 2},
       {"setitem",
        [](Host& h, const Args& args) {
          h.setItem(args[0], args[1], args[2]);
          return h.none();
        },
        3, 3},
       {"delitem",
        [](Host& h, const Args& args) {
          h.delItem(args[0], args[1]);
          return h.none();
        },
        2, 2},
       {"getslice", [](Host& h, const Args& args) { return h.getSlice(args[0], args[1], args[2]); },
        3, 3},
       {"setslice",
        [](Host& h, const Args& args) {
          h.setSlice(args[0], args[1], args[2], args[3]);
          return h.none();
        },
        4, 4},
       {"delslice",
        [](Host& h, const Args& args) {
          h.delSlice(args[0], args[1], args[2]);
          return h.none();
        },
        3, 3},
       {"index", [](Host& h, const Args& args) { return h.newInt(h.toIndex(args[0])); }, 1, 1},
       {"abs", [](Host& h, const Args& args) { return h.callMethod(args[0], "__abs__", {}); }, 1,
        1},
       {"isCallable", [](Host& h, const Args& args) { return h.boolean(h.isCallable(args[0])); }, 1,
        1}});
  addOperatorFactories(host, module);
}

} // namespace tw::host
