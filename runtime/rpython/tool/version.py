"""The version of the toolchain."""


def get_repo_version_info(hgexe=None, root=None):
    return 'tracewright', 'unknown', 'unknown'


def rpythonroot():
    return '.'
