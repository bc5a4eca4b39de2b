"""What does a study of an index mean for its reader, in plain words?"""

from tocsin.assess.composite_records import ChoiceShare, IndexStudy

# Above this share of places without a value an indicator says little of where places stand.
_THIN_INDICATOR = 1 / 3
_LISTED = 8

WORDS = {
    "treatment": "what is done about outliers",
    "scale": "the scale that indicators are brought onto",
    "mean": "the kind of mean",
    "weights": "the weights",
    "gaps": "what is not known",
}


def render_verdict(study: IndexStudy) -> str:
    """How much of the order holds however the index is built, and which choice moves it most."""
    share = study.settled_pairs_share
    held = "all" if share == 1 else f"{100 * share:.0f} %"
    shift = study.shift
    words = [
        f"The order of {held} of all pairs of places holds in at least 95 % of {study.indices_built:,} indices built in "
        f"defensible ways; places move by {shift.value:.1f} ranks on average ({shift.low:.1f} to {shift.high:.1f})."
    ]
    if share < 1:
        words.append("For every other pair, who is ahead depends on how the index is built or on what is not known.")
    leaders = _find_leaders(study.drivers)
    if leaders:
        words.append(f"What moves ranks most is {_join([WORDS[name] for name in leaders])}.")
    return " ".join(words)


def render_warnings(study: IndexStudy) -> tuple[str, ...]:
    """What a reader must know before using the ranks."""
    return tuple(
        warning
        for warning in (
            _warn_gaps(study), _warn_filling(study), _warn_thin(study), _warn_outliers(study), _warn_unmoved(study),
            _warn_left_out(study),
        )
        if warning
    )  # fmt: skip


def _find_leaders(drivers: tuple[ChoiceShare, ...]) -> tuple[str, ...]:
    """The choice with the largest share, and those whose intervals reach into its own."""
    known = [
        d for d in drivers if d.together is not None and d.together_low is not None and d.together_high is not None
    ]
    if not known:
        return ()
    first = max(known, key=lambda driver: driver.together or 0.0)
    floor = first.together_low or 0.0
    return tuple(d.assumption for d in known if (d.together_high or 0.0) >= floor)


def _warn_gaps(study: IndexStudy) -> str:
    gaps = [place for place in study.places if place.missing]
    if not gaps:
        return ""
    count = sum(len(place.missing) for place in gaps)
    verb = "is" if count == 1 else "are"
    return (
        f"{_count(count, 'value')} of {_count(len(gaps), 'place')} {verb} not known "
        f"({100 * study.unknown_share:.1f} % of all). What is not known is neither zero nor average here: in each index a "
        "place's unknown values stand at one rank, anywhere among the known ones, which widens its interval."
    )


def _warn_filling(study: IndexStudy) -> str:
    if study.fill_by is None:
        return ""
    return (
        f"Values that are not known were filled with the mean of each place's {study.fill_by} and then taken as known, so "
        "the intervals of places with gaps are too narrow. Leave out --fill-by to see how wide they are."
    )


def _warn_thin(study: IndexStudy) -> str:
    thin = [i.code for i in study.indicators if len(i.missing) / len(study.places) > _THIN_INDICATOR]
    return (
        f"Not known for more than a third of the places: {_list(thin)}. They say little of who stands where."
        if thin
        else ""
    )


def _warn_outliers(study: IndexStudy) -> str:
    outlying = [i.code for i in study.indicators if i.is_outlying]
    if not outlying:
        return ""
    return (
        f"Outliers are left after treatment in {_list(outlying)}: few places decide the comparison. Look at the values."
    )


def _warn_unmoved(study: IndexStudy) -> str:
    fixed = sum(place.rank_low == place.rank_high for place in study.places)
    if not fixed:
        return ""
    return f"The interval of {_count(fixed, 'place')} is a single rank. That holds for these indicators only; others could still change it."


def _warn_left_out(study: IndexStudy) -> str:
    return (
        f"Columns that no row of the description names were not used: {_list(list(study.left_out))}."
        if study.left_out
        else ""
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _list(names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
