"""A map of a collection: descriptors brought to a few dimensions by PCA or LDA."""

from dataclasses import dataclass

import numpy as np

from ..faces import DataError

KEPT = 0.95  # share of the variance that LDA looks at


@dataclass(frozen=True, eq=False)
class Projection:
    """A linear map, fitted on a set and good for any other clip of the same model.

    Attributes
    ----------
    kind : {'pca', 'lda'}
    mean : ndarray of float64, shape (D,)
    scale : ndarray of float64, shape (D,)
    axes : ndarray of float64, shape (D, d)
    explained : ndarray of float64, shape (d,)
        Share of the variance (PCA), or of the variance between classes (LDA), of each axis.
    """

    kind: str
    mean: np.ndarray
    scale: np.ndarray
    axes: np.ndarray
    explained: np.ndarray

    def __call__(self, descriptors):
        """Points of descriptors (N, D): ndarray of float64, shape (N, d)."""
        descriptors = np.atleast_2d(descriptors)
        if descriptors.shape[1] != len(self.mean):
            raise DataError(
                f"descriptors have {descriptors.shape[1]} numbers, the projection was fitted on "
                f"{len(self.mean)}"
            )
        return (descriptors - self.mean) / self.scale @ self.axes

    def save(self, path):
        """Write it as .npz without pickles."""
        np.savez_compressed(path, **vars(self))


def load_projection(path):
    """Read a projection written by `Projection.save`."""
    try:
        with np.load(path, allow_pickle=False) as parts:
            numbers = {name: parts[name] for name in ("mean", "scale", "axes", "explained")}
            return Projection(str(parts["kind"]), **numbers)
    except (KeyError, ValueError, TypeError, EOFError) as error:
        raise DataError(f"{path} is no projection: fit one with --map pca or lda") from error


def fit_projection(descriptors, kind="pca", wanted=None, dimensions=2):
    """Fit a projection on the descriptors of a set.

    Every number is standardised first. LDA (Fisher 1936) is fitted on the principal components
    that hold 95 % of the variance, at most a third as many as there are clips, because it
    separates anything once there are more numbers than clips.

    Parameters
    ----------
    descriptors : ndarray, shape (N, D)
    kind : {'pca', 'lda'}
    wanted : ndarray of int, shape (N,)
        Class of each clip, for LDA.
    dimensions : int
        LDA gives at most one less than there are classes.

    Returns
    -------
    Projection

    Raises
    ------
    DataError
        If there are too few clips or classes, or the kind is unknown.
    """
    from sklearn.decomposition import PCA
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    if kind not in ("pca", "lda"):
        raise DataError(f"projection {kind!r} is unknown: choose pca or lda")
    if len(descriptors) < 3:
        raise DataError(f"{len(descriptors)} clips are too few for a map: give at least 3")
    if kind == "lda" and (wanted is None or len(set(wanted)) < 2):
        raise DataError("LDA needs clips of at least two labels")
    mean = descriptors.mean(axis=0, dtype=float)
    scale = descriptors.std(axis=0, dtype=float)
    scale[scale < 1e-6] = 1.0
    rows = (descriptors - mean) / scale
    if kind == "pca":
        pca = PCA(min(dimensions, *rows.shape), svd_solver="full").fit(rows)
        return Projection(kind, mean, scale, pca.components_.T, pca.explained_variance_ratio_)
    pca = PCA(min(len(rows) // 3, rows.shape[1]), svd_solver="full").fit(rows)
    enough = int(np.searchsorted(pca.explained_variance_ratio_.cumsum(), KEPT)) + 1
    components = pca.components_[:enough]
    lda = LinearDiscriminantAnalysis().fit(rows @ components.T, wanted)
    axes = components.T @ lda.scalings_[:, :dimensions]
    return Projection(kind, mean, scale, axes, lda.explained_variance_ratio_[: axes.shape[1]])
