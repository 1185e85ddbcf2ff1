"""What learns: a network with its optimizer, its moving average and its number format."""

import contextlib

import numpy as np
import torch

from scoring.models.backends import softmax

from ..evaluation.predict import logits_of
from .depthwise import use_fast_gradients
from .losses import concordance_loss, soft_cross_entropy
from .networks import set_learning
from .precision import device_here, number_format
from .schedule import rate_share
from .start import started_network


class Learner:
    """A recipe's network on the device that is here.

    Parameters
    ----------
    recipe : training.recipes.recipe.Recipe
    classes : sequence of str
    weights : ndarray of float32, shape (K,), optional
        How much each class counts.
    """

    def __init__(self, recipe, classes, weights=None):
        self.recipe, self.classes = recipe, len(classes)
        self.device = device_here()
        self.format = number_format(recipe.fit.precision, self.device)
        torch.manual_seed(recipe.seed)
        outputs = len(classes) + (2 if recipe.loss.affect else 0)
        self.network = started_network(recipe.network, outputs, classes)
        self.network.to(self.device, memory_format=torch.channels_last)
        if self.device == "cpu" and self.format is None:
            use_fast_gradients(self.network)
        average = torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.fit.average)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, multi_avg_fn=average, use_buffers=True
        )
        self.optimizer = new_optimizer(self.network, recipe.fit)
        self.scaler = torch.amp.GradScaler(self.device, enabled=self.format == torch.float16)
        self.weights = None if weights is None else torch.from_numpy(weights).to(self.device)

    def begin_epoch(self, epoch):
        """Let all layers learn, or only the last one in a recipe's first epochs.

        The epoch's random numbers (dropout) depend on the seed and the epoch alone.
        """
        torch.manual_seed(
            int(np.random.SeedSequence((self.recipe.seed, epoch)).generate_state(1)[0])
        )
        set_learning(self.network, only_last=epoch < self.recipe.network.frozen)

    def step(self, batch, done):
        """One step down the loss; the batch goes through in as many parts as the recipe says.

        Parameters
        ----------
        batch : training.learning.batches.Batch
        done : float
            Share of the run that ends with this step: where its learning rate stands.

        Returns
        -------
        float
            The batch's loss.
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

    def loss(self, batch, part):
        """The share that some faces have in the mean loss of their batch."""
        options, share = self.recipe.loss, len(part) / len(batch.inputs)
        votes, affect = (
            torch.from_numpy(array[part]).to(self.device) for array in (batch.votes, batch.affect)
        )
        with self.computing():
            outputs = self.network(self.placed(batch.inputs[part]))
        given, felt = outputs.float().split((self.classes, outputs.shape[1] - self.classes), 1)
        loss = soft_cross_entropy(given, votes, self.weights, options.smoothing)
        loss = loss / len(batch.inputs)
        if options.affect:
            loss = loss + options.affect * share * concordance_loss(felt, affect)
        return loss

    def probabilities(self, images, preprocessing):
        """What the averaged network says of faces, ndarray of float32, shape (N, K)."""
        network = self.average.module.eval()

        def run(inputs):
            with torch.inference_mode(), self.computing():
                return network(self.placed(inputs)).float().cpu().numpy()

        return softmax(logits_of(run, images, preprocessing)[:, : self.classes])

    def placed(self, inputs):
        """A NumPy batch on the device, its channels last as the network's memory lies."""
        return torch.from_numpy(inputs).to(self.device, memory_format=torch.channels_last)

    def computing(self):
        """Mixed precision, where recipe and device have it."""
        if self.format is None:
            return contextlib.nullcontext()
        return torch.autocast(self.device, self.format)


def new_optimizer(network, fit):
    """The optimizer that a recipe names."""
    options = {"lr": fit.rate, "weight_decay": fit.weight_decay}
    if fit.optimizer == "sgd":
        return torch.optim.SGD(network.parameters(), momentum=fit.momentum, **options)
    kind = {"adamw": torch.optim.AdamW, "adam": torch.optim.Adam}[fit.optimizer]
    return kind(network.parameters(), **options)
