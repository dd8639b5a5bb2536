// The module math.
#include "translator/host/bigint.h"
#include "translator/host/modules.h"
#include "translator/host/setup.h"

#include <cmath>

namespace tw::host {

namespace {

// Domain and range errors as CPython reports them.
Object* checked(Host& host, double result, double a, double b = 0) {
  if (std::isnan(result) && !std::isnan(a) && !std::isnan(b))
    host.raise(host.types().ValueError, "math domain error");
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
    host.raise(host.types().OverflowError, "math range error");
  return host.newFloat(result);
}

template <double (*F)(double)> Object* unary(Host& host, const Args& args) {
  const double x = host.toDouble(args[0]);
  return checked(host, F(x), x);
}

template <double (*F)(double, double)> Object* binary(Host& host, const Args& args) {
  const double x = host.toDouble(args[0]), y = host.toDouble(args[1]);
  return checked(host, F(x, y), x, y);
}

template <double (*F)(double)> Object* pole(Host& host, const Args& args) {
  const double x = host.toDouble(args[0]);
  const double r = F(x);
  if (std::isinf(r) && std::isfinite(x)) host.raise(host.types().ValueError, "math domain error");
  return checked(host, r, x);
}

double naturalLog(Host& host, Object* o) {
  if (o->kind == Kind::Long && bigValue(o) > 0) {
    const cpp_int value = bigValue(o);
    const auto bits = static_cast<int64_t>(msb(value));
    if (bits > 1000)
      return std::log(static_cast<double>(cpp_int(value >> static_cast<unsigned>(bits - 60)))) +
             static_cast<double>(bits - 60) * std::log(2.0);
  }
  const double x = host.toDouble(o);
  if (x <= 0) host.raise(host.types().ValueError, "math domain error");
  return std::log(x);
}

Object* log(Host& host, const Args& args) {
  const double top = naturalLog(host, args[0]);
  if (args.size() == 1) return host.newFloat(top);
  const double bottom = naturalLog(host, args[1]);
  if (bottom == 0) host.raise(host.types().ZeroDivisionError, "float division by zero");
  return host.newFloat(top / bottom);
}

double hypot2(double a, double b) { return std::hypot(a, b); }
double atan22(double a, double b) { return std::atan2(a, b); }

// Zero to a negative power is a pole, not an overflow.
Object* pow(Host& host, const Args& args) {
  const double x = host.toDouble(args[0]), y = host.toDouble(args[1]);
  if (x == 0 && y < 0 && std::isfinite(y)) host.raise(host.types().ValueError, "math domain error");
  return checked(host, std::pow(x, y), x, y);
}
double fmod2(double a, double b) { return std::fmod(a, b); }
double copysign2(double a, double b) { return std::copysign(a, b); }

Object* factorial(Host& host, const Args& args) {
  const int64_t n = host.toInt(args[0]);
  if (n < 0) host.raise(host.types().ValueError, "factorial() not defined for negative values");
  cpp_int result = 1;
  for (int64_t i = 2; i <= n; ++i) result *= i;
  return host.newIntOrLong(BigInt{result});
}

Object* fsum(Host& host, const Args& args) {
  long double total = 0, lost = 0;
  host.forEach(args[0], [&](Object* o) {
    const long double x = host.toDouble(o), t = total + x;
    lost += std::fabs(total) >= std::fabs(x) ? (total - t) + x : (x - t) + total;
    total = t;
  });
  return host.newFloat(static_cast<double>(total + lost));
}

} // namespace

void initMath(Host& host, ModuleObject* module) {
  setModuleItem(host, module, "pi", host.newFloat(3.141592653589793));
  setModuleItem(host, module, "e", host.newFloat(2.718281828459045));
  addFunctions(
      host, module,
      {{"sqrt", unary<std::sqrt>, 1, 1},
       {"exp", unary<std::exp>, 1, 1},
       {"expm1", unary<std::expm1>, 1, 1},
       {"sin", unary<std::sin>, 1, 1},
       {"cos", unary<std::cos>, 1, 1},
       {"tan", unary<std::tan>, 1, 1},
       {"asin", unary<std::asin>, 1, 1},
       {"acos", unary<std::acos>, 1, 1},
       {"atan", unary<std::atan>, 1, 1},
       {"sinh", unary<std::sinh>, 1, 1},
       {"cosh", unary<std::cosh>, 1, 1},
       {"tanh", unary<std::tanh>, 1, 1},
       {"asinh", unary<std::asinh>, 1, 1},
       {"acosh", unary<std::acosh>, 1, 1},
       {"atanh", pole<std::atanh>, 1, 1},
       {"floor", unary<std::floor>, 1, 1},
       {"ceil", unary<std::ceil>, 1, 1},
       {"fabs", unary<std::fabs>, 1, 1},
       {"log10", pole<std::log10>, 1, 1},
       {"log1p", pole<std::log1p>, 1, 1},
       {"erf", unary<std::erf>, 1, 1},
       {"erfc", unary<std::erfc>, 1, 1},
       {"gamma", pole<std::tgamma>, 1, 1},
       {"lgamma", pole<std::lgamma>, 1, 1},
       {"pow", pow, 2, 2},
       {"fmod", binary<fmod2>, 2, 2},
       {"atan2", binary<atan22>, 2, 2},
       {"hypot", binary<hypot2>, 2, 2},
       {"copysign", binary<copysign2>, 2, 2},
       {"log", log, 1, 2},
       {"factorial", factorial, 1, 1},
       {"fsum", fsum, 1, 1},
       {"isnan",
        [](Host& h, const Args& args) { return h.boolean(std::isnan(h.toDouble(args[0]))); }, 1, 1},
       {"isinf",
        [](Host& h, const Args& args) { return h.boolean(std::isinf(h.toDouble(args[0]))); }, 1, 1},
       {"degrees",
        [](Host& h, const Args& args) { return h.newFloat(h.toDouble(args[0]) * (180.0 / M_PI)); },
        1, 1},
       {"radians",
        [](Host& h, const Args& args) { return h.newFloat(h.toDouble(args[0]) * (M_PI / 180.0)); },
        1, 1},
       {"trunc", [](Host& h, const Args& args) { return h.call(h.types().int_, {args[0]}); }, 1, 1},
       {"ldexp",
        [](Host& h, const Args& args) {
          const double x = h.toDouble(args[0]);
          return checked(h,
                         std::ldexp(x, static_cast<int>(
                                           std::clamp<int64_t>(h.toInt(args[1]), -100000, 100000))),
                         x);
        },
        2, 2},
       {"frexp",
        [](Host& h, const Args& args) -> Object* {
          int exponent = 0;
          const double m = std::frexp(h.toDouble(args[0]), &exponent);
          return h.newTuple({h.newFloat(m), h.newInt(exponent)});
        },
        1, 1},
       {"modf",
        [](Host& h, const Args& args) -> Object* {
          double whole;
          const double part = std::modf(h.toDouble(args[0]), &whole);
          return h.newTuple({h.newFloat(part), h.newFloat(whole)});
        },
        1, 1}});
}

} // namespace tw::host
