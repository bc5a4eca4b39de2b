"""What do the documents of a strategy rest on: everything that its records come to, beside one assessment?"""

from tocsin.assess.harm import HarmLedger
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.strategy.view import StrategyView
from tocsin.strategy.completeness import evaluate_completeness
from tocsin.strategy.consistency import find_inconsistencies
from tocsin.strategy.coverage import evaluate_coverage
from tocsin.strategy.portfolio import PlanSettings, plan_portfolio
from tocsin.strategy.portfolio_record import PortfolioAnswer
from tocsin.strategy.thematic import compare_plans
from tocsin.terms.errors import MethodError

# Core indices in a document are taken over fewer weights than `tocsin plan --core` takes: their intervals say so.
_VECTORS = 100


def evaluate_strategy(
    dossier: Dossier, *, assessment: Assessment, ledger: HarmLedger, figures: Figures, points: Points
) -> StrategyView | None:
    """Everything that the strategy of a dossier comes to; None where it has none."""
    completeness = evaluate_completeness(dossier)
    if dossier.strategy is None or completeness is None:
        return None
    values = {key: figure.estimate.value for key, figure in figures.figures.items()}
    portfolio, refusal = _choose(dossier, ledger=ledger, figures=figures, points=points)
    return StrategyView(
        dossier, dossier.strategy, assessment, completeness, find_inconsistencies(dossier, figures=values),
        evaluate_coverage(dossier, strategy=dossier.strategy), compare_plans(dossier), portfolio, refusal,
    )  # fmt: skip


def _choose(
    dossier: Dossier, *, ledger: HarmLedger, figures: Figures, points: Points
) -> tuple[PortfolioAnswer | None, str]:
    """The best portfolio, or why the method does not apply to this dossier."""
    settings = PlanSettings(has_core=True, has_collection=True, vectors=_VECTORS)
    try:
        return plan_portfolio(dossier, ledger=ledger, figures=figures, points=points, settings=settings), ""
    except MethodError as error:
        return None, f"No portfolio is chosen: {error}"
