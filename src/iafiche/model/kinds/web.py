"""Addresses on the web, and of images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOST = r"(?:[\w-]+\.)+[^\W\d_][\w-]*\.?"
_ABSOLUTE = re.compile(rf"https?://{_HOST}(?::\d{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_BARE = re.compile(rf"www\.{_HOST}(?:[/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+-]+):(?!\\)")
_BEGUN = re.compile(r"h|ht|htt|https?|https?:/{0,2}|https?://[\w.-]*", re.IGNORECASE)
_IMAGE_FILE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|ico|bmp|tiff?|avif)", re.IGNORECASE)
_ADVICE = "Saisissez une adresse complète, telle que https://www.exemple-ville.fr/projet."


class WebAddress(Kind):
    """An absolute http or https address."""

    name: ClassVar[str] = "adresse web"
    pattern: ClassVar[str | None] = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield an address that is not absolute, or the advice to prefer https."""
        assert isinstance(value, str)
        if not _ABSOLUTE.fullmatch(value):
            yield self._not_absolute(value)
        elif value[4] == ":":
            yield Flaw(
                Code.URL_HTTP,
                "L'adresse commence par http, sans chiffrement.",
                "Vérifiez que la page répond aussi en https, puis acceptez la correction.",
                "https" + value[4:],
            )

    def _not_absolute(self, value: str) -> Flaw:
        stripped = value.strip()
        if stripped != value and _ABSOLUTE.fullmatch(stripped):
            return Flaw(
                Code.URL_INVALIDE,
                "Des espaces entourent l'adresse.",
                "Acceptez l'adresse sans ces espaces.",
                stripped,
                safe=True,
            )
        if _BARE.fullmatch(stripped):
            return Flaw(
                Code.URL_INVALIDE,
                "Il manque https:// au début de l'adresse.",
                f"Écrivez https://{stripped}.",
                f"https://{stripped}",
                safe=True,
                unfinished=True,
            )
        scheme = _SCHEME.match(stripped)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            message = f"« {scheme[1]}: » n'est pas une adresse que tout le monde peut ouvrir."
        elif re.search(r"\s", stripped):
            is_address = scheme is not None or stripped.lower().startswith("www.")
            message = (
                "Une adresse ne contient pas d'espaces."
                if is_address
                else "Ce texte n'est pas une adresse."
            )
        else:
            message = f"« {value} » n'est pas une adresse web complète."
        return Flaw(
            Code.URL_INVALIDE,
            message,
            f"{_ADVICE} Sans adresse publique, laissez le champ vide.",
            unfinished=_BEGUN.fullmatch(value) is not None or "www.".startswith(value.lower()),
        )

    def json_schema(self) -> dict[str, str]:
        """Say that the text is an address."""
        return {"format": "uri", "pattern": self.pattern or ""}


class ImageAddress(WebAddress):
    """The address of an image; while drafting, the path of a local image file."""

    name: ClassVar[str] = "adresse d'une image"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield what is wrong with an address; a local file is another rule's matter."""
        assert isinstance(value, str)
        if self.local_file(value) is None:
            yield from super().flaws(value)

    def local_file(self, value: str) -> str | None:
        """Return the path that `value` gives to a file on this machine, or None."""
        text = value.strip()
        if text.lower().startswith("file:"):
            return text[5:].removeprefix("//")
        if _SCHEME.match(text) or _BARE.match(text) or not _IMAGE_FILE.fullmatch(text):
            return None
        return text
