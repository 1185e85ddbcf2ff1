"""What is trained: a network with its optimizer, its moving average and its number format."""

import contextlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from scoring.models.backends import softmax
from scoring.models.preprocessing import Preprocessing
from scoring.types import FloatArray, IntArray

from ..evaluation.predict import logits_of
from ..recipes.options import Fit
from ..recipes.recipe import Recipe
from ..types import Images
from .batches import Batch
from .depthwise import use_fast_gradients
from .losses import concordance_loss, soft_cross_entropy
from .networks import set_learning
from .precision import default_device, number_format
from .schedule import rate_share
from .start import initial_network


class Learner:
    """A recipe's network on this machine's device.

    Parameters
    ----------
    weights
        Weight of each class in the loss, float32, shape (K,).
    """

    def __init__(
        self, recipe: Recipe, classes: Sequence[str], weights: FloatArray | None = None
    ) -> None:
        self.recipe, self.classes = recipe, len(classes)
        self.device = default_device()
        self.format = number_format(recipe.fit.precision, self.device)
        torch.manual_seed(recipe.seed)
        outputs = len(classes) + (2 if recipe.loss.affect else 0)
        self.network = initial_network(recipe.network, outputs, classes)
        layout: Any = {"memory_format": torch.channels_last}  # torch's stubs leave it out
        self.network.to(self.device, **layout)
        if self.device == "cpu" and self.format is None:
            use_fast_gradients(self.network)
        average = torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.fit.average)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, multi_avg_fn=average, use_buffers=True
        )
        self.optimizer = new_optimizer(self.network, recipe.fit)
        self.scaler = torch.amp.GradScaler(self.device, enabled=self.format == torch.float16)
        self.weights = None if weights is None else torch.from_numpy(weights).to(self.device)

    def begin_epoch(self, epoch: int) -> None:
        """Let all layers learn, or only the last one in the recipe's first epochs.

        The epoch's random numbers (dropout) depend only on the seed and the epoch.
        """
        torch.manual_seed(
            int(np.random.SeedSequence((self.recipe.seed, epoch)).generate_state(1)[0])
        )
        set_learning(self.network, only_last=epoch < self.recipe.network.frozen)

    def step(self, batch: Batch, done: float) -> float:
        """One optimizer step; the batch is computed in as many parts as the recipe says.

        Parameters
        ----------
        done
            Share of the run completed with this step, which decides the learning rate.

        Returns
        -------
        loss
            Of the batch.
        """
        fit = self.recipe.fit
        for group in self.optimizer.param_groups:
            group["lr"] = fit.rate * rate_share(done, fit.schedule, fit.warm_up)
        self.optimizer.zero_grad()
        total = 0.0
        parts = np.array_split(np.arange(len(batch.inputs)), fit.accumulate)
        for part in filter(len, parts):
            loss = self.loss(batch, part)
            self.scaler.scale(loss).backward()
            total += loss.item()
        self.scaler.unscale_(self.optimizer)
        if fit.clip:
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), fit.clip)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.average.update_parameters(self.network)
        return total

    def loss(self, batch: Batch, part: IntArray) -> torch.Tensor:
        """What some faces contribute to the mean loss of their batch."""
        options, share = self.recipe.loss, len(part) / len(batch.inputs)
        votes, affect = (
            torch.from_numpy(array[part]).to(self.device) for array in (batch.votes, batch.affect)
        )
        with self.computing():
            outputs = self.network(self.placed(batch.inputs[part]))
        outputs = outputs.float()
        logits, affect_outputs = outputs[:, : self.classes], outputs[:, self.classes :]
        loss = soft_cross_entropy(logits, votes, self.weights, options.smoothing)
        loss = loss / len(batch.inputs)
        if options.affect:
            loss = loss + options.affect * share * concordance_loss(affect_outputs, affect)
        return loss

    def probabilities(self, images: Images, preprocessing: Preprocessing) -> FloatArray:
        """The averaged network's probabilities of faces, float32, shape (N, K)."""
        network = self.average.module.eval()

        def run(inputs: FloatArray) -> FloatArray:
            with torch.inference_mode(), self.computing():
                return network(self.placed(inputs)).float().cpu().numpy()

        return softmax(logits_of(run, images, preprocessing)[:, : self.classes])

    def placed(self, inputs: FloatArray) -> torch.Tensor:
        """A NumPy batch on the device, in the network's memory format, channels last."""
        return torch.from_numpy(inputs).to(self.device, memory_format=torch.channels_last)

    def computing(self) -> contextlib.AbstractContextManager[Any]:
        """Mixed precision, if recipe and device have it."""
        if self.format is None:
            return contextlib.nullcontext()
        return torch.autocast(self.device, self.format)


def new_optimizer(network: torch.nn.Module, fit: Fit) -> torch.optim.Optimizer:
    """The optimizer that a recipe names."""
    weights, rate, decay = network.parameters(), fit.rate, fit.weight_decay
    if fit.optimizer == "sgd":
        return torch.optim.SGD(weights, lr=rate, momentum=fit.momentum, weight_decay=decay)
    kind = torch.optim.AdamW if fit.optimizer == "adamw" else torch.optim.Adam
    return kind(weights, lr=rate, weight_decay=decay)
