"""The same class as StringIO.StringIO."""

from StringIO import StringIO
