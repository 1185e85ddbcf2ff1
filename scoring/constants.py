"""Every constant of the formula in one place, each with its reason.

They were chosen by simulation, not by human ratings; a change of any of them is a new `FORMULA`.
"""

FORMULA = "4"

FER_LABELS = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")
"""The labels of FER2013, in the order of the shipped model's outputs."""

NEUTRAL = "neutral"
"""The label that every model has: the face that shows none of the expressions."""

RATE = 10.0
"""Cells a second of the grid: expressions last 0.5 s and more, so 10 Hz loses nothing."""

SMOOTHING = 0.35
"""Standard deviation in seconds of the Gaussian: classifiers flicker faster than faces move, and
only a mean of frames tells a faint performance from none."""

REACH = 0.25
"""A cell is unseen when no face lies within this many seconds: shorter gaps are blinks of the
detector, longer ones are a hidden face."""

MAX_SECONDS = 3600.0
"""Longest track on the grid; keeps a wrong timestamp from asking for all the memory."""

NEUTRAL_FLOOR = 0.4
"""Least probability of neutral in a cell that may show the resting face."""

CALM_CONTRAST = 0.3
"""A face whose calmest quarter is more neutral by this than its liveliest tenth changes: its calm
cells are its resting face."""

CALM_RATIO = 2.0
"""In a face that hardly changes, neutral must be this many times as probable as any expression to
show the resting face: a faint expression held all along is no rest."""

REST_NEUTRAL = 0.7
"""Probability of neutral in the resting face of somebody unknown; the others share the rest."""

REST_SHRINK = 5
"""Weight, in cells, of that unknown resting face against what was measured."""

REST_CAP = 0.25
"""Largest estimated resting probability of an expression: a person who holds one expression all
along must not have it taken for the resting face."""

HABIT_LEAST = 0.02
"""Resting probability below which all expressions are alike: so little is the classifier's doing,
no habit of a face."""

HABIT_MOST = 0.25
"""Largest logarithm of the odds that a habit is taken to have: a stronger one may be an expression
held all along."""

REST_MARGIN = 0.015
"""How far an expression must rise above rest to count: classifiers flicker by about that much, and
doing nothing must not collect it."""

BAND = 1.5
"""Seconds a performance may lead or lag: people lag by about 0.6 s; a wider band lets a wrong
performance borrow the right frames."""

MAX_TEMPO = 2.0
"""Steepest slope of the warping path, its inverse being the flattest (symmetricP1)."""

SKIP_WEIGHT = 2
"""Weight of a skipped frame, paired with neutral: as much as a pair, so skipping never pays."""

FLOOR = 0.03
"""Least mean expression that a distance is divided by: keeps noise from being magnified."""

SHARE_EXPONENT = 1.75
SCORE_EXPONENT = 2.5
"""The curve from share to score: puts a good performance near 80 and a wrong one near 5."""

MIN_ACTIVITY = 0.05
"""Least mean expression of a clip that can be scored; below it, noise would decide."""

MIN_SEEN = 0.5
"""Least share of a clip with a face, for the reference to be used and a score to be sure."""

MATCH_ACTIVITY = 0.05
"""Least expression of a performer whose emotions can be named at all."""

LAG_MATCH = 0.5
"""Least expression match at which a lag means anything."""

USED_SHARE = 0.1
"""An emotion is used by a clip when it holds this share of the clip's expression."""

NOTHING_SHOWN = 0.1
"""Intensity below which the performer is told that no expression was seen."""

ALIGNMENTS_DIFFER = 15.0
"""Points that a tempo of one's own must be worth to deserve a remark."""

UNSURE = frozenset({"no_face", "low_coverage", "models_differ"})
"""Warnings that make a score unsure: too little was seen, or two classifiers were compared. A
tempo of one's own does not: good performers have it far more often than bad ones."""

MOMENTS = 5
"""Moments named of each kind."""

MOMENT_SECONDS = 3.0
"""Longest moment: longer ones are no longer a place to look at."""

MOMENT_SMOOTHING = 0.3
"""Standard deviation in seconds of the Gaussian under which moments are looked for."""

MOMENT_APART = 1.5
"""Least seconds between two moments: closer ones are looked at as one."""

MOMENT_REPEAT = 10.0
"""Seconds after which one unbroken stretch of one emotion is worth another moment."""

MOMENT_BESIDE = 0.1
"""Part of the largest moment's loss or share that any other must have to stand beside it."""

MOMENT_EDGE = 0.5
"""A moment reaches as far as the curve stays above this share of its peak."""

MOMENT_LEAST = 0.005
"""Least loss or share of the whole that is worth naming."""
