"""A recipe as TOML, as a run keeps it."""

import json
from typing import Any

from .recipe import Recipe


def recipe_text(recipe: Recipe) -> str:
    """TOML from which `load_recipe` makes the same recipe again."""
    given = recipe.to_dict()
    lines = [f"{key} = {_value(value)}" for key, value in given.items() if not _table(value)]
    for name, table in given.items():
        if _table(table):
            lines += [
                "",
                f"[{name}]",
                *(f"{key} = {_value(value)}" for key, value in table.items()),
            ]
    return "\n".join(lines) + "\n"


def _table(value: Any) -> bool:
    return isinstance(value, dict)


def _value(value: Any) -> str:
    if _table(value):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
