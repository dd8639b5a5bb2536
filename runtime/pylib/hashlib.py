"""MD5 and SHA-1."""
from rpython.rlib.rmd5 import RMD5 as md5
from rpython.rlib.rsha import RSHA as sha1


def new(name, string=''):
    return {'md5': md5, 'sha1': sha1, 'sha': sha1}[name.lower()](string)
