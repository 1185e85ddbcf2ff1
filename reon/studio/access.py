"""Who may enter the studio, and what its calls carry."""

import json
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from reon.refusals import Refused

PERMISSIONS = ("clips.add_clip", "clips.change_clip")


def is_editor(user):
    """Whether somebody may add and change clips, as in the admin."""
    return user.is_active and user.is_staff and user.has_perms(PERMISSIONS)


def studio_page(view):
    """A page for editors; others sign in, or are told that it is not theirs."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_editor(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def studio_call(view):
    """A request of the page's script: for editors, others are refused."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not is_editor(request.user):
            raise Refused("staff_only")
        return view(request, *args, **kwargs)

    return checked


def sent_object(request):
    """The JSON object that a call carries.

    Raises
    ------
    Refused
        If the body is none.
    """
    try:
        values = json.loads(request.body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise Refused("bad_request")
    return values
