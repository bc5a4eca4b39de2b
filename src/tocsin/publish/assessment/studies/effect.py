"""How is the evaluation of a measure told?"""

from tocsin.monitor.effect.records import EffectFigure, EffectStudy
from tocsin.publish.assessment.study_records import BandPoint, SpanRecord, StudyBand, StudyColumn, StudyTable

_DESIGNS = {
    "interrupted": "interrupted time series",
    "did": "difference in differences with staggered adoption",
    "synthetic": "synthetic control",
}


def tell_effect(study: EffectStudy) -> dict[str, object]:
    """The effect against what was expected, whether the design holds, and whether the matter moved next door."""
    expected = study.expectation
    facts = [
        ("Design", _DESIGNS.get(study.design, study.design)),
        ("Began", study.start),
        ("Expected beforehand", f"{expected.text} ({expected.standing})" if expected else "nothing: exploratory"),
        ("Against the expectation", study.outcome),
    ]
    tables = [_tabulate_effects(study), _tabulate_checks(study), _tabulate_placebos(study), _tabulate_weights(study)]
    banner = (study.banner,) if study.banner else ()
    return {
        "verdict": study.verdict,
        "facts": tuple(facts),
        "bands": (_draw_path(study),) if study.path else (),
        "tables": tuple(table for table in tables if table.rows),
        "warnings": (*banner, *study.warnings),
    }


def _draw_path(study: EffectStudy) -> StudyBand:
    points = tuple(BandPoint(period=each.period, seen=each.seen, expected=each.expected) for each in study.path)
    return StudyBand(
        key="path",
        title=f"{', '.join(study.treated)}: what was seen, and what would have been expected without it",
        legend="Seen (line) and expected without it (broken line)",
        unit=study.effect.unit,
        points=points,
        starts=(study.start,),
    )


def _tabulate_effects(study: EffectStudy) -> StudyTable:
    named = [("Effect", study.effect), ("Effect, relative", study.relative), ("Net of displacement", study.net)]
    named += [(f"At the neighbour {each.unit}", each.effect) for each in study.displacement]
    rows = tuple((name, _span(figure), figure.unit) for name, figure in named if figure is not None)
    columns = (StudyColumn(title="What"), StudyColumn(title="Amount"), StudyColumn(title="Unit"))
    return StudyTable(key="effects", caption="Effects", columns=columns, rows=rows)


def _tabulate_checks(study: EffectStudy) -> StudyTable:
    rows = tuple((each.name, each.value, "worrying" if each.is_worrying else "no worry") for each in study.checks)
    columns = tuple(StudyColumn(title=title) for title in ("Check of the design", "Found", "Reading"))
    return StudyTable(key="checks", caption="Does the design hold?", columns=columns, rows=rows)


def _tabulate_placebos(study: EffectStudy) -> StudyTable:
    rows = tuple(
        (each.unit, each.ratio, each.rmspe_before, "treated" if each.is_treated else "placebo")
        for each in sorted(study.placebos, key=lambda each: each.unit)
    )
    columns = (
        StudyColumn(title="Unit"),
        StudyColumn(title="Misfit after over before"),
        StudyColumn(title="Misfit before", unit=study.effect.unit),
        StudyColumn(title="Role"),
    )
    return StudyTable(key="placebos", caption="As if each other unit had been treated", columns=columns, rows=rows)


def _tabulate_weights(study: EffectStudy) -> StudyTable:
    rows = tuple((each.name, each.weight) for each in study.weights if each.weight >= 0.001)
    columns = (StudyColumn(title="Unit"), StudyColumn(title="Weight", unit="share"))
    return StudyTable(key="weights", caption="What the comparison is made of", columns=columns, rows=rows)


def _span(figure: EffectFigure) -> SpanRecord:
    return SpanRecord(value=figure.value, low=figure.low, high=figure.high, level=figure.level)
