"""What the translated program does where a built-in exception class has code of its own."""


def init_environment_error(self, *args):
    # One argument is only a text, as in IOError("no such thing").
    self.errno = args[0] if len(args) >= 2 else 0
    self.strerror = args[1] if len(args) >= 2 else None
    self.filename = args[2] if len(args) >= 3 else None
