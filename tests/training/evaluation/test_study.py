"""What `evaluate` measures beyond the classes."""

from dataclasses import replace

import numpy as np
import pytest

from scoring.constants import FER_LABELS
from tests.training.evaluation.conftest import write_run
from training.commands.evaluate import as_text
from training.evaluation.study import StudyOptions, study
from training.faces import load_faces, save_faces


@pytest.fixture
def with_affect(cache, tmp_path):
    """The prepared faces with valence and arousal, which two test faces lack."""
    faces = load_faces(cache)
    affect = np.linspace(-1, 1, 2 * len(faces), dtype=np.float32).reshape(-1, 2)
    affect[-2:] = np.nan
    save_faces(tmp_path / "affect", replace(faces, affect=affect))
    return tmp_path / "affect"


def test_valence_and_arousal_are_measured_where_model_and_data_have_them(
    with_affect, cache, run_folder, tmp_path
):
    run = write_run(tmp_path / "run", outputs=9, classes=list(FER_LABELS), recipe={"seed": 1})
    found = study(run, with_affect)
    assert found["affect"]["valence"]["faces"] == 26
    assert -1 <= found["affect"]["arousal"]["ccc"] <= 1
    assert "concordance" in as_text(found)
    assert "affect" not in study(run, cache, StudyOptions(most=20))
    assert "affect" not in study(run_folder, with_affect, StudyOptions(most=20))
