"""`iafiche corriger CHEMIN…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iafiche.check.rules import RULES, Scope
from iafiche.cli import french
from iafiche.cli.own_versions import own_keeper
from iafiche.cli.reviewing import (
    Review,
    discreet_option,
    paths_argument,
    paths_given,
    without_cache_option,
)
from iafiche.model.flaws import Code, Severity
from iafiche.review.correcting import (
    correction_lines,
    correction_of,
    diff_lines,
    is_mendable,
    left_lines,
)
from iafiche.review.discretion import discreet_findings
from iafiche.review.display import typeset, visible
from iafiche.review.marks import marks_for
from iafiche.review.wording import counted
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.cli.surroundings import Surroundings
    from iafiche.review.correcting import Correction
    from iafiche.review.verdict import Verdict


@click.pass_context
def _correct(
    ctx: click.Context,
    *,
    chemin: tuple[Path, ...],
    diff: bool,
    discret: bool,
    regle: tuple[str, ...],
    sans_cache: bool,
) -> int:
    around: Surroundings = ctx.obj
    review = Review(around, paths_given(chemin, ctx), cached=not sans_cache)
    correcting = _Correcting(
        around,
        review,
        frozenset(code for code in Code if code in regle) or None,
        only_shown=diff,
        is_discreet=discret,
    )
    with review.watched(correcting.outcome):
        for verdict in review.verdicts():
            if is_mendable(verdict.findings, correcting.codes):
                correcting.mend(verdict)
            else:
                correcting.leave(verdict.path, verdict.in_file_order())
    return correcting.end()


class _Correcting:
    """One pass: what was corrected, what was left, what could not be written."""

    def __init__(
        self,
        around: Surroundings,
        review: Review,
        codes: Collection[Code] | None,
        *,
        only_shown: bool,
        is_discreet: bool,
    ) -> None:
        self.codes = codes
        self._around = around
        self._keep_before = own_keeper(review.settings)
        self._review = review
        self._only_shown = only_shown
        self._is_discreet = is_discreet
        self._mended = 0
        self._failed = 0
        self._left = dict.fromkeys(sorted(Severity, reverse=True), 0)

    def mend(self, verdict: Verdict) -> None:
        """Correct one fiche, or show what that would change."""
        path = verdict.path
        beyond = [f for f in verdict.findings if RULES[f.code].scope is Scope.FOLDER]
        try:
            file = FicheFile.open(path)
            context = self._review.context_for(path)
            file.keep_before = self._keep_before
            correction = correction_of(path, file, context, self.codes, beyond)
            if correction.lines and not self._only_shown:
                file.save(correction.draft, self._around.today)
        except UnreadableError as error:
            self._fail(path, f"ne peut plus être lue. {error}")
            return
        except SaveError as error:
            self._fail(path, f"n'a pas été corrigée. {error.message} {error.advice}")
            return
        for caveat in file.caveats:
            self._tell("Attention", path, f"est corrigée. {caveat.message} {caveat.advice}")
        if correction.lines:
            self._mended += 1
            self._print(*self._lines(correction))
        self.leave(path, correction.left)

    def _lines(self, correction: Correction) -> Iterator[str]:
        if self._only_shown and not self._is_discreet:
            return diff_lines(correction)
        # A diff also shows the lines around, and comments: whose they are, nobody can tell.
        return correction_lines(correction, is_discreet=self._is_discreet)

    def leave(self, path: Path, findings: Collection[Finding]) -> None:
        """Tell what a fiche still needs somebody for."""
        for found in findings:
            self._left[found.severity] += 1
        if self._is_discreet:
            findings = discreet_findings(findings)
        if not self._only_shown:
            self._print(*left_lines(path, findings))

    def outcome(self) -> str:
        """Return how many fiches were corrected so far, in a sentence."""
        return (
            ""
            if self._only_shown
            else f"{counted(self._mended, 'fiche corrigée', 'fiches corrigées')}."
        )

    def end(self) -> int:
        """Sum up, and return the exit code."""
        tally = self._review.tally
        separator = f" {marks_for(self._around.out.encoding).separator} "
        parts = [counted(tally.fiches, "fiche")]
        if self._only_shown:
            parts.append(f"{self._mended} à corriger sans risque")
        else:
            parts.append(counted(self._mended, "corrigée"))
        if tally.unreadable:
            parts.append(counted(tally.unreadable, "illisible"))
        if self._failed:
            parts.append(counted(self._failed, "impossible à écrire", "impossibles à écrire"))
        left = separator.join(counted(count, each.french) for each, count in self._left.items())
        self._print(typeset(f"{separator.join(parts)}. Reste à votre jugement : {left}."))
        if tally.leaves_out or self._failed:
            return 2
        return 1 if self._left[Severity.ERROR] or (self._only_shown and self._mended) else 0

    def _fail(self, path: Path, why: str) -> None:
        self._failed += 1
        self._tell("Erreur", path, why)

    def _tell(self, what: str, path: Path, why: str) -> None:
        self._review.progress.hide()
        self._around.tell(typeset(f"{what} : {french.quoted(str(path))} {visible(why)}"))

    def _print(self, *lines: str) -> None:
        if lines:
            self._review.progress.hide()
            self._around.print(*lines)


command = french.Command(
    "corriger",
    callback=_correct,
    help="""\
Applique aux fiches les corrections sûres, celles qui gardent le sens à coup sûr, et dit ce qu'il \
reste à décider vous-même.

Seules changent les lignes des champs corrigés, et la date de mise à jour, comme à chaque \
enregistrement. Une fiche n'est jamais rendue pire : un champ reste tel quel si sa correction y \
révélait plus grave. Corriger une seconde fois ne change plus rien.

\b
  iafiche corriger fiches --diff                    montre, sans rien écrire
  iafiche corriger fiches --regle siret-invalide    cette règle seulement

\b
Code de sortie
  0  il ne reste aucune erreur
  1  il reste au moins une erreur ; avec --diff, ou une correction à faire
  2  commande mal écrite, aucune fiche trouvée, fiche illisible (elle
     reste telle quelle), ou impossible à écrire
""",
    params=[
        paths_argument(),
        click.Option(
            ["--diff"],
            is_flag=True,
            help="Montre les lignes qui changeraient, et n'écrit rien.",
        ),
        click.Option(
            ["--regle"],
            type=french.Choice(tuple(code.value for code in Code)),
            multiple=True,
            metavar="CODE",
            help="N'applique que les corrections de cette règle ; à répéter pour plusieurs.",
        ),
        discreet_option(" ; avec --diff, nomme les champs à la place des lignes"),
        without_cache_option(),
    ],
)
