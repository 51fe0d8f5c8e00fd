"""A complete fiche: six tables of declared fields."""

from dataclasses import dataclass

from iafiche.model.algorithme import Algorithme
from iafiche.model.cas_usage import CasUsage
from iafiche.model.data import Data
from iafiche.model.evaluation import Evaluation
from iafiche.model.general import General
from iafiche.model.metadata import Metadata


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Fiche:
    """One documented AI project, complete and valid: what passes the doors.

    Built by `iafiche.model.doors.to_fiche`; the editor holds a `Draft` instead.
    """

    general: General
    algorithme: Algorithme
    data: Data
    cas_usage: CasUsage
    evaluation: Evaluation
    metadata: Metadata
