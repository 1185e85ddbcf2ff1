"""Pages that belong to no app."""

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as html_csrf_failure


def health(request):
    """Whether the web process reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def privacy(request):
    """What is stored, for how long, and who may see it."""
    context = {
        "retention_days": settings.REON_TAKE_RETENTION_DAYS,
        "contact": settings.REON_CONTACT,
    }
    return render(request, "legal/privacy.html", context)


def csrf_failure(request, reason=""):
    """A refused form: JSON for scripts, which can fetch a fresh token and send again."""
    if "X-CSRFToken" in request.headers or request.accepts("text/html") is False:
        message = _("This page is out of date. Sign in again, then send once more.")
        return JsonResponse({"error": {"code": "csrf", "message": message}}, status=403)
    return html_csrf_failure(request, reason)
