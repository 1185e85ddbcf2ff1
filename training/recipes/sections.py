"""Checked sections of a recipe: frozen dataclasses whose fields declare what they allow."""

import dataclasses
from dataclasses import field
from typing import Any, TypeVar

S = TypeVar("S", bound="Section")


class RecipeError(ValueError):
    """A recipe names an unknown field or gives a value that is not allowed."""


def choice(default: Any, *allowed: Any) -> Any:
    """A field that takes one of a few values."""
    return field(default=default, metadata={"allowed": (default, *allowed)})


def number(default: float, low: float, high: float) -> Any:
    """A field that takes a number from `low` to `high`; an integer if the default is one."""
    return field(default=default, metadata={"low": low, "high": high})


@dataclasses.dataclass(frozen=True)
class Section:
    """Base of a recipe's sections; every field is checked on creation."""

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            _check(type(self).__name__.lower(), item, getattr(self, item.name))


def _check(section: str, item: dataclasses.Field[Any], value: Any) -> None:
    allowed, low = item.metadata.get("allowed"), item.metadata.get("low")
    where = f"{section}.{item.name}"
    if allowed and value not in allowed:
        raise RecipeError(f"{where} is {value!r}; allowed: {', '.join(map(repr, allowed))}")
    if low is None:
        return
    whole = isinstance(item.default, int)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        word = "a whole number" if whole else "a number"
        raise RecipeError(f"{where} is {value!r}; it must be {word}")
    if not low <= value <= item.metadata["high"]:
        raise RecipeError(f"{where} is {value}; allowed: {low} to {item.metadata['high']}")


def section_from(kind: type[S], name: str, given: Any) -> S:
    """Make a section from a TOML table, refusing unknown fields."""
    if not isinstance(given, dict):
        raise RecipeError(f"{name} is {given!r}; it must be a table: [{name}]")
    known = [item.name for item in dataclasses.fields(kind)]
    for key in given:
        if key not in known:
            raise RecipeError(f"{name}.{key} is not known; allowed: {', '.join(known)}")
    return kind(**given)
