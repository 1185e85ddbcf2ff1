"""The sections of a recipe: what can be chosen, and what each choice means."""

from dataclasses import dataclass, field
from typing import Any

from .sections import RecipeError, Section, choice, number, section_from


@dataclass(frozen=True)
class SetOptions(Section):
    """One of the prepared sets that a run learns from.

    Attributes
    ----------
    name
        Its folder below the data's root.
    weight
        Its share of each epoch, relative to the other sets' weights.
    labels
        The set's own names for some of the seven basic labels, and the basic label for each.
    drop
        Labels without a counterpart among the seven, whose faces are left out.
    valid
        Share of the training part that becomes the validation part if the set has none.
    zoom
        [low, high]: how much a face is enlarged, so that all sets show faces at the size of
        serving's crop. The "scene" augmentation draws from this range.
    cut_out
        Whether its faces are cut out along their outline on black: "scene" puts them before a
        random background.
    """

    name: str = ""
    weight: float = number(1.0, 0.0, 1000.0)
    labels: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    valid: float = number(0.0, 0.0, 0.5)
    zoom: tuple[float, float] = (0.86, 1.16)
    cut_out: bool = choice(False, True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.name, str) or not self.name:
            raise RecipeError('data.sets has an entry without a name; write name = "rafdb"')
        zoom: Any = self.zoom
        if not isinstance(zoom, list | tuple) or len(zoom) != 2 or not 0.2 <= zoom[0] <= zoom[1]:
            raise RecipeError(f"data.sets.zoom is {zoom!r}; write [low, high] from 0.2")
        for name in ("drop", "zoom"):
            object.__setattr__(self, name, tuple(getattr(self, name)))


@dataclass(frozen=True)
class Data(Section):
    """Which faces are learnt from, and how often.

    Attributes
    ----------
    sets
        Prepared sets that are learnt from together, see `SetOptions`; none: DATA itself is one.
    faces
        Number of faces in an epoch if several sets are learnt from; 0: as many as there are.
    balance
        How evenly an epoch samples the classes of each set: 0 as frequent as they are, 1 all
        equally often.
    whole
        Learn from the validation part too; there is then no validation and no early stopping.
    twins
        'drop' leaves out training faces that have a copy or near copy in the validation or test
        part, and validation faces that have one in the test part.
    fraction
        Share of the training part that is used, the same for each class.
    labels
        'votes' learns the annotators' distribution, 'majority' a single label.
    cap
        Maximum number of faces of a class in an epoch, drawn again each time; 0: all.
    repeat
        How often the faces of a class occur in an epoch.
    """

    sets: tuple[SetOptions, ...] = ()
    faces: int = number(0, 0, 10**9)
    balance: float = number(0.5, 0.0, 1.0)
    whole: bool = choice(False, True)
    twins: str = choice("keep", "drop")
    fraction: float = number(1.0, 0.001, 1.0)
    labels: str = choice("votes", "majority")
    cap: int = number(0, 0, 10**9)
    repeat: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.sets, list | tuple):
            raise RecipeError(f"data.sets is {self.sets!r}; write [[data.sets]] for each set")
        sets = tuple(
            each if isinstance(each, SetOptions) else section_from(SetOptions, "data.sets", each)
            for each in self.sets
        )
        object.__setattr__(self, "sets", sets)
        if not isinstance(self.repeat, dict):
            raise RecipeError(f"data.repeat is {self.repeat!r}; write {{ label = times }}")
        for label, times in self.repeat.items():
            if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 100:
                raise RecipeError(
                    f"data.repeat.{label} is {times!r}; allowed: whole numbers, 1 to 100"
                )


@dataclass(frozen=True)
class Network(Section):
    """The network and its initial weights.

    Attributes
    ----------
    start
        'imagenet', 'scratch', or the path of an earlier model: a safetensors file or a run.
    dropout
        Before the last layer; `inner_dropout` is the one between the small CNN's blocks.
    drop_path
        Share of residual blocks skipped at random during training (stochastic depth).
    frozen
        Epochs at the start in which only the last layer is trained.
    grey
        One luminance channel in all three inputs; false learns from colour.
    """

    architecture: str = choice("efficientnet_b0", "resnet18", "small_cnn")
    start: str = "imagenet"
    dropout: float = number(0.25, 0.0, 0.9)
    inner_dropout: float = number(0.2, 0.0, 0.9)
    drop_path: float = number(0.1, 0.0, 0.9)
    frozen: int = number(0, 0, 1000)
    grey: bool = choice(True, False)


@dataclass(frozen=True)
class Fit(Section):
    """How it is trained.

    Attributes
    ----------
    sizes
        List of [side, epochs]: side of the input in pixels and the number of epochs at it;
        starting small saves time.
    batch
        Faces in a step, computed in `accumulate` parts where memory is short.
    rate
        The learning rate at its peak, after a linear `warm_up` (share of the steps); `schedule`
        decides how it falls from there.
    clip
        Maximum norm of a step's gradient; 0: unlimited.
    precision
        'auto' uses bf16 (or fp16) on CUDA and bf16 on CPUs with such arithmetic, else fp32.
    average
        Decay of the moving average of the weights, which is the result; 0: no averaging.
    patience
        Epochs without a better validation figure after which the run ends; 0: unlimited. The
        result is then that of the best epoch, not of the last.
    watch
        The figure of the validation part that decides which epoch is best.
    """

    sizes: tuple[tuple[int, int], ...] = ((64, 10),)
    batch: int = number(64, 1, 65536)
    accumulate: int = number(1, 1, 1024)
    optimizer: str = choice("adamw", "adam", "sgd")
    rate: float = number(1e-3, 0.0, 10.0)
    momentum: float = number(0.9, 0.0, 0.9999)
    weight_decay: float = number(0.05, 0.0, 1.0)
    schedule: str = choice("cosine", "constant")
    warm_up: float = number(0.1, 0.0, 0.9)
    clip: float = number(5.0, 0.0, 1e6)
    precision: str = choice("fp32", "auto", "bf16", "fp16")
    average: float = number(0.0, 0.0, 0.99999)
    patience: int = number(0, 0, 10000)
    watch: str = choice("mean_recall", "accuracy")

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.sizes, list | tuple):
            raise RecipeError(f"fit.sizes is {self.sizes!r}; it is a list of [side, epochs]")
        pairs: tuple[Any, ...] = self.sizes
        for pair in pairs:
            if not isinstance(pair, list | tuple):
                raise RecipeError(f"fit.sizes has {pair!r}; each entry is [side, epochs]")
            if len(pair) != 2 or not all(type(value) is int and value > 0 for value in pair):
                raise RecipeError(f"fit.sizes has {list(pair)}; each entry is [side, epochs]")
        if not self.sizes:
            raise RecipeError("fit.sizes is empty; give at least one [side, epochs]")
        object.__setattr__(self, "sizes", tuple(tuple(pair) for pair in self.sizes))
        if self.batch % self.accumulate:
            raise RecipeError(
                f"fit.accumulate is {self.accumulate}; it must divide fit.batch ({self.batch})"
            )

    @property
    def sides(self) -> tuple[int, ...]:
        """Input side of each epoch."""
        return tuple(side for side, epochs in self.sizes for _ in range(epochs))


@dataclass(frozen=True)
class Loss(Section):
    """What is minimised.

    Attributes
    ----------
    smoothing
        Share of each label distribution that is spread over all classes.
    weights
        Class weights: 'balanced' (1 / number of faces), 'root' (its square root) or 'none'.
    affect
        Weight of the concordance loss of valence and arousal, which adds two outputs; 0: none.
    """

    smoothing: float = number(0.0, 0.0, 0.9)
    weights: str = choice("none", "balanced", "root")
    affect: float = number(0.0, 0.0, 100.0)


@dataclass(frozen=True)
class Augment(Section):
    """How faces are augmented.

    Attributes
    ----------
    kind
        'scene' is 'video' with each set's zoom, random backgrounds, low light and small faces.
    mixup, cutmix
        Their alphas; 0: off.
    """

    kind: str = choice("faces", "video", "scene", "none")
    mixup: float = number(0.0, 0.0, 10.0)
    cutmix: float = number(0.0, 0.0, 10.0)


@dataclass(frozen=True)
class Pseudo(Section):
    """Learning from unlabelled faces that the network is confident about.

    Attributes
    ----------
    threshold
        Smallest probability at which a face gets the network's own label; 0: never.
    after
        Epochs trained on labelled faces alone before the first with pseudo-labels.
    """

    threshold: float = number(0.0, 0.0, 1.0)
    after: int = number(1, 1, 10000)
