"""How a refused request is answered: a page for people, JSON for scripts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from reon.refusals import Refused


class RefusalMiddleware(MiddlewareMixin):
    """Answers a request whose view raises `Refused`, so that views need not."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refused) else None


def answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The answer to a refused request; browsers accept HTML explicitly, scripts do not."""
    if "text/html" in request.headers.get("Accept", ""):
        context = {"code": refused.status, "message": refused.text}
        return render(request, "refused.html", context, status=refused.status)
    return JsonResponse(body(refused), status=refused.status)


def body(refused: Refused) -> dict[str, dict[str, str]]:
    """The JSON object of a refusal."""
    return {"error": {"code": refused.code, "message": refused.text}}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token; a script can fetch a fresh one and send again."""
    return answer(request, Refused("csrf"))
