# Every cycle of the call graph has one check; what is on no cycle has none.
# RUN: %tracewright pass stackchecks %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }
declare even: func(Signed) -> Signed
declare odd: func(Signed) -> Signed
declare itself: func(Signed) -> Signed

# CHECK-LABEL: graph leaf(
# CHECK-NOT: stack_check
graph leaf(n) {
  b0(n_0: Signed):
    v1: Signed = int_add(n_0, 1)
    goto return(v1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# CHECK-LABEL: graph itself(
# CHECK: stack_check()
graph itself(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&itself, n_0)
    goto return(v1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# One check is enough for the two that call each other.
# CHECK-LABEL: graph even(
# CHECK: stack_check()
# CHECK-LABEL: graph odd(
# CHECK-NOT: stack_check
graph even(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&odd, n_0)
    goto return(v1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

graph odd(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&even, n_0)
    goto return(v1)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# CHECK-LABEL: graph start(
# CHECK-NOT: stack_check
graph start(n) {
  b0(n_0: Signed):
    v1: Signed = direct_call(&leaf, n_0)
    v2: Signed = direct_call(&even, v1)
    goto return(v2)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

