import pytest

from tocsin.assess.comparison import check_comparable
from tocsin.assess.errors import DifferentFrameworksError
from tocsin.assess.oc_index import average_scores, load_edition
from tocsin.assess.sleipnir import rate_group


def test_results_of_two_frameworks_are_never_compared() -> None:
    index = average_scores(dict.fromkeys(load_edition(2023).components, 5.0), edition=2023)
    with pytest.raises(DifferentFrameworksError, match="sleipnir/1"):
        check_comparable(rate_group({}), index)


def test_two_editions_are_never_compared_as_they_are() -> None:
    earlier, later = (
        average_scores(dict.fromkeys(load_edition(year).components, 5.0), edition=year) for year in (2021, 2023)
    )
    with pytest.raises(DifferentFrameworksError, match="oc-index-2023"):
        check_comparable(earlier, later)


def test_two_groups_on_one_framework_may_be_compared() -> None:
    check_comparable(rate_group({}), rate_group({"violence": "high"}))
