/* The complex functions of the C library, by number, for runtime/rlib/rcomplex.py. */
#include "runtime/number.h"

#include <complex.h>

typedef double complex (*function)(double complex);

/* In the order of the numbers in rcomplex.py. */
static const function functions[] = {
    csqrt, cacos, cacosh, casin, casinh, catan, catanh, clog,
    cexp,  ccosh, csinh,  ctanh, ccos,   csin,  ctan,
};

static double complex call(Signed which, double x, double y) {
  return functions[which](CMPLX(x, y));
}

double tw_complex_real(Signed which, double x, double y) { return creal(call(which, x, y)); }
double tw_complex_imag(Signed which, double x, double y) { return cimag(call(which, x, y)); }
