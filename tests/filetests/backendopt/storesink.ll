# Fields and items whose value is known are not read again.
# RUN: %tracewright pass storesink %s | FileCheck %s
struct %vtable raw { subclassrange_min!: Signed, subclassrange_max!: Signed }
struct %object gc { }
struct %pair gc %object { a: Signed, b: Signed, size!: Signed }
struct %sub gc %pair { c: Signed }
struct %buffer raw { a: Signed }
external poll: func() -> Signed collects

# Stored, then read through another static type.
# CHECK-LABEL: graph stored(
# CHECK: setfield(p_2, .a, n_1)
# CHECK-NOT: getfield
# CHECK: int_add(n_1, n_1)
graph stored(s, n) {
  b0(s_0: *%sub, n_1: Signed):
    p_2: *%pair = cast_pointer(s_0)
    setfield(p_2, .a, n_1)
    v3: Signed = getfield(s_0, .a)
    v4: Signed = int_add(n_1, v3)
    goto return(v4)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# The branches know what the block before them knows.
# CHECK-LABEL: graph branches(
# CHECK: [[A:v[0-9]+]]: Signed = getfield(p_0, .a)
# CHECK: goto return([[A]]) else return(n_1)
# CHECK-NOT: getfield
graph branches(p, n) {
  b0(p_0: *%pair, n_1: Signed):
    v2: Signed = getfield(p_0, .a)
    v3: Bool = int_gt(v2, n_1)
    if v3 goto b1(p_0) else return(n_1)
  b1(p_4: *%pair):
    v5: Signed = getfield(p_4, .a)
    goto return(v5)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# Another object's field may be the same one; another field is not.
# CHECK-LABEL: graph aliases(
# CHECK: setfield(q_1, .a, 5)
# CHECK-NEXT: {{.*}} = getfield(p_0, .a)
# CHECK-NOT: getfield
# CHECK: return
graph aliases(p, q) {
  b0(p_0: *%pair, q_1: *%pair):
    v2: Signed = getfield(p_0, .a)
    v3: Signed = getfield(p_0, .b)
    setfield(q_1, .a, 5)
    v4: Signed = getfield(p_0, .a)
    v5: Signed = getfield(p_0, .b)
    v6: Signed = int_add(v2, v4)
    v7: Signed = int_add(v3, v5)
    v8: Signed = int_add(v6, v7)
    goto return(v8)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A call that nobody knows forgets all but what is immutable.
# CHECK-LABEL: graph calls(
# CHECK: direct_call(&poll)
# CHECK-NEXT: {{.*}} = getfield(p_0, .a)
# CHECK-NOT: getfield
# CHECK: return
graph calls(p) {
  b0(p_0: *%pair):
    v1: Signed = getfield(p_0, .a)
    v2: Signed = getfield(p_0, .size)
    v3: Signed = direct_call(&poll)
    v4: Signed = getfield(p_0, .a)
    v5: Signed = getfield(p_0, .size)
    v6: Signed = int_add(v1, v4)
    v7: Signed = int_add(v2, v5)
    v8: Signed = int_add(v6, v7)
    goto return(v8)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# An allocation may run a finalizer, which may write anything.
# CHECK-LABEL: graph allocates(
# CHECK: malloc
# CHECK: getfield(p_0, .a)
graph allocates(p) {
  b0(p_0: *%pair):
    v1: Signed = getfield(p_0, .a)
    p_2: *%pair = malloc(<%pair>, {gc})
    setfield(p_2, .b, v1)
    v3: Signed = getfield(p_0, .a)
    v4: Signed = int_add(v1, v3)
    goto return(v4)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# Items at the same index; a store at an unknown index forgets them.
# CHECK-LABEL: graph items(
# CHECK: [[FIRST:v[0-9]+]]: Signed = getarrayitem(l_0, n_1)
# CHECK-NEXT: {{.*}} = int_add([[FIRST]], [[FIRST]])
# CHECK: setarrayitem(l_0, 0,
# CHECK: getarrayitem(l_0, n_1)
graph items(l, n) {
  b0(l_0: *gcarray(Signed), n_1: Signed):
    v2: Signed = getarrayitem(l_0, n_1)
    v3: Signed = getarrayitem(l_0, n_1)
    v4: Signed = int_add(v2, v3)
    setarrayitem(l_0, 0, v4)
    v5: Signed = getarrayitem(l_0, n_1)
    goto return(v5)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# A loop's head is entered with different memory.
# CHECK-LABEL: graph loop(
# CHECK: setfield(p_0, .a, 0)
# CHECK: getfield(p{{.*}}, .a)
# CHECK-NOT: getfield
# CHECK: return
graph loop(p, n) {
  b0(p_0: *%pair, n_1: Signed):
    setfield(p_0, .a, 0)
    goto b1(p_0, n_1)
  b1(p_2: *%pair, n_3: Signed):
    v4: Signed = getfield(p_2, .a)
    v5: Bool = int_lt(v4, n_3)
    if v5 goto b2(p_2, n_3) else return(v4)
  b2(p_6: *%pair, n_7: Signed):
    v8: Signed = getfield(p_6, .a)
    v9: Signed = int_add(v8, 1)
    setfield(p_6, .a, v9)
    goto b1(p_6, n_7)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# C code may change raw memory.
# CHECK-LABEL: graph raw(
# CHECK-COUNT-2: getfield(b_0, .a)
graph raw(b) {
  b0(b_0: *%buffer):
    v1: Signed = getfield(b_0, .a)
    v2: Signed = getfield(b_0, .a)
    v3: Signed = int_add(v1, v2)
    goto return(v3)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}

# Blocks that only join values disappear, with the values passed on to those that use them.
# CHECK-LABEL: graph joined(
# CHECK: [[SUM:v[0-9]+]]: Signed = int_add([[VALUE:v[0-9]+]], [[VALUE]])
# CHECK-NEXT: goto return([[SUM]])
graph joined(p, n) {
  b0(p_0: *%pair, n_1: Signed):
    v2: Signed = getfield(p_0, .a)
    v3: Signed = getfield(p_0, .a)
    v4: Bool = int_lt(v3, n_1)
    if v4 goto b1(1, v2) else b1(2, n_1)
  b1(v5: Signed, v6: Signed):
    goto b2(v5, v6)
  b2(v7: Signed, v8: Signed):
    v9: Bool = int_lt(v8, 10)
    if v9 goto b3(v7) else return(0)
  b3(v10: Signed):
    v11: Signed = int_add(v10, v10)
    goto return(v11)
  return(r_900: Signed)
  except(e_901: *%vtable, v_902: *%object)
}
