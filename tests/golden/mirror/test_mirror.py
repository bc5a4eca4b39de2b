"""Are the gaps between two reports of one flow the published ones?"""

from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.estimate.flow.mirror import MirrorStudy, study_mirror
from tocsin.estimate.flow.reports import TradeReport
from tocsin.methods.flow.paired_reports import compare_reports
from tocsin.terms.period import Period

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
FACTOR = CASE["inputs"]["factor"]


def study_case() -> MirrorStudy:
    year = Period.of_year(2017)
    reports = []
    for importer, exporter, imported, exported in CASE["inputs"]["flows"]:
        reports.append(TradeReport(importer, exporter, "import", year, imported * FACTOR))
        reports.append(TradeReport(exporter, importer, "export", year, exported))
    return study_mirror(reports, unit="USD", cif=(FACTOR, FACTOR))


def test_gaps_of_the_method_are_the_published_ones() -> None:
    amounts = np.array([row[2:] for row in CASE["inputs"]["flows"]])
    found = compare_reports(
        amounts[:, :1] * FACTOR, amounts[:, 1:], factor_low=FACTOR, factor_high=FACTOR, peers=[-1] * len(amounts)
    )
    assert np.abs(found.gap_low) / FACTOR == pytest.approx(np.array(CASE["expect"]), abs=CASE["tolerance"])


def test_gaps_of_the_study_are_the_published_ones() -> None:
    gaps = sorted(abs(flow.gap.middle) / FACTOR for flow in study_case().flows)
    assert gaps == pytest.approx(sorted(CASE["expect"]), abs=CASE["tolerance"])


def test_one_year_gives_no_signal() -> None:
    assert study_case().signals == ()
