"""What do the weights of a dossier's decision-makers come to, and what should they be asked?"""

from dataclasses import dataclass
from pathlib import Path

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.estimate.figures import Figures, estimate_figures
from tocsin.methods.draws.points import Points
from tocsin.prioritise.errors import NothingToWeighError
from tocsin.prioritise.questionnaire import Questionnaire
from tocsin.prioritise.weight_spaces import HarmSpace
from tocsin.prioritise.weight_study import WeightStudy, list_spaces, study_weights
from tocsin.publish.reuse import find_cache
from tocsin.publish.store import ReadingStore


@dataclass(frozen=True)
class Weighing:
    """A dossier whose figures are known, so that weights can be told by what they decide."""

    folder: Path
    dossier: Dossier
    figures: Figures
    points: Points

    def study(self, *, author: str | None = None) -> WeightStudy:
        """Where the statements of all authors, or of one, leave the weights."""
        return study_weights(self.dossier, figures=self.figures, points=self.points, author=author)

    def open_questionnaire(self, *, author: str, mandate: str | None = None, is_of_harm: bool = False) -> Questionnaire:
        """Questions to one author, on criteria or on kinds of harm."""
        spaces, _ = list_spaces(self.dossier, figures=self.figures, points=self.points)
        space = next((space for space in spaces if isinstance(space, HarmSpace) == is_of_harm), None)
        if space is None or len(space.things) < 2:
            raise NothingToWeighError(
                "fewer than two kinds of harm have an amount in harms.yaml, so they cannot be compared. Give amounts, or ask about "
                "criteria, without --harm."
                if is_of_harm
                else "the framework ranks fewer than two criteria, so there is nothing to compare. Rank more of them."
            )
        return Questionnaire.of(self.folder, space=space, author=author, mandate=mandate)


def open_weighing(folder: Path, *, tables: Path | None = None) -> Weighing:
    """Read a dossier, and compute what weights decide on; figures that a build kept are not computed again."""
    dossier = read_dossier(folder, tables=tables)
    points = Points(dossier.head.seed, dossier.head.randomisations, dossier.head.log2_points)
    store = ReadingStore(find_cache(folder / "build"))
    return Weighing(folder, dossier, estimate_figures(dossier, points=points, store=store), points)
