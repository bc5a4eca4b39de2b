"""Do measures, actions, bodies, money, law and the region agree with one another?"""

from collections.abc import Mapping

from tocsin.dossier.dossier import Dossier
from tocsin.strategy.completeness import list_unmitigated
from tocsin.strategy.consistency_links import find_loose_ends
from tocsin.strategy.consistency_measures import find_measure_conflicts
from tocsin.strategy.consistency_money import find_money_conflicts
from tocsin.strategy.consistency_objectives import find_objective_conflicts
from tocsin.strategy.inconsistency import Gravity, Inconsistency

_ORDER = list(Gravity)


def find_inconsistencies(dossier: Dossier, *, figures: Mapping[str, float] | None = None) -> tuple[Inconsistency, ...]:
    """Everything in a sound dossier that a committee should mend or answer for, the gravest first.

    ``figures`` are the values of figures that baselines name; without them such a baseline is not held against its target.
    Without a strategy there is nothing to say.
    """
    strategy = dossier.strategy
    if strategy is None:
        return ()
    found = [
        *(
            Inconsistency("rights-risk-without-mitigation", Gravity.BARS, lack.message, lack.pointer)
            for lack in list_unmitigated(dossier)
        ),
        *find_measure_conflicts(dossier, strategy),
        *find_objective_conflicts(dossier, strategy, figures=figures or {}),
        *find_money_conflicts(dossier, strategy),
        *find_loose_ends(dossier, strategy),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: _ORDER.index(each.severity)))
