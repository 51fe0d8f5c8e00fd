"""Every rule that looks at a fiche: when it fires, when it does not, what it says and mends."""

import datetime

import pytest

from iafiche.check.checking import check_draft
from iafiche.check.context import Context, ImageState
from iafiche.check.findings import Finding, worst
from iafiche.check.rules import RULES, Scope
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.model.nomenclatures import (
    ABANDONNE,
    COMMUNE,
    EN_DEPLOIEMENT,
    EN_EXPERIMENTATION,
    EPCI,
    INACCEPTABLE,
    METROPOLE,
    RISQUE_ELEVE,
    TERMINEE,
)
from iafiche.model.values import Foreign, Value
from tests.conftest import TODAY
from tests.fiches import complete_draft

TOMORROW = (TODAY + datetime.timedelta(days=1)).strftime("%d/%m/%Y")
A_REASON = CATALOGUE["status_abandon"].field.example
RISK_TEXTS = ("risque", "proportionalite", "reversibilite", "objection")


def found(code: Code, context: Context | None = None, /, **changes: Value) -> list[Finding]:
    """Return what one rule finds in a right fiche of which some fields have changed."""
    draft = complete_draft(**changes)
    return [f for f in check_draft(draft, context or Context(TODAY)) if f.code is code]


def only(code: Code, context: Context | None = None, /, **changes: Value) -> Finding:
    (finding,) = found(code, context, **changes)
    return finding


def test_a_right_fiche_has_no_finding() -> None:
    assert check_draft(complete_draft(), Context(TODAY)) == ()


def test_an_empty_fiche_lacks_its_required_fields_and_nothing_else() -> None:
    findings = check_draft(Draft(), Context(TODAY))
    required = [spec.path for spec in CATALOGUE.fields if spec.field.required]
    assert [f.path for f in findings] == required
    assert {f.code for f in findings} == {Code.CHAMP_REQUIS}
    assert all(f.unfinished and f.severity is Severity.ERROR for f in findings)


@pytest.mark.parametrize("blank", ["", "  ", "\n\t"])
def test_blank_text_does_not_fill_a_required_field(blank: str) -> None:
    assert only(Code.CHAMP_REQUIS, coll_nom=blank).path == ("general", "coll_nom")


def test_a_required_field_says_what_to_do_by_its_kind() -> None:
    assert "liste" in only(Code.CHAMP_REQUIS, theme="").advice
    assert "Belrive" in only(Code.CHAMP_REQUIS, coll_nom="").advice
    help_text = CATALOGUE["usage_description"].field.help
    assert help_text in only(Code.CHAMP_REQUIS, usage_description="").advice


@pytest.mark.parametrize(
    ("prefix", "chosen", "fix"),
    [
        ("22", COMMUNE.value, "Département"),
        ("23", EPCI.value, "Région"),
        ("25", METROPOLE.value, "Syndicat mixte"),
        ("24", COMMUNE.value, None),
        ("21", "Région", "Commune"),
    ],
)
def test_the_type_is_held_against_the_number(prefix: str, chosen: str, fix: str | None) -> None:
    finding = only(Code.SIRET_ET_TYPE, coll_siret=f"{prefix}579990900019", coll_type=chosen)
    assert finding.key == "coll_type"
    assert finding.depends_on == {"coll_siret", "coll_type"}
    assert (finding.fix and finding.fix.value) == fix
    assert finding.fix is None or not finding.fix.safe


@pytest.mark.parametrize(
    ("siret", "chosen"),
    [
        ("21579990900019", COMMUNE.value),
        ("21579990900019", "mairie"),
        ("24579990900019", EPCI.value),
        ("24579990900019", METROPOLE.value),
        ("20579990900019", "Région"),
        ("32579990900019", "Opérateur"),
        ("2157", "Région"),
        ("21579990900019", ""),
        ("21579990900019", "Sécurité"),
        ("21579990900019", Foreign(["Région"])),
        (Foreign(21579990900019), "Région"),
        ("", "Région"),
    ],
)
def test_a_type_that_agrees_or_a_number_that_tells_nothing_is_fine(
    siret: Value, chosen: Value
) -> None:
    assert found(Code.SIRET_ET_TYPE, coll_siret=siret, coll_type=chosen) == []


@pytest.mark.parametrize(
    ("given", "missing"), [("latitude", "longitude"), ("longitude", "latitude")]
)
def test_one_coordinate_asks_for_the_other(given: str, missing: str) -> None:
    finding = only(Code.COORDONNEES_INVALIDES, **{missing: ""})
    assert finding.key == missing
    assert finding.depends_on == {given, missing}
    assert finding.severity is Severity.ERROR
    assert finding.unfinished


def test_both_coordinates_or_none_are_fine() -> None:
    assert found(Code.COORDONNEES_INVALIDES) == []
    assert found(Code.COORDONNEES_INVALIDES, latitude="", longitude="") == []


@pytest.mark.parametrize("status", [EN_DEPLOIEMENT.value, TERMINEE.value, ABANDONNE.value])
def test_a_project_under_way_cannot_start_in_the_future(status: str) -> None:
    finding = only(Code.DATE_FUTURE, projet_date=TOMORROW, projet_status=status)
    assert finding.key == "projet_date"
    assert finding.depends_on == {"projet_date", "projet_status"}
    assert f"« {status} »" in finding.message


@pytest.mark.parametrize("start", ["03/2026", "02/03/2026", "30/02/2027", "bientôt", Foreign(3)])
def test_a_start_today_this_month_or_unknown_is_not_in_the_future(start: Value) -> None:
    status = EN_DEPLOIEMENT.value
    assert found(Code.DATE_FUTURE, projet_date=start, projet_status=status) == []


@pytest.mark.parametrize("status", [EN_EXPERIMENTATION.value, "POC", ""])
def test_a_trial_may_be_announced(status: str) -> None:
    assert found(Code.DATE_FUTURE, projet_date=TOMORROW, projet_status=status) == []


def test_an_update_in_the_future_gets_todays_date_once_a_person_agrees() -> None:
    finding = only(Code.DATE_FUTURE, date=TOMORROW)
    assert finding.fix is not None
    assert (finding.fix.value, finding.fix.safe) == (TODAY.strftime("%d/%m/%Y"), False)
    assert found(Code.DATE_FUTURE, date=TODAY.strftime("%d/%m/%Y")) == []


def test_an_update_before_the_start_contradicts_it() -> None:
    finding = only(Code.DATES_INCOHERENTES, projet_date="01/02/2026", date="31/01/2026")
    assert finding.key == "date"
    assert finding.depends_on == {"projet_date", "date"}
    assert "01/02/2026" in finding.message


@pytest.mark.parametrize(
    ("start", "updated"),
    [
        ("01/2026", "01/01/2026"),
        ("31/01/2026", "31/01/2026"),
        (TOMORROW, "01/01/2026"),
        ("hier", "01/01/2026"),
        ("01/2026", ""),
    ],
)
def test_an_update_since_the_start_or_before_one_to_come_is_fine(start: str, updated: str) -> None:
    assert found(Code.DATES_INCOHERENTES, projet_date=start, date=updated) == []


@pytest.mark.parametrize("status", [ABANDONNE.value, "Abandonnée", "abandonne"])
def test_an_abandoned_project_asks_for_the_reason(status: str) -> None:
    finding = only(Code.ABANDON_SANS_MOTIF, projet_status=status)
    assert finding.key == "status_abandon"
    assert finding.depends_on == {"projet_status", "status_abandon"}
    assert found(Code.ABANDON_SANS_MOTIF, projet_status=status, status_abandon=A_REASON) == []
    assert found(Code.MOTIF_SANS_ABANDON, projet_status=status, status_abandon=A_REASON) == []


@pytest.mark.parametrize("status", [EN_DEPLOIEMENT.value, "Terminé"])
def test_a_reason_without_abandonment_contradicts_the_status(status: str) -> None:
    finding = only(Code.MOTIF_SANS_ABANDON, projet_status=status, status_abandon=A_REASON)
    assert finding.key == "status_abandon"
    assert finding.depends_on == {"projet_status", "status_abandon"}


@pytest.mark.parametrize("status", ["", "en réflexion", Foreign(["Abandonné"])])
def test_a_reason_beside_no_known_status_contradicts_nothing(status: Value) -> None:
    assert found(Code.MOTIF_SANS_ABANDON, projet_status=status, status_abandon=A_REASON) == []
    assert found(Code.ABANDON_SANS_MOTIF, projet_status=status) == []


@pytest.mark.parametrize("level", [RISQUE_ELEVE.value, INACCEPTABLE.value, "haut risque"])
@pytest.mark.parametrize("key", RISK_TEXTS)
def test_a_high_risk_asks_for_each_of_its_texts(level: str, key: str) -> None:
    finding = only(Code.RISQUE_NON_EVALUE, risque_categorie=level, **{key: ""})
    assert finding.key == key
    assert finding.depends_on == {key, "risque_categorie"}
    assert CATALOGUE[key].field.help in finding.advice


@pytest.mark.parametrize("level", ["risque minimal", "risque limité", "", "modéré", Foreign(3)])
def test_a_low_or_unknown_risk_asks_for_nothing(level: Value) -> None:
    emptied = dict.fromkeys(RISK_TEXTS, "")
    assert found(Code.RISQUE_NON_EVALUE, risque_categorie=level, **emptied) == []
    assert found(Code.PRATIQUE_INTERDITE, risque_categorie=level) == []


def test_only_the_unacceptable_is_prohibited() -> None:
    finding = only(Code.PRATIQUE_INTERDITE, risque_categorie=INACCEPTABLE.value)
    assert (finding.key, finding.severity) == ("risque_categorie", Severity.WARNING)
    assert "article 5" in finding.message
    assert found(Code.PRATIQUE_INTERDITE, risque_categorie=RISQUE_ELEVE.value) == []


@pytest.mark.parametrize("spec", [s for s in CATALOGUE.fields if s.field.useful_length])
def test_a_text_is_short_below_its_useful_length(spec: FieldSpec) -> None:
    useful = spec.field.useful_length
    finding = only(Code.DESCRIPTION_COURTE, **{spec.key: "x" * (useful - 1) + "  "})
    assert finding.unfinished
    assert str(useful) in finding.advice
    assert found(Code.DESCRIPTION_COURTE, **{spec.key: "x" * useful}) == []
    assert found(Code.DESCRIPTION_COURTE, **{spec.key: "x"})[0].message.startswith("1 caractère :")


@pytest.mark.parametrize(
    ("state", "severity", "said"),
    [
        (ImageState.UNKNOWN, Severity.WARNING, "votre ordinateur"),
        (ImageState.IMAGE, Severity.WARNING, "votre ordinateur"),
        (ImageState.MISSING, Severity.ERROR, "« logo.png » est introuvable"),
        (ImageState.OTHER, Severity.ERROR, "« logo.png » n'est pas une image"),
    ],
)
def test_a_local_logo_is_graver_where_the_file_will_not_do(
    state: ImageState, severity: Severity, said: str
) -> None:
    asked: list[str] = []

    def look(path: str) -> ImageState:
        asked.append(path)
        return state

    finding = only(Code.LOGO_LOCAL, Context(TODAY, look), image_url="logo.png")
    assert (finding.key, finding.severity) == ("image_url", severity)
    assert said in finding.message
    assert asked == ["logo.png"]


def test_no_file_is_looked_for_where_the_logo_is_online() -> None:
    def look(path: str) -> ImageState:
        pytest.fail(f"looked for {path}")

    assert found(Code.LOGO_LOCAL, Context(TODAY, look)) == []


@pytest.mark.parametrize(
    ("updated", "stale_after", "said"),
    [
        ("01/03/2025", 365, "plus d'un an"),
        ("02/03/2025", 365, None),
        ("01/01/2020", 365, "plus de 6 ans"),
        ("01/01/2026", 30, "60 jours"),
        ("01/2020", 365, None),
        ("", 365, None),
    ],
)
def test_a_fiche_is_old_after_the_delay_of_the_settings(
    updated: str, stale_after: int, said: str | None
) -> None:
    context = Context(TODAY, stale_after=stale_after)
    findings = found(Code.FICHE_ANCIENNE, context, date=updated)
    assert [said in f.message for f in findings if said] == ([] if said is None else [True])
    assert bool(findings) is (said is not None)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (Code.SIRET_INVALIDE, {"coll_siret": "2157"}),
        (Code.DATE_INVALIDE, {"projet_date": "31/02/2024"}),
        (Code.COURRIEL_INVALIDE, {"projet_contact": "dsi"}),
        (Code.COURRIEL_NOMINATIF, {"projet_contact": "camille.martin@belrive.fr"}),
        (Code.URL_INVALIDE, {"url_infos": "accès interne uniquement"}),
        (Code.URL_HTTP, {"url_ressources": "http://belrive.fr"}),
        (Code.HORS_NOMENCLATURE, {"theme": "Sécurité"}),
        (Code.NSP_EXCLUSIF, {"donnees_source": ("NSP", "usager")}),
        (Code.VALEUR_REPETEE, {"partenaires": ("CNRS", "cnrs")}),
        (Code.TROP_DE_VALEURS, {"sous_theme": ("Agriculture", "Education", "Immobilier")}),
        (Code.COORDONNEES_INVALIDES, {"latitude": "95"}),
        (Code.TEXTE_SUSPECT, {"coll_nom": "Ville de BelÃ©"}),
        (Code.TYPE_INATTENDU, {"coll_nom": Foreign(3)}),
    ],
)
def test_the_flaws_of_a_kind_are_findings_of_its_field(
    code: Code, changes: dict[str, Value]
) -> None:
    ((key, _value),) = changes.items()
    finding = only(code, **changes)
    assert finding.path == CATALOGUE[key].path
    assert finding.severity is code.severity
    assert finding.depends_on == {key}


def test_findings_stand_in_the_order_of_the_form_the_gravest_first() -> None:
    draft = complete_draft(
        date="1/3/2024",
        coll_nom="<b>Belrive</b>",
        sous_theme=("Agriculture", "Agriculture", "Education", "Rien"),
    )
    findings = check_draft(draft, Context(TODAY))
    ranks = [CATALOGUE.fields.index(CATALOGUE[f.key or ""]) for f in findings]
    assert ranks == sorted(ranks)
    graves = [f.severity for f in findings if f.key == "sous_theme"]
    assert graves == sorted(graves, reverse=True)
    assert worst(findings) is Severity.ERROR
    assert worst(()) is None


def test_every_code_has_a_rule_that_says_what_it_finds_and_why() -> None:
    assert list(RULES) == list(Code)
    for code, rule in RULES.items():
        assert rule.code is code
        assert rule.severity is code.severity
        assert rule.title.endswith(".")
        assert rule.reason.endswith(".")
        assert rule.title != rule.reason


def test_the_severities_are_those_agreed_upon() -> None:
    # The table of the design, § 5: a change here is a change of contract.
    blocking = {code.value for code in Code if code.severity is Severity.ERROR}
    advising = {code.value for code in Code if code.severity is Severity.ADVICE}
    assert blocking == {
        *("champ-requis", "siret-invalide", "date-invalide", "courriel-invalide", "url-invalide"),
        *("hors-nomenclature", "trop-de-valeurs", "coordonnees-invalides", "type-inattendu"),
        *("toml-invalide", "encodage-invalide", "version-inconnue", "fichier-illisible"),
        "reglages-invalides",
    }
    assert advising == {
        *("courriel-nominatif", "url-http", "description-courte", "fiche-ancienne"),
        *("porteur-sous-deux-siret", "porteur-sous-deux-noms"),
    }


def test_severities_are_named_in_french_both_ways() -> None:
    assert [Severity.from_french(severity.french) for severity in Severity] == list(Severity)
    with pytest.raises(KeyError):
        Severity.from_french("error")


def test_rules_about_files_and_folders_are_told_from_those_about_a_fiche() -> None:
    assert RULES[Code.TOML_INVALIDE].scope is Scope.FILE
    assert RULES[Code.DOUBLON].scope is Scope.FOLDER
    assert RULES[Code.CHAMP_INCONNU].scope is Scope.FICHE


def test_a_finding_takes_its_place_in_a_file() -> None:
    finding = only(Code.CHAMP_REQUIS, coll_nom="").at(12, 4)
    assert (finding.line, finding.column, finding.key) == (12, 4, "coll_nom")
