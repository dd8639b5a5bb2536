// Built-in functions on values and sequences: abs ... zip.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cmath>

namespace tw::host {

namespace {

Object* viaSpecial(Host& host, Object* o, StrObject* name, const char* what) {
  bool found = false;
  Object* result = host.callSpecial(o, name, {}, found);
  if (found) return result;
  host.raise(host.types().TypeError, what);
}

Object* absolute(Host& host, const Args& args) {
  return viaSpecial(
      host, args[0], host.names().abs,
      ("bad operand type for abs(): '" + std::string(host.typeOf(args[0])->name->value) + "'")
          .c_str());
}

Object* divmod(Host& host, const Args& args) {
  for (const bool reflected : {false, true}) {
    Object* self = args[reflected];
    if (self->cls->builtin) continue;
    bool found = false;
    Object* r = host.callSpecial(self, reflected ? host.names().rdivmod : host.names().divmod,
                                 {args[!reflected]}, found);
    if (found && r != host.notImplemented()) return r;
  }
  return host.newTuple({host.binary(syntax::BinaryOp::FloorDiv, args[0], args[1]),
                        host.binary(syntax::BinaryOp::Mod, args[0], args[1])});
}

Object* roundFloat(Host& host, const Args& args) {
  const double x = host.toDouble(args[0]);
  const int64_t digits = args.size() > 1 ? host.toInt(args[1]) : 0;
  if (digits == 0) return host.newFloat(std::round(x));
  if (digits > 0) {
    if (digits > 22 || !std::isfinite(x)) return host.newFloat(x);
    // Half away from zero on the decimal expansion: add digits until exact.
    std::string text = formatFloat(x, 'f', static_cast<int>(digits), false);
    const double scaled = x * std::pow(10.0, static_cast<double>(digits));
    if (std::fabs(scaled) < 1e15 && std::fabs(scaled - std::trunc(scaled)) == 0.5 &&
        formatFloat(x, 'f', static_cast<int>(digits) + 30, false).find_last_not_of('0') ==
            formatFloat(x, 'f', static_cast<int>(digits) + 1, false).size() - 1)
      return host.newFloat(std::round(scaled) / std::pow(10.0, static_cast<double>(digits)));
    return host.newFloat(std::strtod(text.c_str(), nullptr));
  }
  const double scale = std::pow(10.0, static_cast<double>(-digits));
  return host.newFloat(std::round(x / scale) * scale);
}

Object* chr(Host& host, const Args& args) {
  const int64_t code = host.toInt(args[0]);
  if (code < 0 || code > 255) host.raise(host.types().ValueError, "chr() arg not in range(256)");
  return host.charStr(static_cast<unsigned char>(code));
}

Object* unichr(Host& host, const Args& args) {
  const int64_t code = host.toInt(args[0]);
  if (code < 0 || code > 0x10FFFF)
    host.raise(host.types().ValueError, "unichr() arg not in range(0x110000) (wide Python build)");
  const char32_t c = static_cast<char32_t>(code);
  return host.newUnicode({&c, 1});
}

Object* ord(Host& host, const Args& args) {
  const int64_t n =
      args[0]->kind == Kind::Unicode || isStr(args[0]) || args[0]->kind == Kind::ByteArray
          ? host.length(args[0])
          : -1;
  if (n < 0)
    host.raise(host.types().TypeError, "ord() expected string of length 1, but " +
                                           std::string(host.typeOf(args[0])->name->value) +
                                           " found");
  if (n != 1)
    host.raise(host.types().TypeError,
               "ord() expected a character, but string of length " + std::to_string(n) + " found");
  if (args[0]->kind == Kind::Unicode)
    return host.newInt(static_cast<int64_t>(as<UnicodeObject>(args[0])->value[0]));
  return host.newInt(static_cast<unsigned char>(host.toStr(args[0])[0]));
}

Object* bin(Host& host, const Args& args) {
  if (!isIntegral(args[0]) && args[0]->kind != Kind::SizedInt)
    return bin(host,
               Args{std::vector<Object*>{viaSpecial(host, args[0], host.names().index,
                                                    "object cannot be interpreted as an index")},
                    {}});
  const cpp_int value = bigValue(args[0]);
  return host.newStr((value < 0 ? "-0b" : "0b") + bigToString(abs(value), 2));
}

// range() arguments; the count is the length.
struct Progression {
  int64_t start, step, count;
};
Progression progression(Host& host, const Args& args, const char* name) {
  for (Object* o : args.positional)
    if (o->kind == Kind::Float)
      host.raise(host.types().TypeError,
                 std::string(name) + "() integer argument expected, got float.");
  int64_t start = 0, stop, step = 1;
  if (args.size() == 1) {
    stop = host.toInt(args[0]);
  } else {
    start = host.toInt(args[0]);
    stop = host.toInt(args[1]);
    if (args.size() > 2) step = host.toInt(args[2]);
  }
  if (step == 0)
    host.raise(host.types().ValueError,
               std::string(name) + "() " +
                   (std::string_view(name) == "range" ? "step argument" : "arg 3") +
                   " must not be zero");
  const int64_t count = step > 0 ? (start < stop ? (stop - start - 1) / step + 1 : 0)
                                 : (start > stop ? (start - stop - 1) / -step + 1 : 0);
  return {start, step, count};
}

Object* range(Host& host, const Args& args) {
  const Progression p = progression(host, args, "range");
  std::vector<Object*> items(static_cast<size_t>(p.count));
  for (int64_t i = 0; i < p.count; ++i)
    items[static_cast<size_t>(i)] = host.newInt(p.start + i * p.step);
  return host.newList(std::move(items));
}

Object* xrangeNew(Host& host, const Args& args) {
  const Progression p = progression(host, Args{args.positional.subspan(1), {}}, "xrange");
  auto* object = host.make<RangeObject>(host.types().range, Kind::Range);
  object->start = p.start;
  object->step = p.step;
  object->length = p.count;
  return object;
}

template <int Sign> Object* extreme(Host& host, const Args& args) {
  const std::vector<Object*> items =
      args.size() == 1 ? host.listOf(args[0])
                       : std::vector<Object*>(args.positional.begin(), args.positional.end());
  if (items.empty())
    host.raise(host.types().ValueError,
               std::string(Sign < 0 ? "min" : "max") + "() arg is an empty sequence");
  Object* key = args.keyword("key");
  if (key && isNone(key)) key = nullptr;
  const auto keyOf = [&](Object* o) { return key ? host.call(key, {o}) : o; };
  Object* best = items[0];
  Object* bestKey = keyOf(best);
  for (size_t i = 1; i < items.size(); ++i) {
    Object* k = keyOf(items[i]);
    if (host.truth(
            host.compare(Sign < 0 ? syntax::CompareOp::Lt : syntax::CompareOp::Gt, k, bestKey))) {
      best = items[i];
      bestKey = k;
    }
  }
  return best;
}

Object* sum(Host& host, const Args& args) {
  Object* total = args.size() > 1 ? args[1] : host.newInt(0);
  if (isStr(total))
    host.raise(host.types().TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  host.forEach(args[0],
               [&](Object* item) { total = host.binary(syntax::BinaryOp::Add, total, item); });
  return total;
}

template <bool All> Object* quantify(Host& host, const Args& args) {
  Object* iterator = host.iter(args[0]);
  while (Object* item = host.next(iterator))
    if (host.truth(item) != All) return host.boolean(!All);
  return host.boolean(All);
}

Object* sorted(Host& host, const Args& args) {
  std::vector<Object*> items = host.listOf(args[0]);
  Object* backward = argument(args, 3, "reverse");
  sortItems(host, items, argument(args, 1, "cmp"), argument(args, 2, "key"),
            backward && host.truth(backward));
  return host.newList(std::move(items));
}

Object* map(Host& host, const Args& args) {
  std::vector<Object*> out;
  if (args.size() == 2) {
    host.forEach(args[1],
                 [&](Object* o) { out.push_back(isNone(args[0]) ? o : host.call(args[0], {o})); });
    return host.newList(std::move(out));
  }
  std::vector<Object*> iterators;
  for (size_t i = 1; i < args.size(); ++i) iterators.push_back(host.iter(args[i]));
  for (;;) {
    std::vector<Object*> row;
    bool any = false;
    for (Object*& iterator : iterators) {
      Object* item = iterator ? host.next(iterator) : nullptr;
      if (!item) iterator = nullptr;
      any = any || item;
      row.push_back(item ? item : host.none());
    }
    if (!any) return host.newList(std::move(out));
    out.push_back(isNone(args[0]) ? static_cast<Object*>(host.newTuple(row))
                                  : host.call(args[0], Args{row, {}}));
  }
}

Object* filter(Host& host, const Args& args) {
  std::vector<Object*> out;
  host.forEach(args[1], [&](Object* o) {
    if (host.truth(isNone(args[0]) ? o : host.call(args[0], {o}))) out.push_back(o);
  });
  if (isStr(args[1])) return host.callMethod(host.names().empty, "join", {host.newList(out)});
  if (args[1]->kind == Kind::Tuple) return host.newTuple(out);
  return host.newList(std::move(out));
}

Object* zip(Host& host, const Args& args) {
  std::vector<Object*> iterators, rows;
  for (Object* o : args.positional) iterators.push_back(host.iter(o));
  for (; !iterators.empty();) {
    std::vector<Object*> row;
    for (Object* iterator : iterators) {
      Object* item = host.next(iterator);
      if (!item) return host.newList(std::move(rows));
      row.push_back(item);
    }
    rows.push_back(host.newTuple(row));
  }
  return host.newList(std::move(rows));
}

Object* reduce(Host& host, const Args& args) {
  Object* iterator = host.iter(args[1]);
  Object* total = args.size() > 2 ? args[2] : host.next(iterator);
  if (!total)
    host.raise(host.types().TypeError, "reduce() of empty sequence with no initial value");
  while (Object* item = host.next(iterator)) total = host.call(args[0], {total, item});
  return total;
}

Object* enumerateNew(Host& host, const Args& args) {
  Object* start = argument(args, 2, "start");
  return newIterator(
      host,
      [it = host.iter(argument(args, 1, "sequence")),
       i = start ? host.toInt(start) : 0](Host& h) mutable -> Object* {
        Object* item = h.next(it);
        return item ? h.newTuple({h.newInt(i++), item}) : nullptr;
      },
      host.types().enumerate);
}

Object* reversedNew(Host& host, const Args& args) {
  bool found = false;
  if (Object* r = host.callSpecial(args[1], host.names().reversed, {}, found)) return r;
  return newIterator(
      host,
      [sequence = args[1], i = host.length(args[1])](Host& h) mutable -> Object* {
        return i > 0 ? h.getItem(sequence, h.newInt(--i)) : nullptr;
      },
      host.types().reversed);
}

Object* iterate(Host& host, const Args& args) {
  if (args.size() == 1) return host.iter(args[0]);
  return newIterator(host, [callable = args[0], sentinel = args[1]](Host& h) -> Object* {
    Object* value = h.call(callable, {});
    return h.equal(value, sentinel) ? nullptr : value;
  });
}

Object* next(Host& host, const Args& args) {
  if (Object* value = host.next(args[0])) return value;
  if (args.size() > 1) return args[1];
  host.raise(host.call(host.types().StopIteration, {}));
}

Object* print(Host& host, const Args& args) {
  Object* file = args.keyword("file");
  Object* sep = args.keyword("sep");
  Object* end = args.keyword("end");
  std::string text;
  for (size_t i = 0; i < args.size(); ++i) {
    if (i) text += sep && !isNone(sep) ? host.toStr(sep) : " ";
    text += args[i]->kind == Kind::Unicode ? encodeUtf8(as<UnicodeObject>(args[i])->value)
                                           : host.str(args[i]);
  }
  text += end && !isNone(end) ? host.toStr(end) : "\n";
  if (!file || isNone(file)) file = host.getAttr(host.findModule("sys"), host.names().stdoutName);
  host.callMethod(file, "write", {host.newStr(text)});
  return host.none();
}

} // namespace

void defineIteratorTypes(Host& host) {
  addNew(host, host.types().enumerate, enumerateNew, 2, 3, true);
  addNew(host, host.types().reversed, reversedNew, 2, 2);
  addNew(host, host.types().range, xrangeNew, 2, 4);
  addNew(
      host, host.types().slice,
      [](Host& h, const Args& args) {
        return args.size() == 2
                   ? h.newSlice(h.none(), args[1], h.none())
                   : h.newSlice(args[1], args[2], args.size() > 3 ? args[3] : h.none());
      },
      2, 4);
  addGetSet(host, host.types().slice, "start",
            [](Host&, Object* s) { return as<SliceObject>(s)->start; });
  addGetSet(host, host.types().slice, "stop",
            [](Host&, Object* s) { return as<SliceObject>(s)->stop; });
  addGetSet(host, host.types().slice, "step",
            [](Host&, Object* s) { return as<SliceObject>(s)->step; });
  addMethods(host, host.types().slice,
             {{"indices",
               [](Host& h, const Args& args) -> Object* {
                 const SliceBounds b = sliceBounds(h, as<SliceObject>(args[0]), h.toInt(args[1]));
                 return h.newTuple({h.newInt(b.start), h.newInt(b.stop), h.newInt(b.step)});
               },
               2, 2}});
  for (ClassObject* cls : {host.types().iterator, host.types().enumerate, host.types().reversed})
    addMethods(host, cls, {{"next", next, 1, 1}});
}

void defineBuiltinFunctions(Host& host, ModuleObject* module) {
  addFunctions(
      host, module,
      {{"abs", absolute, 1, 1},
       {"divmod", divmod, 2, 2},
       {"round", roundFloat, 1, 2},
       {"pow",
        [](Host& h, const Args& args) {
          return h.power(args[0], args[1], args.size() > 2 ? args[2] : h.none());
        },
        2, 3},
       {"chr", chr, 1, 1},
       {"unichr", unichr, 1, 1},
       {"ord", ord, 1, 1},
       {"bin", bin, 1, 1},
       {"hex",
        [](Host& h, const Args& args) {
          return viaSpecial(h, args[0], h.names().hex, "hex() argument can't be converted to hex");
        },
        1, 1},
       {"oct",
        [](Host& h, const Args& args) {
          return viaSpecial(h, args[0], h.names().oct, "oct() argument can't be converted to oct");
        },
        1, 1},
       {"range", range, 1, 3},
       {"min", extreme<-1>, 1, UINT32_MAX, true},
       {"max", extreme<1>, 1, UINT32_MAX, true},
       {"sum", sum, 1, 2},
       {"any", quantify<false>, 1, 1},
       {"all", quantify<true>, 1, 1},
       {"sorted", sorted, 1, 4, true},
       {"map", map, 2},
       {"filter", filter, 2, 2},
       {"zip", zip},
       {"reduce", reduce, 2, 3},
       {"iter", iterate, 1, 2},
       {"next", next, 1, 2},
       {"print", print, 0, UINT32_MAX, true},
       {"len", [](Host& h, const Args& args) { return h.newInt(h.length(args[0])); }, 1, 1},
       {"cmp", [](Host& h, const Args& args) { return h.newInt(h.threeWay(args[0], args[1])); }, 2,
        2},
       {"hash",
        [](Host& h, const Args& args) { return h.newInt(static_cast<int64_t>(h.hash(args[0]))); },
        1, 1},
       {"id",
        [](Host& h, const Args& args) { return h.newInt(static_cast<int64_t>(h.id(args[0]))); }, 1,
        1},
       {"repr", [](Host& h, const Args& args) -> Object* { return h.newStr(h.repr(args[0])); }, 1,
        1},
       {"format",
        [](Host& h, const Args& args) {
          return h.format(args[0], args.size() > 1 ? args[1] : h.names().empty);
        },
        1, 2},
       {"coerce",
        [](Host& h, const Args& args) -> Object* {
          return h.newTuple({args[0], args[1]});
        },
        2, 2}});
}

} // namespace tw::host
