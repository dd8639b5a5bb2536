"""The code writer of the reference."""
class CodeWriter(object):
    """Kept for targets that name it; jitcode is written by the stage pyjitpl."""
