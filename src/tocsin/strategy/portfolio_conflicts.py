"""Which rules of a dossier cannot be kept together, and where would one of each set be mended?"""

from tocsin.methods.decide.portfolio_conflict import find_conflicts
from tocsin.methods.decide.portfolio_problem import InfeasibleChoiceError, LimitKind
from tocsin.strategy.portfolio_case import Case
from tocsin.terms.errors import MethodError

_WHERE: dict[LimitKind, str] = {
    "budget": "strategy.yaml, envelope",
    "capacity": "strategy.yaml, bodies, capacity",
    "prerequisite": "measures.yaml, requires",
    "exclusion": "measures.yaml, excludes",
    "floor": "strategy.yaml, floors",
    "duty": "law/provisions.csv, or measures.yaml, duties",
    "fixed": "measures.yaml, costs",
}


class InfeasiblePortfolioError(MethodError):
    """No choice of measures keeps all that the dossier asks for; ``conflicts`` are sets of limits of which one must give way."""

    def __init__(self, message: str, *, conflicts: tuple[tuple[str, ...], ...]) -> None:
        super().__init__(message)
        self.conflicts = conflicts


def explain_conflicts(case: Case, *, found: InfeasibleChoiceError) -> InfeasiblePortfolioError:
    """Say which limits conflict, each with the place where it is set; any one dropped from a set makes the rest possible."""
    conflicts = find_conflicts(case.problem.limits)
    if not conflicts:
        return InfeasiblePortfolioError(f"No portfolio was found: {found}", conflicts=())
    where = {limit.name: _WHERE[limit.kind] for limit in case.problem.limits}
    told = "\n".join("- " + "; and ".join(f"{name} [{where[name]}]" for name in names) for names in conflicts)
    return InfeasiblePortfolioError(
        f"No choice of measures keeps all rules. These cannot be kept together, though all but any one of a set can:\n{told}\n"
        "Loosen or drop one rule of each set.",
        conflicts=conflicts,
    )
