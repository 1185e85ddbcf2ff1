"""Pages that belong to no app."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def health(request: HttpRequest) -> HttpResponse:
    """Whether the web process reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, for how long, and who may see it."""
    context = {
        "retention_days": settings.REON_TAKE_RETENTION_DAYS,
        "contact": settings.REON_CONTACT,
    }
    return render(request, "legal/privacy.html", context)
