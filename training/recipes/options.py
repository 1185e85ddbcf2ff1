"""The sections of a recipe: what can be chosen, and what each choice means."""

from dataclasses import dataclass, field

from .sections import RecipeError, Section, choice, number, section_from


@dataclass(frozen=True)
class SetOptions(Section):
    """One of the prepared sets that a run learns from.

    Attributes
    ----------
    name : str
        Its folder below the data's root.
    weight : float
        How large a share of each epoch it gets beside the others.
    labels : dict of str to str
        The set's own labels that go to another one of the seven basic labels.
    drop : list of str
        Labels that have no place among the seven.
    valid : float
        Share of the training part that is laid aside for validation where the set has no such
        part.
    zoom : [low, high]
        How much larger a face is shown than it lies in the set, so that all sets show faces as
        large as serving's crop does. The "scene" augmentation draws from this range.
    cut_out : bool
        Whether its faces are cut out along their outline on black: "scene" puts them before a
        random background.
    """

    name: str = ""
    weight: float = number(1.0, 0.0, 1000.0)
    labels: dict = field(default_factory=dict)
    drop: tuple = ()
    valid: float = number(0.0, 0.0, 0.5)
    zoom: tuple = (0.86, 1.16)
    cut_out: bool = choice(False, True)

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.name, str) or not self.name:
            raise RecipeError('data.sets has an entry without a name; write name = "rafdb"')
        zoom = self.zoom
        if not isinstance(zoom, list | tuple) or len(zoom) != 2 or not 0.2 <= zoom[0] <= zoom[1]:
            raise RecipeError(f"data.sets.zoom is {zoom!r}; write [low, high] from 0.2")
        for name in ("drop", "zoom"):
            object.__setattr__(self, name, tuple(getattr(self, name)))


@dataclass(frozen=True)
class Data(Section):
    """Which faces are learnt from, and how often.

    Attributes
    ----------
    sets : list of tables
        Prepared sets that are learnt from together, see `SetOptions`; none: DATA itself is one.
    faces : int
        Faces of an epoch where several sets are learnt from; 0: as many as there are.
    balance : float
        How evenly an epoch draws on the classes of each set: 0 as common as they are, 1 all
        alike.
    whole : bool
        Learn from the validation part too; then nothing is watched and nothing stops early.
    twins : str
        'drop' leaves out what is (nearly) the same picture as one that is watched or tested:
        of the training part, and of the validation part against the test part.
    fraction : float
        Share of the training part that is used, the same of each class.
    labels : str
        'votes' learns the annotators' distribution, 'majority' the one label.
    cap : int
        At most this many faces of a class in an epoch, drawn anew each time; 0: all.
    repeat : dict of str to int
        How often the faces of a class appear in an epoch.
    """

    sets: tuple = ()
    faces: int = number(0, 0, 10**9)
    balance: float = number(0.5, 0.0, 1.0)
    whole: bool = choice(False, True)
    twins: str = choice("keep", "drop")
    fraction: float = number(1.0, 0.001, 1.0)
    labels: str = choice("votes", "majority")
    cap: int = number(0, 0, 10**9)
    repeat: dict = field(default_factory=dict)

    def __post_init__(self):
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
                raise RecipeError(f"data.repeat.{label} is {times!r}; allowed: whole, 1 to 100")


@dataclass(frozen=True)
class Network(Section):
    """What learns, and from where it starts.

    Attributes
    ----------
    start : str
        'imagenet', 'scratch', or the path of an earlier model: a safetensors file or a run.
    dropout : float
        Before the last layer; `inner_dropout` is the one between the small CNN's blocks.
    drop_path : float
        Share of residual blocks left out at random while learning.
    frozen : int
        Epochs at the start in which only the last layer learns.
    grey : bool
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
    """How it learns.

    Attributes
    ----------
    sizes : list of [side, epochs]
        Side of the input in pixels and for how many epochs: small first saves time.
    batch : int
        Faces in a step; passed through in `accumulate` parts where memory is short.
    rate : float
        The learning rate at its peak; `schedule` bends it after a linear
        `warm_up` (share of the steps).
    clip : float
        Largest norm of a step's gradient; 0: any.
    precision : str
        'auto' takes bf16 (or fp16) on CUDA and bf16 on CPUs that compute in it, else fp32.
    average : float
        Decay of the moving average of the weights, which is the result; 0: the weights as such.
    patience : int
        Epochs without a better validation figure after which the run ends; 0: never. The result
        is then the best epoch's, not the last one's.
    watch : str
        The figure of the validation part that decides which epoch is best.
    """

    sizes: tuple = ((64, 10),)
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

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.sizes, list | tuple):
            raise RecipeError(f"fit.sizes is {self.sizes!r}; it is a list of [side, epochs]")
        for pair in self.sizes:
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
    def sides(self):
        """Input side of each epoch, tuple of int."""
        return tuple(side for side, epochs in self.sizes for _ in range(epochs))


@dataclass(frozen=True)
class Loss(Section):
    """What is asked of the network.

    Attributes
    ----------
    smoothing : float
        Share of each label distribution that is spread over all classes.
    weights : str
        Classes weigh as 1 / their faces ('balanced'), as its root ('root'), or alike.
    affect : float
        Weight of the concordance loss of valence and arousal, which adds two outputs; 0: none.
    """

    smoothing: float = number(0.0, 0.0, 0.9)
    weights: str = choice("none", "balanced", "root")
    affect: float = number(0.0, 0.0, 100.0)


@dataclass(frozen=True)
class Augment(Section):
    """How faces are varied.

    Attributes
    ----------
    kind : str
        'scene' is 'video' with each set's zoom, random backgrounds, low light and small faces.
    mixup, cutmix : float
        Their alphas; 0: off.
    """

    kind: str = choice("faces", "video", "scene", "none")
    mixup: float = number(0.0, 0.0, 10.0)
    cutmix: float = number(0.0, 0.0, 10.0)


@dataclass(frozen=True)
class Pseudo(Section):
    """Learning from unlabelled faces that the network is sure of.

    Attributes
    ----------
    threshold : float
        Least probability with which a face gets the network's own label; 0: never.
    after : int
        Epochs learnt from labels alone before the first.
    """

    threshold: float = number(0.0, 0.0, 1.0)
    after: int = number(1, 1, 10000)
