"""What the dialogue says, in plain lines: no sign, colour or place on a screen carries meaning.

Whatever comes from people or files is made visible here; the lines are fit to be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.completeness import completeness
from iafiche.cli.dialogue.answers import choices_of, further_instruction, instruction
from iafiche.cli.dialogue.listing import all_choices, earlier, numbered_label, offered
from iafiche.cli.dialogue.orders import EVERYTHING, Order
from iafiche.cli.dialogue.walk import END, QUESTIONS, rank_of
from iafiche.cli.dialogue.wording import holding, said, text_of
from iafiche.editing.session import subject
from iafiche.editing.wording import NOTHING_LEFT, fix_text, help_paragraphs, length_of, title_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.values import Foreign
from iafiche.review.display import visible
from iafiche.review.wording import counted, subject_of
from iafiche.store.differences import field_changes, unknown_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iafiche.check.findings import Finding, Fix
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.store.fiche_file import FicheFile


def greeting(draft: Draft, file: FicheFile) -> Iterator[str]:
    """Yield the first lines: which fiche, and how it goes."""
    if file.is_new:
        required = completeness(draft).required
        yield said(f"Nouvelle fiche : {END} champs, dont {required} requis.")
        if file.path is not None:
            yield said(f"Elle sera enregistrée dans {file.path}")
    else:
        yield said(f"Fiche : {title_of(draft)}.")
        yield said(filled(draft))
    yield said(
        "Entrée seule garde ce que contient le champ et passe au suivant ; une réponse le remplace."
    )
    yield said(
        f"Les commandes commencent par une barre oblique : {Order.HELP.typed} les explique toutes,"
        f" {Order.LIST.typed} dit ce qui reste à corriger, {Order.SAVE.typed} enregistre,"
        f" {Order.QUIT.typed} quitte."
    )


def filled(draft: Draft) -> str:
    """Return how much of the fiche is filled."""
    count = completeness(draft)
    return (
        f"Requis : {count.required_filled} sur {count.required} remplis."
        f" Ensemble : {count.filled} sur {count.total}."
    )


def place(spec: FieldSpec, before: FieldSpec | None) -> Iterator[str]:
    """Yield the section and the group where they are not those of the question before."""
    page = _page_rank(spec)
    if before is None or _page_rank(before) != page:
        section = CATALOGUE.pages[page].section
        yield said(
            f"Section {page + 1} sur {len(CATALOGUE.pages)} : {section.label}. {section.about}"
        )
        before = None
    if before is None or before.field.group != spec.field.group:
        yield said(f"Groupe : {spec.field.group}.")


def question(spec: FieldSpec, draft: Draft, names: Sequence[str]) -> Iterator[str]:
    """Yield a question: which field, what it holds, how it is answered.

    `names` are earlier ones of the field, the most recent first.
    """
    need = "Requis" if spec.field.required else "Facultatif"
    yield said(f"Champ {rank_of(spec.key) + 1} sur {END} : {spec.field.label}. {need}.")
    if draft.is_filled(spec.key):
        yield from present(spec, draft[spec.key])
    yield from offered(spec, draft)
    yield from earlier(names)
    if told := instruction(spec):
        yield said(told)


def present(spec: FieldSpec, value: Value) -> Iterator[str]:
    """Yield what a field holds."""
    if isinstance(value, str) and "\n" in value:
        yield said("Valeur actuelle :")
        yield from map(visible, value.split("\n"))
    else:
        yield holding("Valeur actuelle", spec, value)


def outcome(spec: FieldSpec, value: Value, typed: str) -> Iterator[str]:
    """Yield what an answer came to, where it is more or other than what was typed."""
    if isinstance(value, Foreign):
        return
    if not spec.kind.multiline and value not in (typed.strip(), (typed.strip(),)):
        yield kept(spec, value)
    if isinstance(value, str):
        told = (spec.kind.told_by(value), length_of(spec, value))
        yield from (said(f"{each[0].upper()}{each[1:]}.") for each in told if each)


def kept(spec: FieldSpec, value: Value) -> str:
    """Return what a field holds from now on."""
    return holding("Retenu", spec, value)


def changes(old: Draft, new: Draft) -> Iterator[str]:
    """Yield what distinguishes a fiche from what its corrections make of it."""
    for change in field_changes(old, new):
        spec = change.spec
        yield holding(f"{numbered_label(spec)}, à présent", spec, change.old)
        yield holding("Corrigé", spec, change.new)
    for path in unknown_gone(old, new):
        yield said(f"« {'.'.join(path)} », que le modèle ne connaît pas, disparaît du fichier.")


def findings(found: Iterable[Finding], spec: FieldSpec) -> Iterator[str]:
    """Yield what is wrong with a field, what to do, and what « corriger » would do."""
    offers = True
    for finding in found:
        yield said(f"{finding.severity.french.capitalize()} : {finding.message}")
        yield said(finding.advice)
        if finding.fix is not None and offers:
            offers = False
            yield said(f"Tapez {Order.FIX.typed} pour {_effect(finding.fix, spec)}")


def _effect(fix: Fix, spec: FieldSpec) -> str:
    text = fix_text(fix)
    if fix.key != spec.key:
        return f"mettre « {text} » dans le champ « {CATALOGUE[fix.key].field.label} »."
    return f"« {text} »." if text else "vider le champ."


def corrected(finding: Finding, spec: FieldSpec) -> str:
    """Return what « corriger » has done."""
    assert finding.fix is not None
    done = _effect(finding.fix, spec)
    return said(f"Corrigé : {done} {Order.UNDO.typed} revient à la valeur d'avant.")


def left(found: tuple[Finding, ...]) -> Iterator[str]:
    """Yield the list of what is left to correct."""
    if not found:
        yield said(NOTHING_LEFT)
        return
    yield said(f"Reste à corriger : {counted(len(found), 'constat')}.")
    offered_at = set[str]()
    for finding in found:
        key = subject(finding)
        start = f"{rank_of(key) + 1}. " if key else ""
        name = CATALOGUE[key].field.label if key else subject_of(finding)
        yield said(f"{start}{name}, {finding.severity.french} : {finding.message}")
        if key and finding.fix is not None and key not in offered_at:
            offered_at.add(key)
            order = f"{Order.FIX.typed} {rank_of(key) + 1}"
            yield said(f"Tapez {order} pour {_effect(finding.fix, CATALOGUE[key])}")
    if any(map(subject, found)):
        yield said(
            f"{Order.GO.typed} suivi d'un numéro va au champ ; {Order.LEFT.typed} les prend l'un"
            " après l'autre."
        )


def all_fields(draft: Draft) -> Iterator[str]:
    """Yield every field with its number and what it holds."""
    before = None
    for rank, spec in enumerate(QUESTIONS, 1):
        yield from place(spec, before)
        before = spec
        need = ", requis" if spec.field.required else ""
        yield f"{said(f'{rank}. {spec.field.label}{need} :')} {_short(spec, draft)}"


def _short(spec: FieldSpec, draft: Draft) -> str:
    text = text_of(spec, draft[spec.key])
    return f"{text[:80]}…" if len(text) > 81 else text


def field_help(spec: FieldSpec) -> Iterator[str]:
    """Yield the help of a field and of its way of being answered."""
    yield said(f"{spec.field.label}.")
    yield from map(said, help_paragraphs(spec))
    yield from (said(text) for text in (instruction(spec), further_instruction(spec)) if text)
    if choices_of(spec) is not None:
        yield said("Valeurs :")
        yield from all_choices(spec, ())


def orders() -> Iterator[str]:
    """Yield every order with what it does."""
    yield said("Commandes :")
    for order in Order:
        argument = f" {order.takes}" if order.takes not in ("", EVERYTHING) else ""
        yield said(f"{order.typed}{argument} : {order.about}")
    yield said(
        "Le début d'une commande suffit, et les accents ne comptent pas. La fin de l'entrée"
        " (Ctrl+D) ou une interruption (Ctrl+C) enregistre vos réponses, puis quitte."
    )


def _page_rank(spec: FieldSpec) -> int:
    return next(rank for rank, page in enumerate(CATALOGUE.pages) if spec in page.fields)
