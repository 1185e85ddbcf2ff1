"""The learning rate over a run."""

import math

LAST = 1e-3  # what a cosine leaves at its end, as a share of the peak


def rate_share(done, schedule, warm_up):
    """Learning rate as a share of its peak.

    Parameters
    ----------
    done : float
        Share of the run's steps that end with this one, in (0, 1].
    schedule : {'cosine', 'constant'}
        Cosine: Loshchilov, Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts",
        ICLR 2017, one period. With a tenth of warm-up it is the usual one cycle.
    warm_up : float
        Share of the run in which the rate rises from zero.
    """
    if done < warm_up:
        return done / warm_up
    if schedule == "constant":
        return 1.0
    rest = (done - warm_up) / (1 - warm_up)
    return 0.5 * (1 + math.cos(math.pi * rest)) + LAST
