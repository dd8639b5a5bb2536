# A chain of comparisons of one value with constants becomes a switch.
# RUN: %tracewright pass mergeifs %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }

# CHECK-LABEL: graph chain(
# CHECK: switch n_0 [
# CHECK-NEXT: /1: return(10)
# CHECK-NEXT: /2: return(20)
# CHECK-NEXT: /3: return(30)
# CHECK-NEXT: default: return(0)
graph chain(n) {
  b0(n_0: Signed):
    v1: Bool = int_eq(n_0, 1)
    if v1 goto return(10) else b1(n_0)
  b1(n_2: Signed):
    v3: Bool = int_eq(n_2, 2)
    if v3 goto return(20) else b2(n_2)
  b2(n_4: Signed):
    v5: Bool = int_eq(n_4, 3)
    if v5 goto return(30) else return(0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# Comparisons of different values are no chain.
# CHECK-LABEL: graph mixed(
# CHECK-NOT: switch
graph mixed(n, m) {
  b0(n_0: Signed, m_1: Signed):
    v2: Bool = int_eq(n_0, 1)
    if v2 goto return(10) else b1(m_1)
  b1(m_3: Signed):
    v4: Bool = int_eq(m_3, 2)
    if v4 goto return(20) else return(0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

