"""The policy class of the annotator."""
class AnnotatorPolicy(object):
    """Kept for targets that return one; the translator has its own policy."""
