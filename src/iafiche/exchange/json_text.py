"""JSON as every reader takes it: texts and documents of this program, and values of TOML in them.

JSON has numbers, texts, lists and objects. What TOML has beyond them (dates, times, `nan`, the
infinities) stands as an object with the one key `TOML`, whose text is the value as TOML writes it;
an object that has this one key by itself stands within another.
"""

from __future__ import annotations

import datetime
import json
import math
import re

TOML = "$toml"

_LONGEST_NUMBER = 2**10_000
"""Some 3,000 digits: Python neither writes nor reads more than 4,300."""

# What JSON lets through unescaped and a terminal would obey, and the lone surrogates of a file
# name that UTF-8 cannot write. JSON's own text outside strings has none of these.
_RAW = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

_COMMAND = re.compile(r"#(?=#\w*\[)")
"""What begins a command in the log of a service of continuous integration."""


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return the JSON text of a value, on one line unless indented; always of valid UTF-8.

    Nothing in it is a command to a terminal or to the service in whose log it is printed.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    text = _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _COMMAND.sub(r"\\u0023", text) if "##" in text else text


def from_toml(raw: object) -> object:
    """Return what stands for a TOML value in JSON."""
    match raw:
        case int() if abs(raw) > _LONGEST_NUMBER:
            return {TOML: hex(raw)}
        case float() if not math.isfinite(raw):
            return {TOML: str(raw)}
        case datetime.date() | datetime.time():
            return {TOML: raw.isoformat()}
        case list():
            return [from_toml(item) for item in raw]
        case dict():
            told = {key: from_toml(item) for key, item in raw.items()}
            return {TOML: told} if list(raw) == [TOML] else told
        case _:
            return raw


def to_toml(value: object) -> object:
    """Return the TOML value that `from_toml` made `value` from."""
    match value:
        case list():
            return [to_toml(item) for item in value]
        case dict() if list(value) == [TOML] and isinstance(value[TOML], str):
            return _parsed(value[TOML])
        case dict() if list(value) == [TOML] and isinstance(value[TOML], dict):
            return {key: to_toml(item) for key, item in value[TOML].items()}
        case dict():
            return {key: to_toml(item) for key, item in value.items()}
        case _:
            return value


def _parsed(literal: str) -> object:
    import tomllib

    # On one line, so that it is one value and nothing after it.
    return tomllib.loads(f"value = {' '.join(literal.split())}")["value"]
