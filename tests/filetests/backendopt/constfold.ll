# What can be computed now is not computed at run time.
# RUN: %tracewright pass constfold %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }
struct %config gc { limit!: Signed, level: Signed }
data config %config { limit: 40, level: 2 }
data primes gcarray!(Signed) [2, 3, 5, 7]

# Immutable prebuilt data is read now, other data is not.
# CHECK-LABEL: graph prebuilt(
# CHECK: [[LEVEL:v[0-9]+]]: Signed = getfield(&config, .level)
# CHECK-NEXT: {{.*}} = int_add([[LEVEL]], 47)
graph prebuilt() {
  b0():
    v0: Signed = getfield(&config, .limit)
    v1: Signed = getarrayitem(&primes, 3)
    v2: Signed = int_add(v0, v1)
    v3: Signed = getfield(&config, .level)
    v4: Signed = int_add(v3, v2)
    goto return(v4)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A branch on a constant is not there.
# CHECK-LABEL: graph branch(
# CHECK-NOT: if
# CHECK: return(1)
graph branch(n) {
  b0(n_0: Signed):
    v1: Signed = getarraysize(&primes)
    v2: Bool = int_eq(v1, 4)
    if v2 goto return(1) else return(n_0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A negated condition exchanges the branches.
# CHECK-LABEL: graph negated(
# CHECK: [[C:v[0-9]+]]: Bool = int_lt(n_0, 0)
# CHECK-NEXT: if [[C]] goto return(2) else return(1)
graph negated(n) {
  b0(n_0: Signed):
    v1: Bool = int_lt(n_0, 0)
    v2: Bool = bool_not(v1)
    if v2 goto return(1) else return(2)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# Neutral operands.
# CHECK-LABEL: graph neutral(
# CHECK: b0(n_0: Signed):
# CHECK-NEXT: return(n_0)
graph neutral(n) {
  b0(n_0: Signed):
    v1: Signed = int_add(n_0, 0)
    v2: Signed = int_mul(1, v1)
    v3: Signed = int_xor(v2, 0)
    v4: Signed = int_lshift(v3, 0)
    goto return(v4)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# What would fail is left to run time.
# CHECK-LABEL: graph fails(
# CHECK: int_floordiv(1, 0)
# CHECK: getarrayitem(&primes, 7)
graph fails() {
  b0():
    v0: Signed = int_floordiv(1, 0)
    v1: Signed = getarrayitem(&primes, 7)
    v2: Signed = int_add(v0, v1)
    goto return(v2)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

