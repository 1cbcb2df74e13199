"""The trials by their names: the longest first, because some run at once."""

from . import bounds, connecting, encryption, exim, logins, postfix, reports, safety, verdicts

TRIALS = {
    "bounds": bounds.trial,
    "connecting": connecting.trial,
    "verdicts": verdicts.random_runs,
    "encryption": encryption.trial,
    "logins": logins.trial,
    "commands": safety.commands,
    "echoes": safety.echoes,
    "interrupted": bounds.interrupted,
    "fail-on": verdicts.fail_on,
    "once": verdicts.once,
    "jobs": verdicts.jobs,
    "hidden": safety.hidden,
    "injection": safety.injection,
    "reports": reports.trial,
    "postfix": postfix.trial,
    "exim": exim.trial,
}
