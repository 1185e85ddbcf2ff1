"""Response headers beyond Django's own."""

from collections.abc import Callable, MutableMapping
from functools import wraps
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from reon.types import P, View

PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


@sync_and_async_middleware
def permissions_policy(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Allow the camera to this site alone, and the microphone to nobody."""
    if iscoroutinefunction(get_response):

        async def answer_async(request: HttpRequest) -> HttpResponseBase:
            response: HttpResponseBase = await get_response(request)
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
            return response

        return answer_async

    def answer(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer


def cross_origin_isolated(view: View[P]) -> View[P]:
    """Isolate a page from other origins, which browsers require for threads."""

    @wraps(view)
    def isolated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    return isolated


def isolated_file(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Let an isolated page start the scripts among the static files as workers."""
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"
