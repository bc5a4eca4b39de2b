"""How is one uncertain quantity spread? Each kind is drawn by inverting its whole distribution function."""

from tocsin.methods.draws.distributions.atoms import Constant, Discrete, Empirical
from tocsin.methods.draws.distributions.bounded import Beta, Pert, Triangular, Uniform
from tocsin.methods.draws.distributions.distribution import Distribution
from tocsin.methods.draws.distributions.mixture import Mixture
from tocsin.methods.draws.distributions.on_scale import OnScale
from tocsin.methods.draws.distributions.unbounded import Lognormal, Normal, TwoPiece

__all__ = [
    "Beta",
    "Constant",
    "Discrete",
    "Distribution",
    "Empirical",
    "Lognormal",
    "Mixture",
    "Normal",
    "OnScale",
    "Pert",
    "Triangular",
    "TwoPiece",
    "Uniform",
]
