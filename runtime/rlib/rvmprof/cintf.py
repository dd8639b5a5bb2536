"""The profiler's part in C, which does not exist here: executables are profiled by the system's
tools."""

IS_SUPPORTED = False


class VMProfPlatformUnsupported(Exception):
    pass
