"""Every constant of the library in one place, each with its reason.

Those of the formula were chosen by simulation, not by human ratings; changing any of them makes a
new `FORMULA`. Colours, sizes and encoder settings of pictures and films stand beside the code that
draws them.
"""

import math

FER_LABELS = ("anger", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")
"""The labels of FER2013, in the order of the shipped model's outputs."""

NEUTRAL = "neutral"
"""The label that every model must have: a face without expression."""


# Video

LOST_SHARE = 0.05
LOST_SECONDS = 0.5
"""How much of the duration in its header a file may lack, whichever is more. Losing the last frame
or two is ordinary; scoring a file that lacks more would be unfair to the performer."""

DAMAGED_SHARE = 0.05
"""Share of a file's packets that may fail to decode."""

TIMESTAMP_ROUNDING = 0.002
"""Seconds by which a timestamp may be off: containers round to milliseconds."""

PIXEL_ASPECTS = (0.25, 4.0)
"""Pixel aspect ratios outside this range are taken for mistakes in the file."""


# Finding and following a face

FACE_START = 0.7
FACE_KEEP = 0.4
"""Confidence at which a face is picked, and at which it is still followed."""

FACE_SEARCH = 2.0
"""Side of the square that is searched around the last box, in box sides."""

FACE_JUMP = 1.0
FACE_GROWTH = 2.0
"""How far the followed face may move between two sampled frames, in box widths, and by which factor
its size may change."""

UPRIGHT = math.radians(12)
"""Tilt in radians up to which a face is read as it is: models learn from faces tilted by that much,
and a detector's eyes shake by a few degrees. What goes beyond is turned back."""

FACE_PATIENCE = 1.0
"""Seconds after which a lost face is given up and the largest one is followed instead."""

CUT_PATTERN = 0.6
CUT_BRIGHTNESS = 60.0
"""Two frames lie on either side of a cut where one minus the correlation of their thumbnails, or
the mean change in brightness (0 to 255), exceeds these."""

TARGET_SIZE = 0.25
"""Side, in frame heights, of the box assumed around a point that somebody has clicked."""

HAAR_SIZE = 1.11
HAAR_SHIFT = 0.14
"""A Haar box is larger than MediaPipe's and sits higher; measured on five acted videos."""

HAAR_SIDE = 320
"""Pixels to which the longer side of a frame is reduced for the Haar cascade."""


# Reading a video into a track

BATCH = 16
"""Faces classified at once."""

BATCHES_AHEAD = 4
"""Batches of frames that may wait to be classified."""

QUEUE_TIMEOUT = 0.1
"""Seconds after which a thread that waits on a full queue checks whether it should stop."""

BACKEND_TOLERANCE = 1e-3
"""Largest difference in probability between ONNX Runtime and torch for the same weights."""


# Features of a track

CURVE_GAP = 0.5
"""Seconds without a face that cut a curve in two: no peak reaches across."""

PEAK_PROMINENCE = 0.1
"""How far a peak must stand above the valleys beside it."""

PEAK_SMOOTHING = 3
"""Frames of the running mean in which peaks are sought."""


# The formula

FORMULA = "5"

RATE = 10.0
"""Cells of the grid per second: expressions last 0.5 s and more, so 10 Hz loses nothing."""

SMOOTHING = 0.35
"""Standard deviation of the Gaussian in seconds: classifiers flicker faster than faces move, and
only the mean of several frames tells a faint performance from none."""

GAUSSIAN_REACH = 3.0
"""Standard deviations after which that Gaussian is cut off."""

REACH = 0.25
"""A cell is unseen when no face lies within this many seconds: shorter gaps are lapses of the
detector, longer ones are a hidden face."""

MAX_SECONDS = 3600.0
"""Longest track on the grid; keeps a wrong timestamp from claiming all the memory."""

NEUTRAL_FLOOR = 0.4
"""Lowest probability of neutral in a cell that may show the resting face."""

CALM_CONTRAST = 0.3
"""A face changes when its calmest quarter is more neutral by this much than its liveliest tenth:
its calm cells are then its resting face."""

CALM_RATIO = 2.0
"""In a face that hardly changes, neutral must be this many times as probable as any expression for
a cell to show the resting face: a faint expression held throughout is not rest."""

REST_NEUTRAL = 0.7
"""Probability of neutral in the resting face of an unknown person; the other labels share the
rest."""

REST_SHRINK = 5
"""Weight, in cells, of that unknown resting face against what was measured."""

REST_CAP = 0.25
"""Highest estimated resting probability of an expression: someone who holds one expression
throughout must not have it taken for their resting face."""

HABIT_FLOOR = 0.02
"""Resting probability below which all expressions count alike: that little comes from the
classifier, not from a habit of the face."""

HABIT_CAP = 0.25
"""Largest log-odds that a habit may have: a stronger one may be an expression held throughout."""

REST_MARGIN = 0.005
"""How far an expression must rise above rest to count: classifiers flicker by about that much, and
doing nothing must not add it up."""

BAND = 1.5
"""Seconds by which a performance may lead or lag: people lag by about 0.6 s, and a wider band lets
a wrong performance borrow the right frames."""

MAX_TEMPO = 2.0
"""Steepest slope of the warping path, its inverse being the flattest (symmetricP1)."""

SKIP_WEIGHT = 2
"""Weight of a skipped frame, paired with neutral: as much as a pair, so skipping never pays."""

FLOOR = 0.03
"""Lowest mean expression that a distance is divided by: keeps noise from being magnified."""

SHARE_EXPONENT = 1.75
SCORE_EXPONENT = 2.5
"""The curve from share to score: puts a good performance near 80 and a wrong one near 5."""

EXPONENT_RANGE = (0.2, 8.0)
"""Exponents that a fitted curve may have."""

MIN_ACTIVITY = 0.03
"""Lowest mean expression of a clip that can be scored; below it, noise would decide."""

MIN_SEEN = 0.5
"""Share of a clip in which a face must be seen, for a reference to be usable and for a score to be
sure."""

MATCH_ACTIVITY = 0.05
"""Lowest expression of a performer whose emotions can be named at all."""

LAG_MATCH = 0.5
"""Expression match below which a lag means nothing."""

USED_SHARE = 0.1
"""A clip uses an emotion when it holds this share of the clip's expression."""

NOTHING_SHOWN = 0.1
"""Intensity below which the performer is told that no expression was seen."""

ALIGNMENTS_DIFFER = 15.0
"""Points that the performer's own tempo must gain to deserve a remark."""

UNSURE = frozenset({"no_face", "low_coverage", "models_differ"})
"""Warnings that make a score unsure: too little was seen, or two classifiers were compared. A tempo
of one's own does not: good performers have it far more often than bad ones."""

LINE_EMOTION = 0.1
"""Share of a line's expression above which a missed or exaggerated emotion is named."""

MOMENTS = 5
"""Most moments of each kind that are named."""

MOMENT_SECONDS = 3.0
"""Longest moment: a longer one is no longer a place to look at."""

MOMENT_SMOOTHING = 0.3
"""Standard deviation in seconds of the Gaussian under which moments are sought."""

MOMENT_SPACING = 1.5
"""Shortest time in seconds between two moments: closer ones are seen as one."""

MOMENT_REPEAT = 10.0
"""Seconds after which an unbroken stretch of one emotion deserves another moment."""

MOMENT_RATIO = 0.1
"""Smallest amount of a moment, as a share of the largest one's."""

MOMENT_EDGE = 0.5
"""A moment reaches as far as the curve stays above this share of its peak."""

MOMENT_MINIMUM = 0.005
"""Smallest loss or share, of the whole clip's, that is worth naming."""


# Calibration

MIN_RATINGS = 8
MIN_SHARES = 4
"""Ratings, and different shares among them, that a curve can be fitted to."""

FOLDS = 50
"""Most folds of the cross-validation; with as many takes or fewer, each is left out alone."""

FIT_STARTS = ((1.75, 2.5), (1.0, 1.0), (0.6, 3.0), (3.0, 0.6))
"""Exponents from which the fit starts; the best end counts."""
