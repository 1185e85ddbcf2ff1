"""The learning rate over the course of a run."""

import math

FLOOR = 1e-3  # the rate at the end of a cosine, as a share of the peak


def rate_share(done: float, schedule: str, warm_up: float) -> float:
    """Learning rate as a share of its peak.

    Parameters
    ----------
    done
        Share of the run's steps completed with this one, in (0, 1].
    schedule
        'constant' or 'cosine', which is one period of Loshchilov, Hutter, "SGDR: Stochastic
        Gradient Descent with Warm Restarts", ICLR 2017. With a warm-up of a tenth it is the usual
        one-cycle schedule.
    warm_up
        Share of the run in which the rate rises linearly from zero.
    """
    if done < warm_up:
        return done / warm_up
    if schedule == "constant":
        return 1.0
    rest = (done - warm_up) / (1 - warm_up)
    return 0.5 * (1 + math.cos(math.pi * rest)) + FLOOR
