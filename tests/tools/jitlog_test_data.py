"""Logs for the tests of tools/jitlog."""

LOG = """\
[100] {jit-mem-looptoken-alloc
allocating Loop # 0
[110] jit-mem-looptoken-alloc}
[112] {jit-backend-addr
Loop 0 (main:3 JUMP_BACK) has address 0x5000 to 0x5003 (bootstrap 0x5000)
       gc table: 0x5004
[114] jit-backend-addr}
[116] {jit-backend-dump
BACKEND x86_64
SYS_EXECUTABLE ??
CODE_DUMP @5000 +0  31C0EBFE
[118] jit-backend-dump}
[120] {jit-log-opt-loop
# Loop 0 (main:3 JUMP_BACK) : loop with 4 ops
[p0, i1]
label(p0, i1, descr=TargetToken(77))
debug_merge_point(0, 0, 'main:3 LOAD')
+12: i3 = int_add(i1, 1)
guard_true(i3, descr=<Guard0x2>) [p0]
jump(p0, i3, descr=TargetToken(77))
[130] jit-log-opt-loop}
[200] {pebble-phase
seven
[205] {jit-mem-looptoken-alloc
allocating Bridge # 1 of Loop # 0
[206] jit-mem-looptoken-alloc}
[210] {jit-log-opt-bridge
# bridge out of Guard 0x2 with 1 ops
[p0]
finish(p0)
[220] jit-log-opt-bridge}
[300] pebble-phase}
[310] {gc-collect-done
memory before: 1000000 after: 500000
[320] gc-collect-done}
[330] {jit-abort
~~~ ABORTING TRACING trace too long
[335] jit-abort}
[336] {jit-mem-usage
loops: 3 bridges: 2 data: 4096 code: 8192 resident: 65536 resume: 77 rss: 1048576
[338] jit-mem-usage}
[339] {jit-mem-bridges-free
freeing 1 bridges of Loop # 0
[33a] jit-mem-bridges-free}
[340] {jit-mem-looptoken-free
freeing Loop # 0 with 0 attached bridges
[350] jit-mem-looptoken-free}
[360] {jit-backend-counts
entry 0:5
TargetToken(77):1234
bridge 2:6
[370] jit-backend-counts}
"""

# What only the reference writes.
REFERENCE = """\
[10] {gc-minor
minor collect, total memory used: 900
[11] gc-minor}
[12] {gc-collect-done
arenas:                 2  =>  1
bytes used in arenas:  300
bytes raw-malloced:    40  =>  30
[14] gc-collect-done}
[20] {jit-mem-looptoken-alloc
allocating Loop # 1
[21] jit-mem-looptoken-alloc}
[30] {jit-mem-collect
Current generation: 9
Loop tokens before: 1
Loop tokens freed:  1
Loop tokens left:   0
[31] jit-mem-collect}
[40] {jit-backend-addr
bridge out of Guard 0x7f05 has address 0x6010 to 0x6020
       gc table: 0x6000
[41] jit-backend-addr}
[42] {jit-backend-dump
CODE_DUMP @6000 +0  0011
[43] jit-backend-dump}
[44] {jit-log-opt-bridge
# bridge out of Guard 0x7f05 with 1 ops
[p0]
+32: finish(p0, descr=<DoneWithThisFrameDescrRef object at 0x55d0>)
[45] jit-log-opt-bridge}
"""
