"""What tests of clips use too."""

from tests.clips.conftest import editor, film, sent_jobs

__all__ = ["editor", "film", "sent_jobs"]
