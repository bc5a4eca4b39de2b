"""What does each kind of warning mean for the reader's decision?"""

_MEANINGS = {
    "gap": "Nothing is known here. The figure or score spans its whole plausible range; do not read its middle as an estimate.",
    "contradiction": "Sources or scores disagree beyond their own intervals. Both are kept; a median between them may be nobody's view.",
    "unit-outlier": "Amounts far outside the rest, often a slip of unit. They are kept as recorded; check them before acting on a sum.",
    "duplicates": "The same record stands more than once, so sums may be too high.",
    "reporting-break": "Counts jump while amounts stay flat: the way of recording changed, and a trend across it means nothing.",
    "incomplete-period": "The last period is not complete; a fall at its end may be only that.",
    "mixed-categories": "Unlike things are counted together; a sum over them answers no question.",
    "known-problem": "Whoever published the table, or read it first, says so. Weigh it before using figures from it.",
    "table-absent": "The table is kept elsewhere and was not at hand, so what rests on it was not computed.",
    "probability-words": "A word of probability does not agree with its number; go by the number.",
    "phrase-against-number": "A word of probability does not agree with its number; go by the number.",
    "no-interval": "The source gives a bare number. The method sheet says how wide it was made; the true width is not known.",
    "no-interval-given": "The score was given as a bare number. The method sheet says how wide it was made.",
    "cannot-be-judged": "The grade of the evidence could not be judged. Both readings were computed, and the interval spans both.",
    "suspected-false": "The evidence is suspected to be false. It counts for nothing in the figure and is shown for what it contradicts.",
    "differing-claim": "Claims of another scope, basis or place were left out, for they speak of something else.",
    "unused-claims": "These claims feed no figure and no score; nothing in this report rests on them.",
    "no-source": "Nothing says where this was read, so nobody can check it. Do not rest a decision on it alone.",
    "no-alternative": "No other explanation was weighed. Ask for one before acting on the judgement.",
    "no-assumption": "It is not said what would overturn the judgement. Ask before acting on it.",
    "bare-judgement": "The judgement lacks an alternative or an assumption, so it was not tested. Ask for both before acting on it.",
    "no-evidence": "No evidence is named for it: read it as opinion.",
    "no-probability": "No probability is given, and readers will each supply their own.",
    "no-early-warning": "No sign is named that would show a change early, so it would be seen late.",
    "unknown-attribute": "Attributes of groups are not known; the score beside it is an interval for that reason.",
    "weights-on-one-level": "Weights were given on criteria or on axes alone; the other level was left open.",
    "no-weights": "No decision-maker has said what counts. All weights were allowed, which widens every rank.",
    "disagreement": "Decision-makers' weights lead to different first threats. The choice between them is theirs.",
    "no-choice": "There is nothing to choose, so nothing that could be found out would change the choice.",
    "credence-order": "The method sheet believes a weaker grade more than a better one. Check that this is meant.",
    "plausibility-interception": "So high a share more often means that output is underestimated than that so much was seized.",
    "plausibility-supply-demand": "Supply and demand do not fit each other: at least one of them is wrong.",
    "plausibility-at-most": "The figure may pass a limit that it should not. One of its inputs is probably off.",
    "plausibility-at-least": "The figure may fall below a floor that it should not. One of its inputs is probably off.",
    "stock-and-flow": "A stock and a flow were joined; the sum answers no question.",
    "unit": "Units do not fit, so a score could not be computed from the figure.",
}
_OTHER = "Read what it says before acting on the results that it touches."


def explain_rule(rule: str) -> str:
    """What a warning of this rule means for a decision."""
    return _MEANINGS.get(rule.replace(" ", "-"), _OTHER)
