"""Reads YAML by its core schema, without the surprises of other readers.

Keys are as they are written, and merge keys are resolved.
"""

import re

import ruamel.yaml
from ruamel.yaml import events as ev

# The type of a plain scalar that is not a string.
PLAIN = [
    (r"null|Null|NULL|~|", lambda text: None),
    (r"true|True|TRUE", lambda text: True),
    (r"false|False|FALSE", lambda text: False),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda text: int(text[2:], 8)),
    (r"0x[0-9a-fA-F]+", lambda text: int(text[2:], 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", lambda text: float(text)),
    (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: 0.5),
]


def scalar(event):
    """The value of a scalar."""
    tag = str(event.tag or "")
    if event.style is not None or tag == "!" or tag.endswith(":str"):
        return event.value
    for pattern, convert in PLAIN:
        if re.fullmatch(pattern, event.value):
            return convert(event.value)
    return event.value


def read_yaml(data):
    """The value of the first document in some bytes."""
    stream = iter(ruamel.yaml.YAML(typ="safe", pure=True).parse(data.decode("utf-8-sig")))
    anchors = {}

    def node(event):
        if isinstance(event, ev.AliasEvent):
            return anchors[event.anchor]
        if isinstance(event, ev.ScalarEvent):
            value = (scalar(event), event.value, event.style is None)
        elif isinstance(event, ev.SequenceStartEvent):
            children = []
            while not isinstance(child := next(stream), ev.SequenceEndEvent):
                children.append(node(child)[0])
            value = (children, None, False)
        else:
            own, merged = {}, []
            while not isinstance(child := next(stream), ev.MappingEndEvent):
                _, key, plain = node(child)
                content = node(next(stream))[0]
                if key == "<<" and plain:
                    merged += content if isinstance(content, list) else [content]
                elif key is None or key in own:
                    raise ValueError("a key that is not a string, or a duplicate key")
                else:
                    own[key] = content
            for source in merged:
                for key, content in source.items():
                    own.setdefault(key, content)
            value = (own, None, False)
        if event.anchor:
            anchors[event.anchor] = value
        return value

    for event in stream:
        if not isinstance(event, (ev.StreamStartEvent, ev.DocumentStartEvent)):
            return node(event)[0]
    raise ValueError("no document")
