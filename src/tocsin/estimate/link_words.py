"""What does a study of links come to in plain words, and what should keep its reader careful?"""

from collections import Counter
from collections.abc import Sequence

from tocsin.estimate.link_records import DoublesFigure, EventRows, LinkClaim, LinkState
from tocsin.methods.link.probability import LinkResult

_FEW_LINKS = 20


def word_links(links: Sequence[LinkClaim], *, doubles: DoublesFigure, clusters: Sequence[tuple[str, ...]]) -> str:
    """The study in a few sentences."""
    count = Counter(link.state for link in links)
    if not links:
        return "No two events look like the same one. That rests on what was compared, and is no proof."
    return (
        f"About {doubles.value:.0f} ({doubles.low:.0f} to {doubles.high:.0f}) pairs of rows are the same event. "
        f"{count[LinkState.LIKELY]} pairs are likely, {count[LinkState.UNCERTAIN]} are uncertain and should be looked at, "
        f"{count[LinkState.ACCEPTED]} were accepted and {count[LinkState.REJECTED]} rejected by a reviewer. "
        f"{len(clusters)} clusters are suggested; nothing was merged."
    )


def warn_of_links(
    events: EventRows, *, found: LinkResult, links: Sequence[LinkClaim], clusters: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """What a reader must know before counting linked events as one."""
    return (
        *_warn_of_gaps(events),
        *_warn_of_learning(found),
        *_warn_of_no_interval(links),
        *_warn_of_several(links),
        *_warn_of_contradictions(links, clusters=clusters),
    )


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
                f"{blank} of {len(events.key)} rows are without {word}; they are compared by the rest alone and may be missed. "
                "Fill it in where the agency knows it."
            )
    return warnings


def _warn_of_learning(found: LinkResult) -> list[str]:
    warnings = []
    expected = found.prevalence_prob * found.pairs.possible
    if expected < _FEW_LINKS:
        warnings.append(
            f"Only about {expected:.0f} links are expected, too few to learn weights from reliably. Review all of them by hand."
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
            f"{found.failed_refits} of {found.replicates} parts could not be learnt again when left out, so intervals rest on fewer."
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
        f"{len(several)} events are likely the same as several events of one other agency: {_shorten(several)}. Either that "
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
