# An object that never leaves its function becomes variables.
# RUN: %tracewright pass mallocs %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }
struct %pair gc { a: Signed, b: Signed }

# Fields start as zero, and live through the loop.
# CHECK-LABEL: graph local(
# CHECK-NOT: malloc
# CHECK: goto b1({{.*}}0
# CHECK-NOT: field
graph local(n) {
  b0(n_0: Signed):
    p_1: *%pair = malloc(<%pair>, {gc})
    setfield(p_1, .a, n_0)
    goto b1(p_1, n_0)
  b1(p_2: *%pair, n_3: Signed):
    v4: Bool = int_gt(n_3, 0)
    if v4 goto b2(p_2, n_3) else b3(p_2)
  b2(p_5: *%pair, n_6: Signed):
    v7: Signed = getfield(p_5, .b)
    v8: Signed = int_add(v7, n_6)
    setfield(p_5, .b, v8)
    v9: Signed = int_sub(n_6, 1)
    goto b1(p_5, v9)
  b3(p_10: *%pair):
    v11: Signed = getfield(p_10, .b)
    goto return(v11)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A test of the new object against null is decided.
# CHECK-LABEL: graph tested(
# CHECK-NOT: malloc
# CHECK: return
graph tested(n) {
  b0(n_0: Signed):
    p_1: *%pair = malloc(<%pair>, {gc})
    v2: Bool = ptr_nonzero(p_1)
    if v2 goto return(n_0) else return(0)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

external keep: func(*%pair) -> Signed
# An object that is passed on stays.
# CHECK-LABEL: graph escapes(
# CHECK: malloc(<%pair>, {gc})
graph escapes(n) {
  b0(n_0: Signed):
    p_1: *%pair = malloc(<%pair>, {gc})
    v2: Signed = direct_call(&keep, p_1)
    goto return(v2)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}


struct %wide gc %pair { c: Signed }
# Code that never runs may take the object for one of another class: it stays.
# CHECK-LABEL: graph mistaken(
# CHECK: malloc(<%pair>, {gc})
graph mistaken(n) {
  b0(n_0: Signed):
    p_1: *%pair = malloc(<%pair>, {gc})
    v2: Bool = int_gt(n_0, 0)
    if v2 goto b1(p_1) else return(n_0)
  b1(p_3: *%pair):
    w_4: *%wide = cast_pointer(p_3)
    v5: Signed = getfield(w_4, .c)
    goto return(v5)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}
