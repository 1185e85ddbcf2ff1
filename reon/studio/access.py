"""Who may enter the studio, and what its calls carry."""

import json
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from reon.refusals import Refused
from reon.types import P, View, Visitor

PERMISSIONS = ("clips.add_clip", "clips.change_clip")


def is_editor(user: Visitor) -> bool:
    """Whether somebody may add and change clips, as in the admin."""
    return user.is_active and user.is_staff and user.has_perms(PERMISSIONS)


def studio_page(view: View[P]) -> View[P]:
    """A page for editors; others sign in, or are refused."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_editor(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def studio_call(view: View[P]) -> View[P]:
    """A request of the page's script, for editors; others are refused."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_editor(request.user):
            raise Refused("staff_only")
        return view(request, *args, **kwargs)

    return checked


def sent_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a call carries.

    Raises
    ------
    Refused
        If the body is not a JSON object.
    """
    try:
        values = json.loads(request.body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise Refused("bad_request")
    return values
