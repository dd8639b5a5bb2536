# Small functions are inlined, with their exceptions; large ones are not.
# RUN: %tracewright pass inline %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }
struct %Exception gc %object { }
data vt_Exception %vtable { subclassrange_min: 1, subclassrange_max: 10 }
vtable %Exception &vt_Exception
data error %Exception { }

graph small(n) {
  b0(n_0: Signed):
    v1: Signed = int_mul(n_0, 3)
    goto return(v1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# CHECK-LABEL: graph caller(
# CHECK-NOT: direct_call
# CHECK: int_mul(n_0, 3)
# CHECK-LABEL: graph checked(
graph caller(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&small, n_0)
    v2: Signed = int_add(v1, 1)
    goto return(v2)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

graph checked(n) {
  b0(n_0: Signed):
    v1: Bool = int_lt(n_0, 0)
    if v1 goto except(&vt_Exception, &error as *%object) else return(n_0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# What the inlined function raises goes to the caller's handler.
# CHECK-LABEL: graph guarded(
# CHECK-NOT: direct_call
# CHECK: int_lt(n_0, 0)
# CHECK: return(-1)
graph guarded(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&checked, n_0)
    goto return(v1)
    on /&vt_Exception (e_2: *%vtable, v_3: *%object) goto return(-1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A function that calls itself stays.
# CHECK-LABEL: graph recursive(
# CHECK: direct_call(&recursive
declare recursive: func(Signed) -> Signed
graph recursive(n) {
  b0(n_0: Signed):
    v1: Bool = int_lt(n_0, 2)
    if v1 goto return(n_0) else b1(n_0)
  b1(n_2: Signed):
    v3: Signed = int_sub(n_2, 1)
    v4: Signed = direct_call(&recursive, v3)
    goto return(v4)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

