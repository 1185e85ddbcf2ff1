"""Which of the installed models reads new clips."""

from django.contrib.auth.models import User

from reon.recognition.models import ActiveModel
from reon.refusals import Refused
from scoring.models.registry import default_name, installed


def active_model() -> str:
    """Name of the model for new analyses; the library's default while none is chosen.

    It may no longer be installed: loading it fails then.
    """
    row = ActiveModel.objects.filter(pk=1).first()
    return row.name if row else default_name()


def model_activate(*, name: str, user: User) -> None:
    """Make an installed model the active one; stored scores and tracks stay as they are.

    Raises
    ------
    Refused
        If it is not installed.
    """
    if name not in installed():
        raise Refused("bad_model")
    ActiveModel.objects.update_or_create(pk=1, defaults={"name": name, "chosen_by": user})
