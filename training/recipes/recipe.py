"""A run's recipe: one TOML file that decides everything a run learns."""

import dataclasses
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.types import FilePath, Json

from .options import Augment, Data, Fit, Loss, Network, Pseudo
from .sections import RecipeError, Section, section_from

RECIPES = Path(__file__).parent
SECTIONS: dict[str, type[Section]] = {
    "data": Data,
    "network": Network,
    "fit": Fit,
    "loss": Loss,
    "augment": Augment,
    "pseudo": Pseudo,
}


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what a run learns; explained in `training.recipes.options`."""

    name: str
    about: str = ""
    seed: int = 1
    data: Data = field(default_factory=Data)
    network: Network = field(default_factory=Network)
    fit: Fit = field(default_factory=Fit)
    loss: Loss = field(default_factory=Loss)
    augment: Augment = field(default_factory=Augment)
    pseudo: Pseudo = field(default_factory=Pseudo)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise RecipeError(f"name is {self.name!r}; a recipe needs a name")
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or self.seed < 0:
            raise RecipeError(f"seed is {self.seed!r}; it must be a whole number from 0")
        if self.data.whole and self.fit.patience:
            raise RecipeError("data.whole leaves no validation part: set fit.patience to 0")

    def to_dict(self) -> Json:
        """Plain values for TOML and JSON."""
        return dataclasses.asdict(self)


def recipe_from(given: Json) -> Recipe:
    """Make a recipe from nested tables, as read from TOML.

    Raises
    ------
    RecipeError
        If a table, a field or a value is not allowed; the message says what is.
    """
    known = [item.name for item in dataclasses.fields(Recipe)]
    for key in given:
        if key not in known:
            raise RecipeError(f"{key} is not known; allowed: {', '.join(known)}")
    if "name" not in given:
        raise RecipeError('the recipe has no name; begin with name = "..."')
    sections: dict[str, Any] = {
        name: section_from(kind, name, given[name])
        for name, kind in SECTIONS.items()
        if name in given
    }
    return Recipe(**{**given, **sections})


def load_recipe(name: FilePath, changes: Sequence[str] = ()) -> Recipe:
    """Read a recipe by its name in ``training/recipes`` or by its path.

    Parameters
    ----------
    changes
        ``section.field=value`` with a value in TOML; overrides the file.

    Raises
    ------
    RecipeError
        If there is no such file, or something in it is not allowed.
    """
    path = Path(name) if str(name).endswith(".toml") else RECIPES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(entry.stem for entry in RECIPES.glob("*.toml")))
        raise RecipeError(f"there is no recipe {name}; known: {known}; or give a .toml file")
    try:
        given = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path} is not TOML: {error}") from error
    for change in changes:
        _apply(given, change)
    return recipe_from(given)


def _apply(given: Json, change: str) -> None:
    key, equals, text = change.partition("=")
    if not equals:
        raise RecipeError(f"{change!r} changes nothing; write section.field=value")
    value: Any
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text.strip()
    *tables, last = key.strip().split(".")
    for table in tables:
        given = given.setdefault(table, {})
    given[last] = value
