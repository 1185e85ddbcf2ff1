"""What tests of takes use too."""

from tests.takes.conftest import clip, form

__all__ = ["clip", "form"]
