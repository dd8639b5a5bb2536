"""Names of the reference's annotator that targets import.

Annotation happens in the translator; what is here lets programs state types at
import time.
"""
