"""Random bytes from the operating system, good enough for cryptography."""
import os


def urandom(n, signal_checker=None):
    """n random bytes; signal_checker() is called when a signal interrupts."""
    pieces = []
    fd = os.open('/dev/urandom', os.O_RDONLY, 0777)
    try:
        while n > 0:
            try:
                piece = os.read(fd, n)
            except OSError as error:
                if error.errno != 4:        # EINTR
                    raise
                if signal_checker is not None:
                    signal_checker()
                continue
            pieces.append(piece)
            n -= len(piece)
    finally:
        os.close(fd)
    return ''.join(pieces)
