"""Three ways to tell clips apart, and the one that any of them has to beat.

Each is a function of labelled clips, the places to learn from, the places to judge, and a seed;
it returns the probability of each class, ndarray (M, K), for the places to judge.
"""

import numpy as np


def majority(clips, learn, judge, seed):
    """The shares of the classes among the clips learnt from, whatever the clip."""
    shares = np.bincount(clips.wanted[learn], minlength=len(clips.classes)) / len(learn)
    return np.tile(shares, (len(judge), 1))


def trees(clips, learn, judge, seed):
    """Gradient-boosted trees on the temporal features.

    Friedman, "Stochastic gradient boosting", Computational Statistics & Data Analysis 38, 2002.
    """
    from sklearn.ensemble import GradientBoostingClassifier

    rows = clips.statistics[1]
    model = GradientBoostingClassifier(
        n_estimators=80, max_depth=2, subsample=0.7, max_features="sqrt", random_state=seed
    )
    model.fit(rows[learn], clips.wanted[learn])
    return spread(model.predict_proba(rows[judge]), model.classes_, len(clips.classes))


def lda(clips, learn, judge, seed):
    """Linear discriminant on the descriptors, its axes fitted on the clips learnt from only."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    from .projection import fit_projection

    wanted = clips.wanted[learn]
    axes = fit_projection(clips.descriptors[learn], "lda", wanted, len(clips.classes) - 1)
    model = LinearDiscriminantAnalysis().fit(axes(clips.descriptors[learn]), wanted)
    found = model.predict_proba(axes(clips.descriptors[judge]))
    return spread(found, model.classes_, len(clips.classes))


def lstm(clips, learn, judge, seed):
    """An LSTM on the curves themselves."""
    from .lstm import fit, judge_series

    learnt = [clips.series[place] for place in learn]
    network = fit(learnt, clips.wanted[learn], len(clips.classes), seed)
    return judge_series(network, [clips.series[place] for place in judge])


def spread(found, present, classes):
    """Columns of the classes that were learnt among zeros for those that were not."""
    whole = np.zeros((len(found), classes))
    whole[:, present] = found
    return whole


CLASSIFIERS = {"majority": majority, "trees": trees, "lda": lda, "lstm": lstm}
TITLES = {
    "majority": "always the commonest label",
    "trees": "boosted trees on the statistics",
    "lda": "linear discriminant on the descriptor",
    "lstm": "LSTM on the series",
}
