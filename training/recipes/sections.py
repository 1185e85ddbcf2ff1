"""Checked sections of a recipe: frozen dataclasses whose fields say what they allow."""

import dataclasses
from dataclasses import field


class RecipeError(ValueError):
    """A recipe names an unknown field or gives a value that is not allowed."""


def choice(default, *allowed):
    """A field that takes one of a few words."""
    return field(default=default, metadata={"allowed": (default, *allowed)})


def number(default, low, high):
    """A field that takes a number from `low` to `high`; whole if the default is whole."""
    return field(default=default, metadata={"low": low, "high": high})


class Section:
    """Base of a recipe's parts: every field is checked when the part is made."""

    def __post_init__(self):
        for item in dataclasses.fields(self):
            _check(type(self).__name__.lower(), item, getattr(self, item.name))


def _check(section, item, value):
    allowed, low = item.metadata.get("allowed"), item.metadata.get("low")
    where = f"{section}.{item.name}"
    if allowed and value not in allowed:
        raise RecipeError(f"{where} is {value!r}; allowed: {', '.join(map(repr, allowed))}")
    if low is None:
        return
    kinds = (int,) if isinstance(item.default, int) else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        word = "a whole number" if kinds == (int,) else "a number"
        raise RecipeError(f"{where} is {value!r}; it must be {word}")
    if not low <= value <= item.metadata["high"]:
        raise RecipeError(f"{where} is {value}; allowed: {low} to {item.metadata['high']}")


def section_from(kind, name, given):
    """Make a section from a TOML table, refusing fields that it does not have."""
    if not isinstance(given, dict):
        raise RecipeError(f"{name} is {given!r}; it must be a table: [{name}]")
    known = [item.name for item in dataclasses.fields(kind)]
    for key in given:
        if key not in known:
            raise RecipeError(f"{name}.{key} is not known; allowed: {', '.join(known)}")
    return kind(**given)
