import numpy as np
import pytest

from tests.support.threats import POINTS, make_dossier, make_framework, make_threat, no_figures
from tocsin.assess.scoring import score_threats
from tocsin.prioritise.totals import total_scores


@pytest.mark.parametrize(("aggregation", "total"), [("additive", 0.5), ("geometric", 0.4)])
def test_scores_are_combined_as_the_framework_says(aggregation: str, total: float) -> None:
    dossier = make_dossier([make_threat("a")], framework=make_framework(2, aggregation=aggregation))
    sheet = score_threats(dossier, no_figures(dossier), threats=[dossier.threats["a"]], points=POINTS).sheet.ranked()
    assert total_scores(np.array([[0.2, 0.8]]), np.array([0.5, 0.5]), sheet=sheet) == pytest.approx([total])
