"""What the notices in HTML and in Markdown have in common: a page for each fiche, and an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.codecs import carried_as_text
from iafiche.exchange.notice import notice
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.portable_names import made_distinct, portable_stem
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iafiche.exchange.notice import Notice
    from iafiche.exchange.profiles import Profile
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

FOLDER = "fiches"
"""Where the pages stand, beside the index."""

HEADING = "Projets d'intelligence artificielle"
"""The title of the index."""

ALL_FICHES = "Toutes les fiches"
"""The link from a page to the index."""

INTERNAL = (
    "Document interne\N{NO-BREAK SPACE}: cette page contient des champs qui ne sont pas publics."
)
"""What a page says that shows all fields."""

FACETS: tuple[FieldSpec, ...] = tuple(
    spec
    for spec in CATALOGUE.fields
    if spec.field.access is Access.PUBLIC
    and (
        isinstance(spec.kind, OneOf)
        or (isinstance(spec.kind, SeveralOf) and not spec.kind.grouped_by)
    )
)
"""By what people choose among fiches: the public fields of a closed list of their own."""

# What a browser drops or takes for something else; line feeds and tabs are white space to it.
_UNSEEN = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
    if chr(code) not in "\t\n"
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """The page of one fiche.

    Attributes:
        name: The stem of its file's name: portable, and no other page's.
        draft: The values that it carries.
        notice: What is read there.
        complete: It shows the fields that are not public too.
    """

    name: str
    draft: Draft
    notice: Notice
    complete: bool

    @property
    def title(self) -> str:
        """What it is called where others point to it."""
        return self.notice.title or "Projet sans nom"

    def path(self, suffix: str) -> str:
        """Return the path of its file from the index, with `/` on every system."""
        return f"{FOLDER}/{self.name}{suffix}"


def leaves(profile: Profile, drafts: Sequence[Draft], *, complete: bool) -> list[Leaf]:
    """Return the pages of these drafts, in their order."""
    columns = profile.columns(complete=complete)
    kept = [_kept(draft, columns) for draft in drafts]
    notices = [notice(draft, complete=complete) for draft in kept]
    stems = (portable_stem(f"{one.title} {one.holder}", otherwise="fiche") for one in notices)
    names = made_distinct(stems)
    return [Leaf(*parts, complete) for parts in zip(names, kept, notices, strict=True)]


def counted(leaves: Sequence[Leaf]) -> str:
    """Return how many fiches there are, in French."""
    return f"{len(leaves)} {'fiches' if len(leaves) > 1 else 'fiche'}"


def showable(text: str) -> str:
    """Return the text with a sign in the place of what no page can show."""
    return text.translate(_UNSEEN)


def draft_of(pairs: Iterable[tuple[str, str | list[str]]]) -> Draft:
    """Return the draft of the keys and values that a page holds for programs."""
    draft = Draft()
    for key, value in pairs:
        draft = draft.with_value(key, tuple(value) if isinstance(value, list) else value)
    return draft


def carried(spec: FieldSpec, value: Value) -> str | tuple[str, ...]:
    """Return what a page holds of a value: nothing of one that nobody can see."""
    text = carried_as_text(spec, value)
    return text if is_filled(text) else spec.kind.empty


def _kept(draft: Draft, columns: Sequence[FieldSpec]) -> Draft:
    kept = Draft()
    for spec in columns:
        kept = kept.with_value(spec.key, carried(spec, draft[spec.key]))
    return kept
