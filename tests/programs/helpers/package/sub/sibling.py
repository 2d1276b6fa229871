from .. import leaf
from ..leaf import VALUE
from ... import plain


def relative():
    return leaf.VALUE == VALUE, plain.__name__, __package__
