"""`iafiche expliquer [CODE]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.cli import french
from iafiche.model.flaws import Code, Severity
from iafiche.model.text import squash
from iafiche.review.display import cells, pad, typeset, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

    from iafiche.cli.surroundings import Surroundings

_GAP = "  "


@click.pass_context
def _explain(ctx: click.Context, code: str | None) -> int:
    from iafiche.check.rules import RULES
    from iafiche.review.rules_page import rule_lines

    around: Surroundings = ctx.obj
    lines = _all_rules(around.width) if code is None else rule_lines(RULES[_meant(code, ctx)])
    for line in lines:
        around.print(*_within(typeset(line), around.width))
    return 0


def _meant(word: str, ctx: click.Context) -> Code:
    by_name = {squash(code): code for code in Code}
    if squash(word) in by_name:
        return by_name[squash(word)]
    near = french.proposal(word.lower(), Code)
    told = f"aucune règle ne s'appelle {french.quoted(word)}."
    raise french.WrongUse(f"{told} {near or '« iafiche expliquer », seul, les liste.'}", ctx)


def _all_rules(width: int) -> Iterator[str]:
    from iafiche.check.rules import RULES

    names = max(cells(code) for code in RULES) + len(_GAP)
    for severity in sorted(Severity, reverse=True):
        yield f"{severity.french.capitalize()}s"
        for rule in RULES.values():
            if rule.severity is severity:
                first, *others = wrap(rule.title, max(width - names - len(_GAP), 20))
                yield f"{_GAP}{pad(rule.code, names)}{first}"
                yield from (f"{_GAP}{' ' * names}{line}" for line in others)
        yield ""
    yield "« iafiche expliquer CODE » dit pourquoi, avec un exemple à corriger et le même, juste."


def _within(line: str, width: int) -> list[str]:
    """Return a line broken at the width, under its own indent; code is left as it is."""
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    return [line] if indent else wrap(line, width)


class _RuleName(french.Argument):
    """The name of a rule, which shells complete."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG002 - click's signature
        """Return the rules whose name begins like that."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(code.value) for code in Code if code.startswith(incomplete)]


command = french.Command(
    "expliquer",
    callback=_explain,
    help="""\
Explique une règle : ce qu'elle trouve, pourquoi, et un exemple à corriger suivi du même, juste. \
Sans CODE, liste toutes les règles.

\b
Code de sortie
  0  la règle est expliquée
  2  commande mal écrite, ou règle inconnue
""",
    params=[
        _RuleName(
            ["code"],
            metavar="[CODE]",
            required=False,
            help="Le nom de la règle, tel que « verifier » l'affiche ; ni les majuscules ni les"
            " accents ne comptent.",
        )
    ],
)
