"""Writes data as YAML in many ways: block and flow style, quotes, anchors, merge keys, line ends."""

import re

from checks.core_yaml import PLAIN

# A string that needs no quotes, unless it would be read as something else.
SAFE = re.compile(r"[A-Za-z0-9/.][A-Za-z0-9/._-]*(:[0-9]+)?")
TABLES = ("servers", "sites")


class Merged(dict):
    """A mapping that takes some of its keys from a template; `template` is the name of its anchor."""

    def __init__(self, own, template):
        """Remembers the anchor."""
        super().__init__(own)
        self.template = template


class Writer:
    """Writes one file after another, the same for the same random numbers."""

    def __init__(self, rng):
        """Starts without anchors."""
        self.rng = rng
        self.anchors = []

    def file(self, data):
        """The bytes of a file with these values."""
        self.anchors = []
        templates, content = self.with_templates(self.shuffled(data))
        lines = ["# A layer\n"] if self.chance(0.2) else []
        lines += [self.entry(f"x-{name}", value, 0, name) for name, value in templates.items()]
        lines += [self.entry(key, value, 0) for key, value in content.items()]
        text = ("---\n" if self.chance(0.1) else "") + "".join(lines)
        ends = self.rng.choice(["\n", "\n", "\n", "\r\n", "\r"])
        return (b"\xef\xbb\xbf" if self.chance(0.1) else b"") + text.replace("\n", ends).encode()

    def chance(self, probability):
        """True with a probability."""
        return self.rng.random() < probability

    def shuffled(self, value, is_table=False):
        """The same data with keys in another order, except the ids of servers and sites: the result keeps theirs."""
        if not isinstance(value, dict):
            return value
        items = [(key, self.shuffled(item, key in TABLES and isinstance(item, dict))) for key, item in value.items()]
        if not is_table:
            self.rng.shuffle(items)
        return dict(items)

    def with_templates(self, data):
        """Templates by the names of their anchors, and the data with merge keys in place of what they contain."""
        templates, data = {}, dict(data)
        for kind in TABLES:
            for name, entry in (data.get(kind) or {}).items():
                if not entry or not self.chance(0.25):
                    continue
                moved = {key for key in entry if self.chance(0.5)}
                template = {key: entry[key] for key in moved & entry.keys()}
                own = {key: value for key, value in entry.items() if key not in moved}
                if "priority" in own and self.chance(0.5):
                    template["priority"] = self.rng.choice(["High", "Normal", "Low"])
                if "enabled" in own and self.chance(0.5):
                    template["enabled"] = self.chance(0.5)
                if template:
                    anchor = f"t{len(templates)}"
                    template = dict(sorted(template.items()))
                    templates[anchor] = template
                    data[kind] = {**data[kind], name: Merged(own, anchor)}
        return templates, data

    def entry(self, key, value, indent, anchor=None):
        """A key and its value in block style."""
        name = self.string(key) if key == "*" or self.chance(0.1) else key
        start = " " * indent + name + ":"
        alias = None if key == "extends" and not isinstance(value, str) else self.alias(value)
        if alias and not anchor:
            return f"{start} {alias}\n"
        if anchor:
            start += f" &{anchor}"
        elif key != "extends" or isinstance(value, str):
            start += self.new_anchor(value)
        is_block = bool(value or isinstance(value, Merged)) and isinstance(value, (dict, list)) and self.chance(0.6)
        if not is_block:
            text = self.flow(value, indent)
            return start + (" " + text if text else "") + self.remark() + "\n"
        step = self.rng.choice([1, 2, 2, 4])
        if isinstance(value, list):
            step = self.rng.choice([0, 2])
            items = [f"{' ' * (indent + step)}- {self.flow(item, indent + step)}\n" for item in value]
        else:
            items = [self.entry(name, item, indent + step) for name, item in value.items()]
            if isinstance(value, Merged):
                items.insert(self.rng.randint(0, len(items)), f"{' ' * (indent + step)}<<: {self.source(value)}\n")
        return start + self.remark() + "\n" + "".join(items)

    def remark(self):
        """Sometimes a comment."""
        return "  # as agreed" if self.chance(0.05) else ""

    def source(self, value):
        """What stands behind `<<`."""
        return f"*{value.template}" if self.chance(0.7) else f"[ *{value.template} ]"

    def alias(self, value):
        """Sometimes an alias for an equal value that is above."""
        names = [name for name, known in self.anchors if known == value]
        return f"*{names[-1]}" if names and not isinstance(value, Merged) and self.chance(0.6) else None

    def new_anchor(self, value):
        """Sometimes an anchor, with a space before it."""
        if isinstance(value, (bool, int)) or not value or not self.is_plain_data(value) or not self.chance(0.15):
            return ""
        self.anchors.append((f"a{len(self.anchors)}", value))
        return f" &{self.anchors[-1][0]}"

    def is_plain_data(self, value):
        """Whether a value is a string, a list of strings, or a mapping of strings: nothing with anchors inside."""
        items = value.values() if isinstance(value, dict) else value
        return not isinstance(value, Merged) and all(isinstance(item, str) for item in items)

    def flow(self, value, indent):
        """A value in flow style, or a scalar."""
        if isinstance(value, str):
            return self.string(value)
        if value is None:
            return self.rng.choice(["null", "~", "null", "Null"])
        if isinstance(value, bool):
            return str(value) if self.chance(0.1) else str(value).lower()
        if isinstance(value, int):
            return self.rng.choice([f"{value}", f"{value}", f"{value}", f"0{value}", f"0x{value}"])
        items = []
        if isinstance(value, list):
            items = [self.flow(item, indent) for item in value]
            opening, closing = "[]"
        else:
            for key, item in value.items():
                name = self.string(key) if key == "*" or self.chance(0.1) else key
                items.append(f"{name}: {self.alias(item) or self.flow(item, indent)}")
            if isinstance(value, Merged):
                items.insert(self.rng.randint(0, len(items)), f"<<: {self.source(value)}")
            opening, closing = "{}"
        if not items:
            return self.rng.choice([opening + closing, opening + " " + closing, "null", "~"])
        space = self.rng.choice(["", " ", "\n" + " " * (indent + 3)])
        if "*" in items[-1]:
            space = space or " "
        separator = ", " if "\n" not in space else "," + space
        return opening + space + separator.join(items) + (" " if space else "") + closing

    def string(self, text):
        """A string, plain or in quotes."""
        is_plain = SAFE.fullmatch(text) and not any(re.fullmatch(pattern, text) for pattern, _ in PLAIN)
        style = self.rng.randint(0, 5 if is_plain else 1)
        if style == 0:
            return "'" + text.replace("'", "''") + "'"
        if style == 1:
            text = text.replace("\\", "\\\\").replace('"', '\\"')
            first = text[:1]
            return (
                f'"\\x{ord(first):02x}{text[1:]}"'
                if first.isalpha() and first < "~" and self.chance(0.1)
                else f'"{text}"'
            )
        return text
