"""The acted expressions: drafted from action units, then refined against the shipped model."""

from .expression import Expression

NEUTRAL = Expression(
    inner_brow=-0.29, frown=0.07, lids=-0.27, squint=0.12, cheeks=0.15, corners=0.11, jaw=0.04,
    tilt=1.0,
)  # fmt: skip
HAPPINESS = Expression(
    outer_brow=0.29, frown=0.10, lids=-0.45, squint=0.70, cheeks=0.97, sneer=0.12, corners=0.94,
    jaw=0.42, part=0.76, nod=2.0, tilt=3.6,
)  # fmt: skip
SURPRISE = Expression(
    inner_brow=0.41, outer_brow=0.93, lids=0.85, sneer=0.12, corners=-0.10, wide=-0.65, jaw=0.99,
    part=0.17, press=0.15, nod=-3.3, tilt=2.0,
)  # fmt: skip
SADNESS = Expression(
    inner_brow=0.95, frown=0.39, lids=-0.45, squint=0.18, cheeks=0.42, corners=-0.81, part=0.10,
    press=0.12, pout=0.55, look_y=0.28, nod=3.0, turn=-2.4,
)  # fmt: skip
FEAR = Expression(
    inner_brow=0.98, outer_brow=0.28, frown=0.70, lids=0.74, cheeks=0.25, sneer=0.19, corners=-0.18,
    wide=0.84, jaw=0.40, part=0.95, press=0.17, pout=0.18, look_y=0.15, nod=3.5, turn=-2.5,
    tilt=-4.0,
)  # fmt: skip
ANGER = Expression(
    inner_brow=-0.97, outer_brow=-0.33, frown=0.97, squint=0.50, cheeks=0.45, sneer=0.69,
    corners=-0.62, wide=-0.12, jaw=0.24, part=0.23, press=0.50, pout=0.40, nod=2.0, turn=-2.5,
)  # fmt: skip
