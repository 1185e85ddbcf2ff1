"""Results: unchangeable, the same as JSON and back, and as the schema documents them."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import scoring
from scoring.formula.result import Result, ResultError
from scoring.formula.score import score_tracks
from tests.scoring.acted import clip_and_take, plain, stranger

SCHEMA = json.loads((Path(scoring.__file__).parent / "result.schema.json").read_text())
SCRIPT = [
    {"start": 0.0, "end": 4.0, "text": "One", "text_ko": "하나"},
    {"start": 4.0, "end": 8.0, "text": "Two"},
    {"start": 40.0, "end": 42.0, "text": "Never"},
]


def check(result):
    """The result as JSON, valid by the schema."""
    stored = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    Draft202012Validator(SCHEMA).validate(stored)
    return stored


def hidden(track, share):
    """The same with no face in the first share of its frames."""
    return replace(track, seen=np.arange(len(track)) >= share * len(track))


def kinds():
    """Results of every kind, by the warnings that they should bear."""
    clip, good = clip_and_take(3)
    nothing = plain(np.tile(np.eye(7)[clip.neutral], (120, 1)))
    _, other = clip_and_take(3, perform=stranger)
    fast = clip.with_times(0.6 * clip.times)
    quick = replace(good, model="other", model_hash="1" * 64)
    empty = plain(np.empty((0, 7)))
    yield (), score_tracks(clip, good, SCRIPT)
    yield (), score_tracks(clip, other)
    yield {"nothing_shown"}, score_tracks(clip, nothing, SCRIPT)
    yield {"no_face"}, score_tracks(clip, hidden(good, 1.0), SCRIPT)
    yield {"low_coverage"}, score_tracks(clip, hidden(good, 0.7), SCRIPT)
    yield {"alignments_differ"}, score_tracks(clip, fast, SCRIPT)
    yield {"models_differ"}, score_tracks(clip, quick, SCRIPT)
    yield {"no_face"}, score_tracks(clip, empty, SCRIPT)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_kind_of_result_is_as_the_schema_says():
    met = set()
    for codes, result in kinds():
        stored = check(result)
        found = {warning["code"] for warning in stored["warnings"]}
        assert set(codes) <= found
        met |= found
    warnings = SCHEMA["properties"]["warnings"]["items"]["oneOf"]
    assert met == {each["properties"]["code"]["const"] for each in warnings}


def test_every_field_is_described():
    def undescribed(node, place=""):
        for name, part in node.get("properties", {}).items():
            if not part.get("description") and "const" not in part:
                yield f"{place}/{name}"
            yield from undescribed(part, f"{place}/{name}")
        for part in [node.get("items"), *node.get("oneOf", []), *node.get("$defs", {}).values()]:
            if isinstance(part, dict):
                yield from undescribed(part, place)

    assert list(undescribed(SCHEMA)) == []


@pytest.mark.parametrize("name", SCHEMA["properties"])
def test_the_schema_misses_no_field_that_is_gone(name):
    result = score_tracks(*clip_and_take(3), SCRIPT).to_dict()
    del result[name]
    assert not Draft202012Validator(SCHEMA).is_valid(result)


def test_json_and_back():
    for _, result in kinds():
        stored = check(result)
        assert Result.from_dict(stored).to_dict() == stored
        assert pickle.loads(pickle.dumps(result)).to_dict() == stored
        assert copy.deepcopy(result).to_dict() == stored


def test_a_result_of_version_1_can_be_read():
    stored = score_tracks(*clip_and_take(3), SCRIPT).to_dict()
    old = {name: value for name, value in stored.items() if name != "lines"} | {"schema": 1}
    assert Result.from_dict(old).to_dict() == stored | {"lines": []}


@pytest.mark.parametrize("change", [{"schema": 99}, {"path": 3}, {"moments": {}}, {"labels": None}])
def test_what_is_no_result_is_refused(change):
    stored = score_tracks(*clip_and_take(3)).to_dict()
    with pytest.raises(ResultError):
        Result.from_dict(stored | change)
    with pytest.raises(ResultError):
        Result.from_dict([])


def test_nothing_in_a_result_can_be_changed():
    result = score_tracks(*clip_and_take(3), SCRIPT)
    with pytest.raises(FrozenInstanceError):
        result.score = 100
    with pytest.raises(FrozenInstanceError):
        result.lines[0].score = 100
    with pytest.raises(TypeError):
        result.emotions["happiness"] = 100
    with pytest.raises(TypeError):
        result.lines[0].translations["ko"] = ""
    for array in (result.path, result.losses, result.take.probabilities, result.reference.seen):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    for name in ("labels", "warnings", "weakest", "best", "lines"):
        assert isinstance(getattr(result, name), tuple)


def test_a_result_leaves_the_tracks_as_they_are():
    clip, take = clip_and_take(3)
    score_tracks(clip, take)
    take.probabilities[0] = take.probabilities[1]
    clip.seen[0] = True
