"""What every kind answers."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from iafiche.model.flaws import Code, Flaw, Severity
from iafiche.model.values import Foreign, Value, toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

TomlValue = str | int | float | list[str]

_TEXTS = frozenset({str})


class Kind(ABC):
    """How one kind of value is read from a file, written to it, checked and repaired.

    A draft's value is text (or several texts); the kind says what a right text is. The same
    object stands in the annotation of a field and answers pydantic at the doors.
    """

    name: ClassVar[str]
    """The kind in French, for the reference pages and messages."""

    many: ClassVar[bool] = False
    """Whether the field holds several texts rather than one."""

    multiline: ClassVar[bool] = False
    """Whether line breaks belong in the text."""

    pattern: ClassVar[str | None] = None
    """The regular expression (common to Python, XML Schema and JSON Schema) of a right text."""

    @property
    def empty(self) -> str | tuple[str, ...]:
        """The value of a field nobody filled."""
        return () if self.many else ""

    @abstractmethod
    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield what is wrong with a filled value of the right type."""

    def surely_right(self, raw: object) -> bool:  # noqa: ARG002
        """Tell whether a TOML value surely has no flaw, in a file that `texts.is_spotless`.

        A cheap test for reviews of many fiches: False says nothing, and costs a whole check.
        """
        return False

    def right_texts(self) -> str | None:
        """Return a regular expression of what is `surely_right`: texts without a quote, or numbers.

        Of those most in use, for reviews of many fiches; None where it takes more to tell.
        """
        return None

    def read(self, raw: object) -> Value:
        """Return the draft's value for a TOML value; `Foreign` where its type is another."""
        if self.many:
            if isinstance(raw, list) and (
                _TEXTS.issuperset(map(type, raw)) or all(isinstance(item, str) for item in raw)
            ):
                return tuple(raw)
        elif isinstance(raw, str):
            return raw
        return Foreign(raw)

    def write(self, value: str | tuple[str, ...]) -> TomlValue:
        """Return the TOML value that `read` turns back into `value`."""
        return value if isinstance(value, str) else list(value)

    def from_text(self, text: str) -> str | tuple[str, ...]:
        """Return the value a person means by typing or pasting `text` in one go."""
        return text

    def settled(self, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        """Return what a value that a person has just typed comes to: itself, rightly written.

        Only the way of writing changes, and only where it stops the value from being right.
        """
        for flaw in self.flaws(value):
            if flaw.code.severity is Severity.ERROR and flaw.safe and flaw.fix is not None:
                return flaw.fix
        return value

    def shown(self, text: str) -> str:
        """Return one text of the field the way it is read best; never what is stored or copied."""
        return text

    def told_by(self, text: str) -> str:  # noqa: ARG002
        """Return what a text, even a begun one, tells of itself, in a few words; mostly nothing."""
        return ""

    def foreign_flaw(self, value: Foreign) -> Flaw:
        """Return the finding for a value of another type, with the text it stands for."""
        wanted = "une liste de textes est attendue" if self.many else "un texte est attendu"
        fix = self._coerced(value.raw)
        return Flaw(
            Code.TYPE_INATTENDU,
            f"Le fichier contient {type_in_french(value.raw)} là où {wanted}.",
            "Ressaisissez la valeur." if fix is None else "Acceptez la correction proposée.",
            fix,
            safe=fix is not None,
        )

    def _coerced(self, raw: object) -> str | tuple[str, ...] | None:
        """Return the value that `raw` certainly writes in another type, or None."""
        items = raw if isinstance(raw, list) else [raw]
        if not all(isinstance(item, _SCALARS) and not isinstance(item, bool) for item in items):
            return None
        if not self.many:
            return toml_text(items[0]) if len(items) == 1 else None
        if isinstance(raw, list):
            return tuple(toml_text(item) for item in raw)
        return self.from_text(toml_text(raw))

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic validate with these very checks: the first error's words are ours."""
        from pydantic_core import PydanticCustomError, core_schema

        def checked(value: Any) -> Any:
            draft_value = self.at_the_door(value)
            for flaw in self.flaws(draft_value) if draft_value else ():
                if flaw.code.severity is Severity.ERROR:
                    # Braces would be read as a template: they go in as data.
                    raise PydanticCustomError(
                        "iafiche", "{sentence}", {"code": flaw.code.value, "sentence": flaw.message}
                    )
            return value

        return core_schema.no_info_after_validator_function(checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add what JSON Schema can say of this kind."""
        return {**handler(schema), **self.json_schema()}

    def json_schema(self) -> dict[str, Any]:
        """Return the JSON Schema keywords of one field of this kind."""
        return {} if self.pattern is None else {"pattern": self.pattern}

    def at_the_door(self, value: Any) -> str | tuple[str, ...]:
        """Return the text(s) that pydantic's typed value stands for."""
        return () if value is None else value

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


_SCALARS = (str, int, float, datetime.date, datetime.time)


def type_in_french(raw: object) -> str:
    """Return what a TOML value is, in words that go on from « le fichier contient »."""
    match raw:
        case bool():
            return "« vrai » ou « faux »"
        case int() | float():
            return "un nombre"
        case str():
            return "un texte seul"
        case list():
            return "une liste"
        case dict():
            return "une table"
        case datetime.time():
            return "une heure"
        case _:
            return "une date"
