# Assertions on values disappear, and with them what only they used.
# RUN: %tracewright pass removeasserts %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }

# CHECK-LABEL: graph f(
# CHECK-NOT: debug_assert
# CHECK-NOT: int_ge
# CHECK: return(n_0)
graph f(n) {
  b0(n_0: Signed):
    v1: Bool = int_ge(n_0, 0)
    debug_assert(v1, "negative")
    goto return(n_0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

