"""Looks for what must never be shown, in everything that the program wrote."""

import base64
import html
import json
import re
import unicodedata

from ..runners import obeyed


def _forms(user, password):
    """A password as a server may repeat it."""
    data = password.encode()
    yield password
    for each in (data, b"\0" + user.encode() + b"\0" + data):
        yield base64.b64encode(each).decode().rstrip("=")


def _unescaped(text):
    """A text as it is, without the ends of lines that were too long, and as a reader of JSON or XML gets it."""
    yield text
    yield re.sub(r"\s*\n\s*", " ", text)
    yield re.sub(r"\s*\n\s*", "", text)
    yield html.unescape(text)
    try:
        yield from _strings(json.loads(text))
    except ValueError:
        yield re.sub(r"\\u\{?([0-9a-fA-F]+)\}?", lambda match: chr(int(match[1], 16)), text)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def leaks(output, logins):
    """The secrets in an output, which is bytes, each with what is around it; `logins` are pairs of user and password.

    An output is searched as it would be shown.
    """
    texts = list(_unescaped(output.decode("utf-8", "replace")))
    found = []
    for form in {form for user, password in logins for form in _forms(user, password)}:
        for text in texts:
            if (at := text.find(form)) >= 0:
                found.append(text[max(0, at - 40) : at + len(form) + 20])
    return sorted(set(found))[:5]


def dangers(output):
    """What a terminal or a CI server would act on in an output, which is bytes."""
    found = obeyed(output)
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return [*found, str(error)]
    controls = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} - {"\n"}
    return [*found, *(f"U+{ord(control):04X}" for control in sorted(controls))]
