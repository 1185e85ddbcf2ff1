"""HSEmotion's EfficientNet-B0 weights: known files only, converted to a model folder.

Savchenko, "Facial expression and attributes recognition based on multi-task learning of
lightweight neural networks", SISY 2021. The files are pickles of complete networks: one is
opened only if its git blob id is known, and even then only its tensors are taken.
"""

import hashlib
import pickle
import types
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..constants import FER_LABELS
from ..types import FilePath
from .errors import BackendError, RegistryError
from .install import State, install_state
from .preprocessing import Preprocessing
from .registry import Model

if TYPE_CHECKING:
    import torch

EIGHT = ("anger", "contempt", *FER_LABELS[1:])
# git blob id of each known file, its name and its labels; outputs after those (valence and arousal)
# are cut off.
KNOWN = {
    "47b748b42622ae1489a389588e9526d44ab01009": ("enet_b0_7", FER_LABELS),
    "7219cfb037209b253ea8b81cf969e60a00e9181c": ("enet_b0_8_best_vgaf", EIGHT),
    "9540c8beff661f1c2fca16de63b530cce24bb17d": ("enet_b0_8_best_afew", EIGHT),
    "b7223bd1ab092a1b5a42bc04a5f4fbfe4d9f8b9b": ("enet_b0_8_va_mtl", EIGHT),
}
ARCHITECTURE = "tf_efficientnet_b0"
PREPROCESSING = Preprocessing(size=224, scale=1.0, shift=0.0)


def convert(file: FilePath, name: str | None = None) -> Model:
    """Install a known HSEmotion file.

    Parameters
    ----------
    file
        enet_b0_7.pt, enet_b0_8_best_vgaf.pt, enet_b0_8_best_afew.pt or enet_b0_8_va_mtl.pt.
    name
        Default: the known name, with hyphens.

    Raises
    ------
    RegistryError
        If the file is not one of the known ones; it is not opened.
    """
    path = Path(file)
    content = path.read_bytes()
    blob = git_blob_id(content)
    if blob not in KNOWN:
        names = ", ".join(f"{known}.pt" for known, _ in KNOWN.values())
        raise RegistryError(
            f"{path.name} is none of the known HSEmotion files (git blob {blob[:12]}) and is not "
            f"loaded: get one of {names} unchanged"
        )
    known, labels = KNOWN[blob]
    state = read_tensors(path)
    for part in ("weight", "bias"):
        value = state.pop(f"classifier.0.{part}", None)
        value = state.pop(f"classifier.{part}", None) if value is None else value
        if value is None or len(value) < len(labels):
            raise RegistryError(f"{path.name} has no classifier of {len(labels)} outputs")
        state[f"classifier.{part}"] = value[: len(labels)].clone()
    card = {
        "licence": "Apache-2.0",
        "source": f"HSEmotion {known}.pt, git blob {blob}",
        "data": {"name": "AffectNet (and others; see HSEmotion)"},
    }
    name = name or known.replace("_", "-")
    return install_state(name, state, ARCHITECTURE, labels, PREPROCESSING, card)


def git_blob_id(content: bytes) -> str:
    """The id that git gives a file of this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def read_tensors(path: Path) -> State:
    """The tensors of a pickled network by name; none of its code is imported or run."""
    try:
        import torch
    except ImportError as error:
        raise BackendError("torch is not installed: pip install 'reon[training]'") from error
    module: Any = types.ModuleType("tensors_only")
    module.Unpickler, module.load = TensorUnpickler, load_pickle
    root = torch.load(path, map_location="cpu", pickle_module=module, weights_only=False)
    return dict(walk(root))


class Placeholder:
    """Stands for any object of a pickle that is not a tensor; keeps its attributes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass

    def __setstate__(self, state: Any) -> None:
        if isinstance(state, dict):
            self.__dict__.update(state)


class TensorUnpickler(pickle.Unpickler):
    """Builds tensors and containers; everything else becomes a `Placeholder`."""

    ALLOWED = frozenset(
        {("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_parameter")}
    )

    def find_class(self, module: str, name: str) -> Any:
        """The class or function that a pickle names, if it is an allowed one."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        allowed = (module, name) in self.ALLOWED
        return super().find_class(module, name) if allowed else Placeholder


def load_pickle(file: BinaryIO, **options: Any) -> Any:
    """What torch calls for the small parts of its older file format."""
    return TensorUnpickler(file, **options).load()


def walk(node: Placeholder, prefix: str = "") -> "Iterator[tuple[str, torch.Tensor]]":
    """Names and tensors of what was a torch module, as its state_dict would have them."""
    state = vars(node)
    dropped = state.get("_non_persistent_buffers_set") or ()
    dropped = dropped if isinstance(dropped, (set, list, tuple)) else ()
    for kind in ("_parameters", "_buffers"):
        for name, value in (state.get(kind) or {}).items():
            if value is not None and name not in dropped:
                yield prefix + name, value.detach()
    for name, child in (state.get("_modules") or {}).items():
        if child is not None:
            yield from walk(child, f"{prefix}{name}.")
