# A jump with a constant goes where the branch on it leads.
# RUN: %tracewright pass threadjumps %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }

# "a and b" of two comparisons: the flag between them disappears.
# CHECK-LABEL: graph both(
# CHECK: if {{v[0-9]+}} goto [[SECOND:b[0-9]+]]({{.*}}) else return(0)
# CHECK: [[SECOND]](
# CHECK: int_lt({{.*}}, 10)
graph both(n) {
  b0(n_0: Signed):
    v1: Bool = int_gt(n_0, 0)
    if v1 goto b1(n_0) else b2(False)
  b1(n_2: Signed):
    v3: Bool = int_lt(n_2, 10)
    goto b2(v3)
  b2(v4: Bool):
    if v4 goto return(1) else return(0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

