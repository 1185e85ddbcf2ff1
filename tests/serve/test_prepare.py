"""What keeps a site from starting is reported before anything is changed."""

import json

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("text", [None, "", json.dumps({"formula": "0"})])
def test_scale_that_cannot_be_used(tmp_path, monkeypatch, text):
    path = tmp_path / "mapping.json"
    if text is not None:
        path.write_text(text)
    monkeypatch.setenv("REON_MAPPING", str(path))
    with pytest.raises(CommandError, match=r"REON_MAPPING cannot be used: .*mapping\.json"):
        call_command("prepare")
