import pytest

from training import samples
from training.data import READERS


@pytest.fixture(scope="session")
def drawn_folders(tmp_path_factory):
    """The made-up class folders: 57 faces of four people, a room, a broken file, a copy."""
    return samples.write(tmp_path_factory.mktemp("drawn"), "folders")


@pytest.fixture(scope="session")
def drawn_data(drawn_folders):
    return READERS["folders"](drawn_folders, person=r"(p\d)_", labels="fer")
