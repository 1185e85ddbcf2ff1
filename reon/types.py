"""Types that many signatures need: users, their requests, views."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[Any, P], HttpResponse]
Visitor: TypeAlias = "User | AnonymousUser"


class UserRequest(HttpRequest):
    """A request of somebody who is signed in, as `login_required` lets it through."""

    user: "User"
