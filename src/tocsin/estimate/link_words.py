"""What does a study of links come to in plain words, and what should keep its reader careful?"""

from collections import Counter
from collections.abc import Sequence

from tocsin.estimate.flow.figures import write_count
from tocsin.estimate.link_records import DoublesFigure, EventRows, LinkClaim, LinkState
from tocsin.methods.link.probability import LinkResult

_FEW_LINKS = 20
_MOST_GROUPS = 3


def word_links(
    links: Sequence[LinkClaim],
    *,
    doubles: DoublesFigure,
    clusters: Sequence[tuple[str, ...]],
    equal: Sequence[tuple[str, ...]],
) -> str:
    """The study in a few sentences; ``equal`` are groups of rows equal in everything, of which no two could be linked."""
    if not links and equal:
        return (
            f"{_count_rows(equal)} are equal to another in date, place, kind and amount, and yet none of them stands out as a double: "
            "such rows are too common here, or too few, to tell a double from chance. Look at them by hand."
        )
    if not links:
        return "No two events stand out as the same one. That rests on what was compared, and is no proof that there are none."
    count = Counter(link.state for link in links)
    ends = "interval not known" if doubles.low is None else f"{doubles.low:.0f} to {doubles.high:.0f}"
    return (
        f"About {write_count(round(doubles.value), 'pair')} of rows ({ends}) tell of one event twice. "
        f"{write_count(count[LinkState.LIKELY], 'pair')} likely; {count[LinkState.UNCERTAIN]:,} uncertain, to be looked at; "
        f"{count[LinkState.ACCEPTED]:,} accepted and {count[LinkState.REJECTED]:,} rejected by a reviewer. "
        f"{write_count(len(clusters), 'cluster')} suggested; nothing was merged."
    )


def warn_of_links(
    events: EventRows,
    *,
    found: LinkResult,
    links: Sequence[LinkClaim],
    clusters: Sequence[tuple[str, ...]],
    equal: Sequence[tuple[str, ...]],
) -> tuple[str, ...]:
    """What a reader must know before counting linked events as one."""
    return (
        *_warn_of_equal(equal),
        *_warn_of_gaps(events),
        *_warn_of_learning(found),
        *_warn_of_no_interval(links),
        *_warn_of_several(links),
        *_warn_of_contradictions(links, clusters=clusters),
        *_warn_of_slips(links),
    )


def _warn_of_equal(equal: Sequence[tuple[str, ...]]) -> list[str]:
    if not equal:
        return []
    groups = "; ".join(_shorten(keys) for keys in equal[:_MOST_GROUPS])
    more = f"; and {write_count(len(equal) - _MOST_GROUPS, 'group')} more" if len(equal) > _MOST_GROUPS else ""
    return [
        f"{_count_rows(equal)} are equal in everything that is compared and are not linked: {groups}{more}. The count of doubles "
        "does not hold them. Look at them by hand."
    ]


def _count_rows(equal: Sequence[tuple[str, ...]]) -> str:
    return write_count(sum(map(len, equal)), "row")


def _warn_of_gaps(events: EventRows) -> list[str]:
    warnings = []
    for name, word in (
        ("day", "a date of a single day"),
        ("place", "a place"),
        ("kind", "a kind"),
        ("amount", "an amount"),
    ):
        blank = sum(value is None for value in getattr(events, name))
        if blank:
            warnings.append(
                f"{blank:,} of {write_count(len(events.key), 'row')} without {word}: compared by the rest alone, and perhaps missed. "
                "Fill it in where the agency knows it."
            )
    return warnings


def _warn_of_learning(found: LinkResult) -> list[str]:
    warnings = []
    expected = found.prevalence_prob * found.pairs.possible
    if expected < _FEW_LINKS:
        warnings.append(
            f"Only about {write_count(round(expected), 'link')} expected, too few to learn weights from reliably. Review all by hand."
        )
    if found.failed_sessions:
        warnings.append(
            f"{found.failed_sessions} of the two rules for learning taught nothing, so some weights are guesses that "
            "never speak for a link. Check that days and places are written alike by all agencies."
        )
    if found.unconverged_sessions:
        warnings.append(
            f"Learning had not settled under {found.unconverged_sessions} of its rules; probabilities may still move. "
            "Add rows, or review more by hand."
        )
    if found.failed_refits:
        warnings.append(
            f"{found.failed_refits} of {found.replicates} parts could not be learnt again when left out"
            + (", so intervals rest on fewer." if found.replicates - found.failed_refits >= 3 else ".")
        )
    unlearnt = [f"{one.field} {one.label}" for one in found.weights if not one.is_learnt]
    if unlearnt:
        warnings.append(f"No link was seen with these, which therefore never speak for one: {', '.join(unlearnt)}.")
    return warnings


def _warn_of_no_interval(links: Sequence[LinkClaim]) -> list[str]:
    found = [link for link in links if link.prob is not None]
    if not found or any(link.prob_low is not None for link in found):
        return []
    return [
        "No intervals could be given, so no link is called likely however probable it is. Let more parts be left out in turn "
        "with --replicates, or review by hand."
    ]


def _warn_of_slips(links: Sequence[LinkClaim]) -> list[str]:
    """What no interval holds: fields are taken to be wrong each by itself."""
    if not any(link.prob is not None for link in links):
        return []
    return [
        "Probabilities and intervals take slips in date, place, kind and amount to be independent. Where one report is wrong in several at "
        "once, doubles are missed, and their true number lies above the interval."
    ]


def _warn_of_several(links: Sequence[LinkClaim]) -> list[str]:
    """One event of an agency cannot well be two events of another."""
    joined = [link for link in links if link.state in (LinkState.ACCEPTED, LinkState.LIKELY)]
    partners = Counter[tuple[str, str]]()
    for link in joined:
        partners.update([(link.left, link.right_agency), (link.right, link.left_agency)])
    several = sorted({key for (key, _), count in partners.items() if count > 1})
    if not several:
        return []
    return [
        f"{write_count(len(several), 'event')} likely the same as several events of one other agency: {_shorten(several)}. Either that "
        "agency counts one event in parts, or some of these links are wrong. Look at them first."
    ]


def _warn_of_contradictions(links: Sequence[LinkClaim], *, clusters: Sequence[tuple[str, ...]]) -> list[str]:
    cluster_of = {key: at for at, cluster in enumerate(clusters) for key in cluster}
    broken = [
        f"{link.left} and {link.right}"
        for link in links
        if link.state is LinkState.REJECTED
        and link.left in cluster_of
        and cluster_of[link.left] == cluster_of.get(link.right)
    ]
    if not broken:
        return []
    return [
        f"A reviewer rejected {_shorten(broken)}, which other links still put into one cluster. Reject one of those links too."
    ]


def _shorten(names: Sequence[str], *, most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
