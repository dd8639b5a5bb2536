"""What programs use of the library py: templates of source code, paths, terminals, names of tests."""
from py import builtin, code, io, path, test
