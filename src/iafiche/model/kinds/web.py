"""Addresses on the web, and of images."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

# Dotted labels, accents included, the last one without digits only: no machine names of an
# intranet, no numeric addresses, no « user@ », none of which others could open.
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_HOST = rf"(?:{_LABEL}\.)+[^\W\d_](?:[\w-]*[^\W_])?\.?"
_PORT = r"(?::[0-9]{1,5})?"
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_REST = rf"(?:[/?#][^\s<>\"{_UNSEEN}]*)?"
_LONGEST = 2000
# Without the accents and the rarer signs that an address may have: told in a quarter of the time.
_USUAL = r"https://(?>(?:[a-z0-9]{1,63}+[.-]){1,20})(?<=\.)[a-z]{2,20}(?:/[a-zA-Z0-9_./-]{0,200}+)?"
# Patterns are compiled when first met; these only serve to repair.
_BARE = rf"(?:{_LABEL}\.)+[^\W\d_](?:[\w-]*[^\W_]){_PORT}{_REST}"
_WWW = r"(?i:www)\.[^/?#.]+\."
_MISTYPED = rf"[Hh][Tt]{{1,3}}[Pp][Ss]?\s*[:;]?\s*[/\\]{{0,3}}\s*({_BARE})"
_WITH_USER = r"(?ai:https?)://[^/?#@\s]+@"
_NOT_PUBLIC = r"(?ai:https?)://([\w.:\[\]-]+)(?:[/?#]\S*)?"
_SCHEME = r"([A-Za-z][A-Za-z0-9+-]+):(?!\\)"
_BEGUN = r"(?i:h|ht|htt|https?|https?:/{0,2}|https?://[\w.-]*|w|ww|www|www\.[\w.-]*)"
_IMAGE_FILE = r"(?is).+\.(?:png|jpe?g|gif|svg|webp|ico|bmp|tiff?|avif)"


class WebAddress(Kind):
    """An absolute http or https address."""

    name: ClassVar[str] = "adresse web"
    advice: ClassVar[str] = (
        "Saisissez une adresse complète, telle que « https://www.exemple-ville.fr/projet »."
        " S'il n'y a pas de page publique, laissez le champ vide."
    )
    pattern: ClassVar[str | None] = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield an address that is not absolute, or the advice to prefer https."""
        assert isinstance(value, str)
        if not is_absolute(value):
            yield self._not_absolute(value)
        elif value[4] == ":":
            yield Flaw(
                Code.URL_HTTP,
                "L'adresse commence par http, sans chiffrement.",
                "Vérifiez que la page répond aussi en https, puis acceptez la correction.",
                "https" + value[4:],
            )

    def surely_right(self, raw: object) -> bool:
        """Take an address of the most usual form, quickly told, or any absolute https address."""
        if not isinstance(raw, str) or len(raw) > _LONGEST:
            return False
        return bool(_usual().fullmatch(raw)) or (is_absolute(raw) and raw[4] != ":")

    def right_texts(self) -> str:
        """Take addresses of the most usual form."""
        return _USUAL

    def _not_absolute(self, value: str) -> Flaw:
        if len(value) > _LONGEST:
            return Flaw(
                Code.URL_INVALIDE,
                f"Une adresse ne dépasse pas {_LONGEST} caractères : celle-ci en a {len(value)}.",
                self.advice,
            )
        stripped = value.strip()
        visible = re.sub(f"[{_UNSEEN}]", "", stripped)
        if is_absolute(visible):
            return Flaw(
                Code.URL_INVALIDE,
                "L'adresse contient des espaces ou des signes invisibles.",
                "Acceptez l'adresse sans ces signes.",
                visible,
                safe=True,
            )
        if re.fullmatch(_BARE, stripped):
            return Flaw(
                Code.URL_INVALIDE,
                "Il manque https:// au début de l'adresse.",
                f"Écrivez {quoted('https://' + stripped)}.",
                f"https://{stripped}",
                safe=re.match(_WWW, stripped) is not None,
                unfinished=re.fullmatch(_BEGUN, value) is not None,
            )
        if match := re.fullmatch(_MISTYPED, stripped):
            return Flaw(
                Code.URL_INVALIDE,
                "Le début de l'adresse est mal écrit.",
                f"Écrivez {quoted('https://' + match[1])}.",
                f"https://{match[1]}",
            )
        return self._not_an_address(value, stripped)

    def _not_an_address(self, value: str, stripped: str) -> Flaw:
        words = [word.strip(",;()") for word in stripped.split()]
        addresses = [word for word in words if is_absolute(word)]
        # After one address alone, the next words may be the rest of it: no fix.
        if addresses and (len(addresses) > 1 or not is_absolute(stripped.split(maxsplit=1)[0])):
            return Flaw(
                Code.URL_INVALIDE,
                "Le champ contient autre chose qu'une adresse.",
                f"Gardez une seule adresse : {quoted(addresses[0])}.",
                addresses[0],
            )
        unfinished = re.fullmatch(_BEGUN, value) is not None
        message = self._cause(stripped) if not unfinished else None
        return Flaw(
            Code.URL_INVALIDE,
            message or f"{quoted(value)} n'est pas une adresse web complète.",
            self.advice,
            unfinished=unfinished,
        )

    def _cause(self, stripped: str) -> str | None:
        scheme = re.match(_SCHEME, stripped)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            return f"« {scheme[1]}: » n'ouvre pas une page que tout le monde peut lire."
        if re.search(r"\s", stripped):
            meant = scheme or stripped.lower().startswith("www.")
            return (
                "Une adresse ne contient pas d'espaces."
                if meant
                else "Ce texte n'est pas une adresse."
            )
        if re.match(_WITH_USER, stripped):
            return "L'adresse contient un nom d'utilisateur : elle ne peut pas être publiée."
        match = re.fullmatch(_NOT_PUBLIC, stripped)
        if match and not re.fullmatch(_HOST + _PORT, match[1]):
            return f"{quoted(match[1])} n'est pas le nom d'un site public."
        return None

    def json_schema(self) -> dict[str, str]:
        """Say that the text is an address."""
        return {"format": "uri", "pattern": self.pattern or ""}


def is_absolute(value: str) -> bool:
    """Tell whether `value` is an address that anybody can open: http(s), with a public name."""
    return len(value) <= _LONGEST and _absolute().fullmatch(value) is not None


class ImageAddress(WebAddress):
    """The address of an image; while drafting, the path of a local image file."""

    name: ClassVar[str] = "adresse d'une image"
    advice: ClassVar[str] = (
        "Saisissez l'adresse complète de l'image, telle que"
        " « https://www.exemple-ville.fr/logo.png »."
    )

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield what is wrong with an address; a local file is another rule's matter."""
        assert isinstance(value, str)
        if self.local_file(value) is not None:
            return
        for flaw in super().flaws(value):
            # The path of a file may begin with anything but a scheme.
            begun = flaw.unfinished or (flaw.fix is None and not re.match(_SCHEME, value.strip()))
            yield flaw._replace(unfinished=begun)

    def local_file(self, value: str) -> str | None:
        """Return the path that `value` gives to a file on this machine, or None."""
        if _absolute().match(value):
            return None
        text = value.strip()
        if text[:5].lower() == "file:":
            from urllib.parse import unquote

            path = unquote(text[5:])
            path = path.removeprefix("//localhost").removeprefix("//")
            # file:///C:/logo.png names C:/logo.png.
            return path[1:] if re.match(r"/[A-Za-z]:", path) else path
        if re.match(_SCHEME, text) or text[:4].lower() == "www.":
            return None
        return text if re.fullmatch(_IMAGE_FILE, text) else None


@cache
def _usual() -> re.Pattern[str]:
    return re.compile(_USUAL)


@cache
def _absolute() -> re.Pattern[str]:
    return re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://{_HOST}{_PORT}{_REST}")
