"""The trials by their names: the longest first, because some run at once."""

from . import each_state, envelopes, exchanges, gates, logins, random_runs

TRIALS = {
    "random-gated": random_runs.gated,
    "random-postfix": random_runs.postfix,
    "random-nullmailer": random_runs.nullmailer,
    "exchanges-gated": exchanges.gated,
    "exchanges-postfix": exchanges.postfix,
    "gates-held": gates.held,
    "gates-burst": gates.burst,
    "logins-postfix": logins.postfix,
    "logins-gated": logins.gated,
    "logins-nullmailer": logins.nullmailer,
    "states-nullmailer": each_state.nullmailer,
    "states-gated": each_state.gated,
    "states-postfix": each_state.postfix,
    "envelopes-nullmailer": envelopes.nullmailer,
    "envelopes-gated": envelopes.gated,
    "envelopes-postfix": envelopes.postfix,
}
