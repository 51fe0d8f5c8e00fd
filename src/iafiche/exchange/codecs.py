"""How each profile is written and read: its codec, loaded when it is first used.

A codec's module offers

- `write(drafts, *, complete)`: the content of the file, or of the folder by relative POSIX path;
- `read(content)`: the drafts that `write` was given, as far as the profile carries them;
- optionally `carried(spec, value)`: what is left of a value after that travel, where this is not
  the value itself, or the text of one of another type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, Value

if TYPE_CHECKING:
    from iafiche.exchange.profiles import Profile
    from iafiche.model.catalogue import FieldSpec

Content = bytes | Mapping[str, bytes]
"""A file's bytes, or those of a folder's files by relative POSIX path."""


class Write(Protocol):
    """Makes a file or a folder of drafts, in their order."""

    def __call__(self, drafts: Sequence[Draft], *, complete: bool) -> Content:
        """Return its content; `CannotHoldError` for a value it has no place for."""


@dataclass(frozen=True, slots=True)
class Codec:
    """What makes the files of one profile, and reads them back.

    Attributes:
        write: Makes the content.
        read: Returns the drafts that a content holds; takes nothing but what `write` made.
        carried: Tells what is left of a field's value once it has been written and read back.
    """

    write: Write
    read: Callable[[Any], list[Draft]]
    carried: Callable[[FieldSpec, Value], Value]


class CannotHoldError(Exception):
    """A value that this kind of file has no place for.

    Attributes:
        rank: Which of the drafts it belongs to, from 0.
        spec: Its field.
        message: What is wrong, in one French sentence.
        advice: What to do, in one French sentence.
    """

    def __init__(self, rank: int, spec: FieldSpec, message: str, advice: str) -> None:
        super().__init__(f"{spec.field.label} : {message} {advice}")
        self.rank = rank
        self.spec = spec
        self.message = message
        self.advice = advice


def codec_of(profile: Profile) -> Codec:
    """Return the codec of a profile."""
    module = import_module(f"iafiche.exchange.{profile.module}")
    return Codec(module.write, module.read, getattr(module, "carried", carried_as_text))


def carried_as_text(spec: FieldSpec, value: Value) -> str | tuple[str, ...]:
    """Return the value, or the text of one of another type."""
    if not isinstance(value, Foreign):
        return value
    text = str(value)
    if spec.kind.many:
        return (text,) if text else ()
    return text


def carried_draft(profile: Profile, codec: Codec, draft: Draft, *, complete: bool) -> Draft:
    """Return what a file of the profile holds of a draft."""
    carried = {
        spec.key: codec.carried(spec, draft.values[spec.key])
        for spec in profile.columns(complete=complete)
        if spec.key in draft.values
    }
    return Draft({key: value for key, value in carried.items() if value not in ("", ())})
