"""The training loop: one run in a folder, epoch by epoch, each ending in a checkpoint."""

import logging
import time
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from scoring.models.preprocessing import Preprocessing
from scoring.types import FilePath, FloatArray, Json

from ..evaluation.by_set import short_by_set
from ..evaluation.metrics import metrics
from ..faces import Faces
from ..recipes.recipe import Recipe
from ..runs.record import Record
from . import pseudo
from .batches import Epoch, epoch_batches, preprocessing_of
from .checkpoint import CHECKPOINT, read_checkpoint, restore, write_checkpoint
from .learner import Learner
from .losses import class_weights
from .sampling import epoch_indices, parts_of, target_votes

log = logging.getLogger(__name__)

FIGURES = ("accuracy", "mean_recall", "calibration_error", "recall", "confusion", "by_set")


class Run:
    """One training run; an interrupted one resumes after its last complete epoch.

    Parameters
    ----------
    faces
        With their parts.
    folder
        Of the run; created if it is missing.
    unlabelled
        For pseudo-labels, by default the part 'unlabelled'; their votes are ignored.
    workers
        Threads that prepare batches ahead.

    Raises
    ------
    DataError, LeakError
        If data and recipe do not match, or the parts share people or videos.
    """

    def __init__(
        self,
        faces: Faces,
        folder: FilePath,
        recipe: Recipe,
        unlabelled: Faces | None = None,
        workers: int = 0,
    ) -> None:
        self.folder = Path(folder)
        self.recipe, self.workers = recipe, workers
        self.train, self.valid, test = parts_of(faces, recipe)
        self.unlabelled: Faces | None = None
        if recipe.pseudo.threshold:
            given = faces.part("unlabelled") if unlabelled is None else unlabelled
            self.unlabelled = pseudo.usable(given, self.valid, test)
        self.classes = self.train.classes
        weights = class_weights(self.train.labels, len(self.classes), recipe.loss.weights)
        self.learner = Learner(recipe, self.classes, weights)
        self.epoch = self.step = 0
        self.history: list[Json] = []
        self.best: Json | None = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.record = Record(self)

    @property
    def preprocessing(self) -> Preprocessing:
        """How faces are prepared for the finished network."""
        return self.prepared_at(self.recipe.fit.sides[-1])

    def prepared_at(self, side: int) -> Preprocessing:
        """How faces are prepared as input of a given side."""
        return preprocessing_of(self.train, self.recipe.network, side)

    def fit(self) -> torch.nn.Module:
        """Train the remaining epochs and keep the result.

        Returns
        -------
        network
            The averaged network, of the best epoch if the recipe has patience.
        """
        self.resume()
        self.record.begin()
        while self.epoch < len(self.recipe.fit.sides) and not self.out_of_patience():
            self.fit_epoch()
            self.save()
        if self.best:
            self.learner.average.load_state_dict(self.best["average"])
            write_checkpoint(self.folder / CHECKPOINT, self)
        self.record.finish()
        return self.learner.average.module.eval()

    def resume(self) -> None:
        """Restore the state after the last complete epoch, if there is one."""
        path = self.folder / CHECKPOINT
        if path.exists():
            self.record.check_unchanged()
            restore(self, read_checkpoint(path, self.learner.device))
            log.info("resuming after epoch %d", self.epoch)

    def save(self) -> None:
        """Write the checkpoint and the record."""
        write_checkpoint(self.folder / CHECKPOINT, self)
        self.record.write()

    def out_of_patience(self) -> bool:
        """Whether there was no better epoch for as many epochs as the recipe has patience."""
        patience = self.recipe.fit.patience
        return bool(patience and self.best and self.epoch - self.best["epoch"] >= patience)

    def fit_epoch(self) -> None:
        """Train on the epoch's faces once, then measure on the validation part."""
        recipe, began = self.recipe, time.monotonic()
        preprocessing = self.prepared_at(recipe.fit.sides[self.epoch])
        faces, votes = self.epoch_faces(preprocessing)
        rng = np.random.default_rng((recipe.seed, self.epoch))
        order = epoch_indices(faces, recipe.data, rng)
        batches = max(1, len(order) // recipe.fit.batch)
        epoch = Epoch(faces, votes, order, self.epoch, preprocessing)
        self.learner.begin_epoch(self.epoch)
        losses = []
        given = epoch_batches(epoch, recipe, self.workers)
        bar = tqdm(given, desc=f"epoch {self.epoch + 1}", total=batches, mininterval=10)
        for number, batch in enumerate(bar, 1):
            done = (self.epoch + number / batches) / len(recipe.fit.sides)
            losses.append(self.learner.step(batch, done))
        self.epoch += 1
        self.step += len(losses)
        loss = float(np.mean(losses))
        row: Json = {"epoch": self.epoch, "size": preprocessing.size, "loss": loss}
        if faces is not self.train:
            row["pseudo"] = len(faces) - len(self.train)
        row |= self.validate(preprocessing)
        self.history.append(row | {"seconds": round(time.monotonic() - began, 1)})
        log.info("%s", {name: value for name, value in row.items() if name != "valid_confusion"})

    def epoch_faces(self, preprocessing: Preprocessing) -> tuple[Faces, FloatArray]:
        """The faces of the coming epoch, and the label distributions to be learnt."""
        faces, votes = self.train, target_votes(self.train, self.recipe.data)
        if self.unlabelled is None or self.epoch < self.recipe.pseudo.after:
            return faces, votes
        probabilities = self.learner.probabilities(self.unlabelled.images, preprocessing)
        confident, labels = pseudo.confident_faces(probabilities, self.recipe.pseudo.threshold)
        if not len(confident):
            return faces, votes
        faces = pseudo.joined(faces, self.unlabelled, confident, labels)
        return faces, np.concatenate([votes, labels])

    def validate(self, preprocessing: Preprocessing) -> Json:
        """Figures of the validation part; the weights of the best epoch are kept."""
        if self.valid is None:
            return {}
        probabilities = self.learner.probabilities(self.valid.images, preprocessing)
        figures = metrics(probabilities, self.valid.labels)
        figures["by_set"] = short_by_set(probabilities, self.valid)
        value, average = figures[self.recipe.fit.watch], self.learner.average
        if self.recipe.fit.patience and (not self.best or value > self.best["value"]):
            weights = {name: tensor.clone() for name, tensor in average.state_dict().items()}
            self.best = {"epoch": self.epoch, "value": value, "average": weights}
        return {f"valid_{name}": figures[name] for name in FIGURES}
