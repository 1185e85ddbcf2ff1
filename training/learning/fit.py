"""The training loop: one run in a folder, epoch by epoch, each ending in a checkpoint."""

import logging
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ..evaluation.by_set import short_by_set
from ..evaluation.metrics import metrics
from ..runs.record import Record
from . import pseudo
from .batches import epoch_batches, preprocessing_of
from .checkpoint import CHECKPOINT, read_checkpoint, take_up, write_checkpoint
from .learner import Learner
from .losses import class_weights
from .sampling import epoch_indices, parts_of, wanted_votes

log = logging.getLogger(__name__)

FIGURES = ("accuracy", "mean_recall", "calibration_error", "recall", "confusion", "by_set")


class Run:
    """One training run; an interrupted one goes on where its last epoch ended.

    Parameters
    ----------
    faces : training.faces.Faces
        With their parts.
    folder : path
        Of the run; made if it is missing.
    recipe : training.recipes.recipe.Recipe
    unlabelled : training.faces.Faces, optional
        For pseudo-labels, by default the part 'unlabelled'; their votes are not looked at.
    workers : int
        Threads that prepare batches ahead.

    Raises
    ------
    DataError, LeakError
        If data and recipe do not fit, or the parts share people or videos.
    """

    def __init__(self, faces, folder, recipe, unlabelled=None, workers=0):
        self.folder = Path(folder)
        self.recipe, self.workers = recipe, workers
        self.train, self.valid, test = parts_of(faces, recipe)
        self.unlabelled = None
        if recipe.pseudo.threshold:
            given = faces.part("unlabelled") if unlabelled is None else unlabelled
            self.unlabelled = pseudo.usable(given, self.valid, test)
        self.classes = self.train.classes
        weights = class_weights(self.train.labels, len(self.classes), recipe.loss.weights)
        self.learner = Learner(recipe, self.classes, weights)
        self.epoch = self.step = 0
        self.history, self.best = [], None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.record = Record(self)

    @property
    def preprocessing(self):
        """How faces are prepared for the finished network."""
        return self.prepared_at(self.recipe.fit.sides[-1])

    def prepared_at(self, side):
        return preprocessing_of(self.train, self.recipe.network, side)

    def fit(self):
        """Train the epochs that are left, and keep what came out.

        Returns
        -------
        torch.nn.Module
            The averaged network, of the best epoch where the recipe has patience.
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

    def resume(self):
        """Take up the last finished epoch, if there is one."""
        path = self.folder / CHECKPOINT
        if path.exists():
            self.record.same_as_before()
            take_up(self, read_checkpoint(path, self.learner.device))
            log.info("going on after epoch %d", self.epoch)

    def save(self):
        write_checkpoint(self.folder / CHECKPOINT, self)
        self.record.write()

    def out_of_patience(self):
        """Whether the last epochs, as many as the recipe's patience, brought nothing better."""
        patience = self.recipe.fit.patience
        return bool(patience and self.best and self.epoch - self.best["epoch"] >= patience)

    def fit_epoch(self):
        """One pass over the epoch's faces, then a look at the validation part."""
        recipe, began = self.recipe, time.monotonic()
        preprocessing = self.prepared_at(recipe.fit.sides[self.epoch])
        faces, votes = self.epoch_faces(preprocessing)
        rng = np.random.default_rng((recipe.seed, self.epoch))
        order = epoch_indices(faces, recipe.data, rng)
        batches = max(1, len(order) // recipe.fit.batch)
        given = epoch_batches(faces, votes, order, recipe, self.epoch, preprocessing, self.workers)
        self.learner.begin_epoch(self.epoch)
        losses = []
        bar = tqdm(given, desc=f"epoch {self.epoch + 1}", total=batches, mininterval=10)
        for number, batch in enumerate(bar, 1):
            done = (self.epoch + number / batches) / len(recipe.fit.sides)
            losses.append(self.learner.step(batch, done))
        self.epoch += 1
        self.step += len(losses)
        row = {"epoch": self.epoch, "size": preprocessing.size, "loss": float(np.mean(losses))}
        if faces is not self.train:
            row["pseudo"] = len(faces) - len(self.train)
        row |= self.look(preprocessing)
        self.history.append(row | {"seconds": round(time.monotonic() - began, 1)})
        log.info("%s", {name: value for name, value in row.items() if name != "valid_confusion"})

    def epoch_faces(self, preprocessing):
        """The faces of the coming epoch and what the network shall say of them."""
        faces, votes = self.train, wanted_votes(self.train, self.recipe.data)
        if self.unlabelled is None or self.epoch < self.recipe.pseudo.after:
            return faces, votes
        said = self.learner.probabilities(self.unlabelled.images, preprocessing)
        sure, labels = pseudo.sure_ones(said, self.recipe.pseudo.threshold)
        if not len(sure):
            return faces, votes
        faces = pseudo.joined(faces, self.unlabelled, sure, labels)
        return faces, np.concatenate([votes, labels])

    def look(self, preprocessing):
        """Figures of the validation part; the best epoch's weights are kept."""
        if self.valid is None:
            return {}
        said = self.learner.probabilities(self.valid.images, preprocessing)
        figures = metrics(said, self.valid)
        figures["by_set"] = short_by_set(said, self.valid)
        value, average = figures[self.recipe.fit.watch], self.learner.average
        if self.recipe.fit.patience and (not self.best or value > self.best["value"]):
            weights = {name: tensor.clone() for name, tensor in average.state_dict().items()}
            self.best = {"epoch": self.epoch, "value": value, "average": weights}
        return {f"valid_{name}": figures[name] for name in FIGURES}
