"""What programs use of the library py: templates of source code, paths, names of tests."""
from py import builtin, code, path, test
