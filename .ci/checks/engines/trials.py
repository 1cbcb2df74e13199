"""The trials by their names: the longest first, because some run at once."""

from . import each_state

TRIALS = {
    "states-nullmailer": each_state.nullmailer,
    "states-gated": each_state.gated,
    "states-postfix": each_state.postfix,
}
