"""What each rule means, with an example of each sort: as a page in Markdown, and as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.rules import RULES
from iafiche.exchange.markdown import NOTICE, page, table
from iafiche.model.flaws import Severity
from iafiche.review.display import visible
from iafiche.review.rule_examples import found_in, texts_of
from iafiche.review.wording import said, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.check.findings import Finding, Fix
    from iafiche.check.rules import Example, Rule

_BAD, _GOOD = "À corriger", "Juste"
_NO_FILE = "Un chemin où il n'y a pas de fichier."


def rule_reference() -> str:
    """Return the page of all rules."""
    return page(_page_lines())


def rule_chapter(rule: Rule) -> Iterator[str]:
    """Yield what a rule means in Markdown, without its title."""
    yield f"**{rule.severity.french.capitalize()}.** {rule.title}"
    yield ""
    yield f"Pourquoi ? {rule.reason}"
    yield ""
    yield f"{_BAD} :"
    yield ""
    yield from _blocks(rule.bad)
    found = found_in(rule, rule.bad)
    if found is not None:
        yield from _quoted(found)
        yield ""
    yield f"{_GOOD} :"
    yield ""
    yield from _blocks(rule.good)


def rule_lines(rule: Rule) -> Iterator[str]:
    """Yield what a rule means as lines of plain text, code and severity first."""
    yield f"{rule.code} ({rule.severity.french})"
    yield rule.title
    yield f"Pourquoi ? {rule.reason}"
    yield ""
    yield f"{_BAD} :"
    yield from _indented(rule.bad)
    found = found_in(rule, rule.bad)
    if found is not None:
        yield ""
        yield f"Ce qu'en dit la vérification : {said(found)}"
        if found.fix is not None:
            yield f"{_kind_of(found.fix)} : {_value_of(found.fix)}"
    yield ""
    yield f"{_GOOD} :"
    yield from _indented(rule.good)


def _page_lines() -> Iterator[str]:
    yield "# Les règles de vérification"
    yield ""
    yield NOTICE
    yield ""
    yield (
        "Une **erreur** empêche la publication, jamais l'enregistrement. Un **avertissement**"
        " signale ce qui est sans doute faux. Un **conseil** propose mieux. Une correction"
        " **sûre** garde le sens à coup sûr : `iafiche corriger` l'applique sans vous la montrer ;"
        " les autres attendent votre accord."
    )
    yield ""
    yield (
        "Chaque règle est suivie d'un exemple à corriger, de ce que la vérification en dit, puis du"
        " même exemple une fois juste. `iafiche expliquer CODE` affiche la même chose dans le"
        " terminal."
    )
    yield ""
    for severity in sorted(Severity, reverse=True):
        rules = [rule for rule in RULES.values() if rule.severity is severity]
        yield from table(
            (severity.french.capitalize(), "Ce que la règle trouve"),
            [(f"[`{rule.code}`](#{rule.code})", rule.title) for rule in rules],
        )
        yield ""
    for rule in RULES.values():
        yield f"## {rule.code}"
        yield ""
        yield from rule_chapter(rule)


def _blocks(example: Example) -> Iterator[str]:
    for text in texts_of(example):
        yield "```toml"
        yield text.rstrip("\n")
        yield "```"
        yield ""
    if example is None:
        yield _NO_FILE
        yield ""


def _indented(example: Example) -> Iterator[str]:
    for rank, text in enumerate(texts_of(example)):
        if rank:
            yield ""
        for line in text.rstrip("\n").split("\n"):
            yield f"    {visible(line)}".rstrip()
    if example is None:
        yield f"    {_NO_FILE}"


def _quoted(found: Finding) -> Iterator[str]:
    about = subject_of(found)
    yield f"> **{about}.** {found.message} {found.advice}" if about else f"> {said(found)}"
    if found.fix is not None:
        yield ">"
        yield f"> {_kind_of(found.fix)} : `{_value_of(found.fix)}`"


def _kind_of(fix: Fix) -> str:
    return "Correction sûre" if fix.safe else "Correction à confirmer"


def _value_of(fix: Fix) -> str:
    return fix.value if isinstance(fix.value, str) else ", ".join(fix.value)
