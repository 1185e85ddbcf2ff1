"""Recipes: what is kept loads, what is not allowed is named with what is."""

import pytest

from scoring.models.registry import get_model
from training.recipes.recipe import RECIPES, RecipeError, load_recipe, recipe_from

KEPT = sorted(path.stem for path in RECIPES.glob("*.toml"))


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_recipe_loads_and_carries_its_file_name(name):
    recipe = load_recipe(name)
    assert recipe.name == name
    assert recipe.about
    assert recipe_from(recipe.to_dict()) == recipe


@pytest.mark.parametrize("name", ["reon-b0", "reon-b0-open"])
def test_a_shipped_recipe_is_the_run_that_made_the_model(name):
    made = get_model(name).card["recipe"]
    assert recipe_from(made) == load_recipe(name)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "no name"),
        ({"name": "x", "colour": 1}, "colour is not known; allowed: name, about, seed, data"),
        ({"name": "x", "fit": {"rat": 1}}, "fit.rat is not known; allowed: sizes, batch"),
        ({"name": "x", "fit": {"batch": 0}}, "fit.batch is 0; allowed: 1 to"),
        ({"name": "x", "fit": {"batch": 1.5}}, "must be a whole number"),
        ({"name": "x", "fit": {"rate": True}}, "must be a number"),
        ({"name": "x", "fit": {"rate": "fast"}}, "must be a number"),
        ({"name": "x", "fit": {"sizes": [[48]]}}, r"each entry is \[side, epochs\]"),
        ({"name": "x", "fit": {"sizes": 48}}, "fit.sizes is 48"),
        ({"name": "x", "fit": {"sizes": []}}, "is empty"),
        ({"name": "x", "fit": {"batch": 6, "accumulate": 4}}, r"must divide fit.batch \(6\)"),
        ({"name": "x", "fit": {"optimizer": "lion"}}, "allowed: 'adamw', 'adam', 'sgd'"),
        ({"name": "x", "data": {"repeat": {"fear": 0}}}, "data.repeat.fear is 0"),
        ({"name": "x", "data": {"repeat": 3}}, "data.repeat is 3"),
        ({"name": "x", "data": 3}, "must be a table"),
        ({"name": "x", "seed": -1}, "seed is -1"),
        ({"name": "x", "data": {"whole": True}, "fit": {"patience": 3}}, "no validation part"),
    ],
)
def test_what_is_not_allowed_is_named(given, message):
    with pytest.raises(RecipeError, match=message):
        recipe_from(given)


def test_single_values_can_be_changed():
    recipe = load_recipe("student-cnn", ["fit.rate=0.01", "network.start=old/model.safetensors"])
    assert recipe.fit.rate == 0.01
    assert recipe.network.start == "old/model.safetensors"
    with pytest.raises(RecipeError, match=r"write section.field=value"):
        load_recipe("student-cnn", ["fit.rate"])


def test_a_recipe_that_is_not_there_lists_the_kept_ones():
    with pytest.raises(RecipeError, match=r"adamw-cosine, .*reon-b0"):
        load_recipe("unheard-of")
