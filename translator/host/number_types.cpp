// The types int, bool, long, float, complex and the integers of fixed width.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cmath>
#include <cstring>

namespace tw::host {

using syntax::UnaryOp;

namespace {

ClassObject* classArgument(const Args& args) { return as<ClassObject>(args[0]); }

// int(x, base), long(x, base) as a big integer. `wasLong`: the source is a long.
cpp_int integerOf(Host& host, const Args& args, const char* type, bool& wasLong) {
  Object* x = argument(args, 1, "x");
  Object* base = argument(args, 2, "base");
  if (!x) return 0;
  if (isStr(x) || x->kind == Kind::Unicode || x->kind == Kind::ByteArray) {
    const std::string text = x->kind == Kind::Unicode ? encodeUtf8(as<UnicodeObject>(x)->value)
                                                      : std::string(host.toStr(x));
    const int64_t radix = base ? host.toInt(base) : 10;
    if (radix != 0 && (radix < 2 || radix > 36))
      host.raise(host.types().ValueError, std::string(type) + "() base must be >= 2 and <= 36");
    cpp_int value;
    if (!parseInteger(text, static_cast<int>(radix), std::strcmp(type, "long") == 0, value))
      host.raise(host.types().ValueError, std::string("invalid literal for ") + type +
                                              "() with base " + std::to_string(radix) + ": " +
                                              quoteBytes(text));
    return value;
  }
  if (base)
    host.raise(host.types().TypeError,
               std::string(type) + "() can't convert non-string with explicit base");
  if (x->cls->builtin || !host.findSpecial(x, host.names().intName) ||
      host.findSpecial(x, host.names().intName)->kind == Kind::Builtin) {
    if (isIntegral(x) || x->kind == Kind::SizedInt) {
      wasLong = x->kind == Kind::Long;
      return bigValue(x);
    }
    if (x->kind == Kind::Float) {
      const double value = as<FloatObject>(x)->value;
      if (std::isnan(value))
        host.raise(host.types().ValueError, "cannot convert float NaN to integer");
      if (std::isinf(value))
        host.raise(host.types().OverflowError, "cannot convert float infinity to integer");
      return bigFromDouble(value);
    }
  }
  for (StrObject* name :
       {host.names().intName, host.names().longName, host.names().index, host.names().trunc}) {
    bool found = false;
    if (Object* result = host.callSpecial(x, name, {}, found)) {
      if (!isIntegral(result) && result->kind != Kind::SizedInt)
        host.raise(host.types().TypeError, std::string("__") + type + "__ returned non-" + type);
      wasLong = result->kind == Kind::Long;
      return bigValue(result);
    }
  }
  host.raise(host.types().TypeError, std::string(type) +
                                         "() argument must be a string or a number, not '" +
                                         std::string(host.typeOf(x)->name->value) + "'");
}

Object* intNew(Host& host, const Args& args) {
  bool wasLong = false;
  if (args.size() == 2 && args[1]->kind == Kind::Int && args[1]->cls->builtin &&
      classArgument(args) == host.types().int_)
    return args[1];
  const cpp_int value = integerOf(host, args, "int", wasLong);
  ClassObject* cls = classArgument(args);
  if (cls == host.types().int_) return host.newIntOrLong(BigInt{value});
  if (!fitsInt64(value))
    host.raise(host.types().OverflowError, "Python int too large to convert to C long");
  auto* object = host.make<IntObject>(cls, Kind::Int);
  object->value = static_cast<int64_t>(value);
  return object;
}

Object* longNew(Host& host, const Args& args) {
  bool wasLong = false;
  auto* object = as<LongObject>(host.newLong(BigInt{integerOf(host, args, "long", wasLong)}));
  object->cls = classArgument(args);
  return object;
}

Object* boolNew(Host& host, const Args& args) {
  return host.boolean(args.size() > 1 && host.truth(args[1]));
}

Object* floatNew(Host& host, const Args& args) {
  double value = 0;
  if (Object* x = argument(args, 1, "x")) {
    if (isStr(x) || x->kind == Kind::Unicode) {
      const std::string text = x->kind == Kind::Unicode ? encodeUtf8(as<UnicodeObject>(x)->value)
                                                        : std::string(as<StrObject>(x)->value);
      if (!parseFloat(text, value)) {
        if (text.find_first_not_of(" \t\n\r\f\v") == std::string::npos && text.empty())
          host.raise(host.types().ValueError, "could not convert string to float: ");
        host.raise(host.types().ValueError, "could not convert string to float: " + text);
      }
    } else if (x->kind == Kind::None || x->kind == Kind::List || x->kind == Kind::Dict ||
               x->kind == Kind::Tuple) {
      host.raise(host.types().TypeError, "float() argument must be a string or a number");
    } else {
      value = host.toDouble(x);
    }
  }
  auto* object = as<FloatObject>(host.newFloat(value));
  object->cls = classArgument(args);
  return object;
}

Object* floorDivide(Host& host, const Args& args) {
  return host.newTuple({host.binary(syntax::BinaryOp::FloorDiv, args[0], args[1]),
                        host.binary(syntax::BinaryOp::Mod, args[0], args[1])});
}

Object* toLong(Host& host, const Args& args) { return host.newLong(BigInt{bigValue(args[0])}); }
Object* toIntMethod(Host& host, const Args& args) {
  return host.newIntOrLong(BigInt{bigValue(args[0])});
}
Object* toFloatMethod(Host& host, const Args& args) {
  return host.newFloat(bigToDouble(host, bigValue(args[0])));
}

Object* absolute(Host& host, const Args& args) {
  const Object* o = args[0];
  if (o->kind == Kind::Float) return host.newFloat(std::fabs(as<FloatObject>(o)->value));
  if (o->kind == Kind::Complex)
    return host.newFloat(std::hypot(as<ComplexObject>(o)->real, as<ComplexObject>(o)->imaginary));
  const cpp_int value = abs(bigValue(o));
  return o->kind == Kind::Long ? host.newLong(BigInt{value}) : host.newIntOrLong(BigInt{value});
}

std::string suffixed(const Object* o, std::string text) {
  return o->kind == Kind::Long ? text + "L" : text;
}

Object* hexMethod(Host& host, const Args& args) {
  const cpp_int value = bigValue(args[0]);
  return host.newStr(suffixed(args[0], (value < 0 ? "-0x" : "0x") + bigToString(abs(value), 16)));
}

Object* octMethod(Host& host, const Args& args) {
  const cpp_int value = bigValue(args[0]);
  if (value == 0) return host.newStr(suffixed(args[0], "0"));
  return host.newStr(suffixed(args[0], (value < 0 ? "-0" : "0") + bigToString(abs(value), 8)));
}

Object* bitLength(Host& host, const Args& args) {
  const cpp_int value = abs(bigValue(args[0]));
  return host.newInt(value == 0 ? 0 : static_cast<int64_t>(msb(value)) + 1);
}

Object* formatMethod(Host& host, const Args& args) { return host.format(args[0], args[1]); }

void addIntegerMethods(Host& host, ClassObject* cls) {
  addMethods(host, cls,
             {{"__int__", toIntMethod, 1, 1},
              {"__long__", toLong, 1, 1},
              {"__float__", toFloatMethod, 1, 1},
              {"__index__", toIntMethod, 1, 1},
              {"__trunc__", toIntMethod, 1, 1},
              {"__divmod__", floorDivide, 2, 2},
              {"__abs__", absolute, 1, 1},
              {"__hex__", hexMethod, 1, 1},
              {"__oct__", octMethod, 1, 1},
              {"conjugate", toIntMethod, 1, 1},
              {"bit_length", bitLength, 1, 1},
              {"__format__", formatMethod, 2, 2},
              {"__str__",
               [](Host& h, const Args& args) -> Object* {
                 return h.newStr(bigToString(bigValue(args[0])));
               },
               1, 1}});
  addGetSet(host, cls, "real", [](Host&, Object* self) { return self; });
  addGetSet(host, cls, "imag", [](Host& h, Object*) { return h.newInt(0); });
  addGetSet(host, cls, "numerator", [](Host&, Object* self) { return self; });
  addGetSet(host, cls, "denominator", [](Host& h, Object*) { return h.newInt(1); });
}

// ---- float ----------------------------------------------------------------------------------

double value(const Args& args) { return as<FloatObject>(args[0])->value; }

Object* floatToInt(Host& host, const Args& args) {
  bool ignored = false;
  Object* plain = host.newFloat(value(args));
  Object* const both[] = {args[0], plain};
  return host.newIntOrLong(BigInt{integerOf(host, Args{both, {}}, "int", ignored)});
}

Object* floatHex(Host& host, const Args& args) {
  char text[64];
  const double v = value(args);
  if (!std::isfinite(v)) return host.newStr(floatRepr(v));
  if (v == 0) return host.newStr(std::signbit(v) ? "-0x0.0p+0" : "0x0.0p+0");
  int exponent;
  std::frexp(std::fabs(v), &exponent);
  uint64_t bits;
  std::memcpy(&bits, &v, sizeof bits);
  std::snprintf(text, sizeof text, "%s0x1.%013llxp%+d", std::signbit(v) ? "-" : "",
                static_cast<unsigned long long>(bits & ((uint64_t{1} << 52) - 1)), exponent - 1);
  return host.newStr(text);
}

Object* floatRatio(Host& host, const Args& args) {
  int exponent;
  const double fraction = std::frexp(value(args), &exponent);
  cpp_int numerator(static_cast<int64_t>(std::ldexp(fraction, 53)));
  exponent -= 53;
  cpp_int denominator = 1;
  if (exponent >= 0)
    numerator <<= exponent;
  else
    denominator <<= -exponent;
  const cpp_int divisor = numerator == 0 ? denominator : cpp_int(gcd(abs(numerator), denominator));
  return host.newTuple({host.newIntOrLong(BigInt{numerator / divisor}),
                        host.newIntOrLong(BigInt{denominator / divisor})});
}

void defineFloat(Host& host) {
  ClassObject* type = host.types().float_;
  addNew(host, type, floatNew, 1, 2, true);
  addMethods(
      host, type,
      {{"__int__", floatToInt, 1, 1},
       {"__long__", floatToInt, 1, 1},
       {"__trunc__", floatToInt, 1, 1},
       {"__float__", [](Host& h, const Args& args) { return h.newFloat(value(args)); }, 1, 1},
       {"__divmod__", floorDivide, 2, 2},
       {"__abs__", absolute, 1, 1},
       {"__format__", formatMethod, 2, 2},
       {"__str__",
        [](Host& h, const Args& args) -> Object* { return h.newStr(floatStr(value(args))); }, 1, 1},
       {"is_integer",
        [](Host& h, const Args& args) {
          return h.boolean(std::isfinite(value(args)) && value(args) == std::floor(value(args)));
        },
        1, 1},
       {"hex", floatHex, 1, 1},
       {"as_integer_ratio", floatRatio, 1, 1},
       {"conjugate", [](Host&, const Args& args) { return args[0]; }, 1, 1}});
  addGetSet(host, type, "real", [](Host&, Object* self) { return self; });
  addGetSet(host, type, "imag", [](Host& h, Object*) { return h.newFloat(0); });
  auto* fromHex = host.make<StaticMethodObject>(host.types().staticMethod, Kind::StaticMethod);
  fromHex->function = host.newBuiltin(
      "float.fromhex",
      [](Host& h, const Args& args) {
        return h.newFloat(std::strtod(std::string(h.toStr(args[0])).c_str(), nullptr));
      },
      1, 1);
  type->attributes->table.set(host.intern("fromhex"), fromHex);
}

void defineComplex(Host& host) {
  ClassObject* type = host.types().complex;
  addNew(
      host, type,
      [](Host& h, const Args& args) -> Object* {
        Object* real = argument(args, 1, "real");
        Object* imaginary = argument(args, 2, "imag");
        Object* result = real ? real : h.newFloat(0);
        if (result->kind != Kind::Complex) result = h.newComplex(h.toDouble(result), 0);
        if (!imaginary) return result;
        return h.binary(syntax::BinaryOp::Add, result,
                        h.binary(syntax::BinaryOp::Mul, imaginary, h.newComplex(0, 1)));
      },
      1, 3, true);
  addGetSet(host, type, "real",
            [](Host& h, Object* c) { return h.newFloat(as<ComplexObject>(c)->real); });
  addGetSet(host, type, "imag",
            [](Host& h, Object* c) { return h.newFloat(as<ComplexObject>(c)->imaginary); });
  addMethods(host, type,
             {{"__abs__", absolute, 1, 1},
              {"conjugate",
               [](Host& h, const Args& args) {
                 const auto* c = as<ComplexObject>(args[0]);
                 return h.newComplex(c->real, -c->imaginary);
               },
               1, 1}});
}

} // namespace

void defineNumberTypes(Host& host) {
  addNew(host, host.types().int_, intNew, 1, 3, true);
  addNew(host, host.types().long_, longNew, 1, 3, true);
  addNew(host, host.types().bool_, boolNew, 1, 2);
  addIntegerMethods(host, host.types().int_);
  addIntegerMethods(host, host.types().long_);
  addMethods(host, host.types().bool_,
             {{"__repr__",
               [](Host& h, const Args& args) -> Object* {
                 return h.newStr(as<IntObject>(args[0])->value ? "True" : "False");
               },
               1, 1},
              {"__str__",
               [](Host& h, const Args& args) -> Object* {
                 return h.newStr(as<IntObject>(args[0])->value ? "True" : "False");
               },
               1, 1}});
  defineFloat(host);
  defineComplex(host);
}

ClassObject* Host::newSizedIntClass(std::string_view name, unsigned bits, bool isSigned) {
  ClassObject* cls = newBuiltinClass(name, Kind::SizedInt, {types_.object});
  cls->attributes->table.set(intern("BITS"), newInt(bits));
  cls->attributes->table.set(intern("SIGNED"), boolean(isSigned));
  cls->attributes->table.set(intern("MASK"), newIntOrLong(BigInt{(cpp_int(1) << bits) - 1}));
  addNew(
      *this, cls,
      [](Host& h, const Args& args) -> Object* {
        bool ignored = false;
        const cpp_int value = integerOf(h, args, "long", ignored);
        const cpp_int modulus = cpp_int(1) << 64;
        const cpp_int low = (value % modulus + modulus) % modulus;
        return h.newSizedInt(as<ClassObject>(args[0]), static_cast<uint64_t>(low));
      },
      1, 3);
  addIntegerMethods(*this, cls);
  return cls;
}

} // namespace tw::host
