"""Response headers beyond Django's own."""

from functools import wraps

from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware

PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"


@sync_and_async_middleware
def permissions_policy(get_response):
    """Allow this site, and nobody inside it, the camera; nobody the microphone."""
    if iscoroutinefunction(get_response):

        async def answer_async(request):
            response = await get_response(request)
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
            return response

        return answer_async

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer


def cross_origin_isolated(view):
    """Isolate a page from other origins, which the browser asks for before it gives threads."""

    @wraps(view)
    def isolated(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    return isolated


def isolated_file(headers, path, url):
    """Let an isolated page start the scripts among the static files as workers."""
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"
