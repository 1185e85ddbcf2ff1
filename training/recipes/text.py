"""A recipe as TOML, as a run keeps it."""

import json


def recipe_text(recipe):
    """TOML that `load_recipe` reads back to the same recipe."""
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


def _table(value):
    return isinstance(value, dict)


def _value(value):
    if _table(value):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
