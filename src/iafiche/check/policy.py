"""What the settings of a folder change in the checking of its fiches."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access
from iafiche.model.flaws import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iafiche.check.findings import Finding
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.flaws import Severity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Policy:
    """Compared by identity: there is one for each file of settings, and `NO_POLICY`.

    Attributes:
        severities: The severities of rules that have another one here.
        ignored: The rules that find nothing here, each with the reason.
        extra_values: What lists take here besides the model's values, by field key.
        stale_after: From how many days without an update a fiche is called old; None to leave
            that to the user's own settings.
        public: Anybody may read the folder: it asks for no restricted field, and should hold none.
    """

    severities: Mapping[Code, Severity] = field(default_factory=lambda: MappingProxyType({}))
    ignored: Mapping[Code, str] = field(default_factory=lambda: MappingProxyType({}))
    extra_values: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    stale_after: int | None = None
    public: bool = False

    def judged(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that count here, each as grave as it is here."""
        if self is NO_POLICY:
            return tuple(findings)
        return tuple(
            found._replace(severity=self.severities.get(found.code, found.severity))
            for found in findings
            if found.code not in self.ignored and not self._is_beside_the_point(found)
        )

    def _is_beside_the_point(self, found: Finding) -> bool:
        """Tell whether a finding wants a field mended that should be emptied."""
        if found.key is None or found.code is Code.CHAMP_NON_PUBLIC:
            return False
        return self.withholds(CATALOGUE[found.key])

    def asks_for(self, spec: FieldSpec) -> bool:
        """Tell whether a fiche without that field is incomplete here."""
        return spec.field.required and not self.withholds(spec)

    def withholds(self, spec: FieldSpec) -> bool:
        """Tell whether that field should not be filled here."""
        return self.public and spec.field.access is Access.RESTRICTED


NO_POLICY = Policy()
"""The model's own rules."""
