"""A map of a collection: descriptors reduced to a few dimensions by PCA or LDA."""

from dataclasses import dataclass

import numpy as np

from scoring.types import FilePath, FloatArray, IntArray

from ..faces import DataError

KEPT = 0.95  # share of the variance that LDA uses


@dataclass(frozen=True, eq=False)
class Projection:
    """A linear map, fitted on a set and applicable to any clip of the same model.

    Attributes
    ----------
    kind
        'pca' or 'lda'.
    mean, scale
        Of each number of a descriptor, shape (D,).
    axes
        Shape (D, d).
    explained
        Share of the variance (PCA), or of the variance between classes (LDA), of each axis,
        shape (d,).
    """

    kind: str
    mean: FloatArray
    scale: FloatArray
    axes: FloatArray
    explained: FloatArray

    def __call__(self, descriptors: FloatArray) -> FloatArray:
        """Points (N, d) of descriptors (N, D)."""
        rows = np.atleast_2d(descriptors)
        if rows.shape[1] != len(self.mean):
            raise DataError(
                f"descriptors have {rows.shape[1]} numbers, the projection was fitted on "
                f"{len(self.mean)}"
            )
        return (rows - self.mean) / self.scale @ self.axes

    def save(self, path: FilePath) -> None:
        """Write it as .npz without pickles."""
        np.savez_compressed(path, **vars(self))


def load_projection(path: FilePath) -> Projection:
    """Read a projection written by `Projection.save`."""
    try:
        with np.load(path, allow_pickle=False) as parts:
            numbers = {name: parts[name] for name in ("mean", "scale", "axes", "explained")}
            return Projection(str(parts["kind"]), **numbers)
    except (KeyError, ValueError, TypeError, EOFError) as error:
        raise DataError(f"{path} is not a projection: fit one with --map pca or lda") from error


def fit_projection(
    descriptors: FloatArray,
    kind: str = "pca",
    targets: IntArray | None = None,
    dimensions: int = 2,
) -> Projection:
    """Fit a projection on the descriptors of a set.

    Every number is standardised first. LDA (Fisher 1936) is fitted on the principal components
    that explain 95 % of the variance, at most a third as many as there are clips, because it
    separates anything once there are more numbers than clips.

    Parameters
    ----------
    descriptors
        Shape (N, D).
    kind
        'pca' or 'lda'.
    targets
        Class of each clip, for LDA; shape (N,).
    dimensions
        LDA gives at most one less than there are classes.

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
    if kind == "lda" and (targets is None or len(set(targets)) < 2):
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
    lda = LinearDiscriminantAnalysis().fit(rows @ components.T, targets)
    axes = components.T @ lda.scalings_[:, :dimensions]
    return Projection(kind, mean, scale, axes, lda.explained_variance_ratio_[: axes.shape[1]])
