"""Terminals."""
import os


def get_terminal_width():
    """Columns; what is too narrow to be true counts as 80."""
    try:
        width = int(os.environ.get('COLUMNS', '80'))
    except ValueError:
        width = 80
    return width if width >= 40 else 80
