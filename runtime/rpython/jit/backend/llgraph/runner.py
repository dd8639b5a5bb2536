"""The JIT backend that the reference tests with."""
class LLGraphCPU(object):
    """Kept for targets that name it; there is no JIT in the untranslated program."""
