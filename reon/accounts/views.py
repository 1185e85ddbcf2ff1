"""Sign-up, consent, the account page, export and deletion."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reon.accounts.consent import consent_give, consent_withdraw, current_consent
from reon.accounts.export import export_chunks
from reon.accounts.services import account_delete, takes_delete
from reon.types import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest) -> HttpResponse:
    target = _next(request)
    if request.user.is_authenticated:
        return redirect(target)
    form: UserCreationForm[User] = UserCreationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save())
        return redirect(target)
    return render(request, "accounts/signup.html", {"form": form, "next": target})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def consent(request: UserRequest) -> HttpResponse:
    """What is recorded, in plain words; asked once, and again when the text changes."""
    target = _next(request)
    if request.method == "POST":
        consent_give(user=request.user)
        return redirect(target)
    given = current_consent(request.user)
    earlier = request.user.consents.filter(withdrawn=None).exists()
    context = {"next": target, "given": given, "changed": earlier and not given}
    return render(request, "accounts/consent.html", context | _retention())


@require_POST
@login_required
def withdraw(request: UserRequest) -> HttpResponse:
    consent_withdraw(user=request.user)
    messages.info(request, _("Your consent is withdrawn. Nothing new is recorded."))
    return redirect("accounts:me")


@require_safe
@login_required
@never_cache
def me(request: UserRequest) -> HttpResponse:
    context = {
        "take_count": request.user.takes.count(),
        "consent": current_consent(request.user),
        "was_withdrawn": request.user.consents.exclude(withdrawn=None).exists(),
    }
    return render(request, "accounts/me.html", context | _retention())


@require_safe
@login_required
@never_cache
def export(request: UserRequest) -> StreamingHttpResponse:
    """Everything stored about the user, as one ZIP, streamed while it is made."""
    name = f"reon-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        export_chunks(request.user),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@login_required
def delete_takes(request: UserRequest) -> HttpResponse:
    count = takes_delete(user=request.user)
    text = ngettext("%(count)d take deleted.", "%(count)d takes deleted.", count)
    messages.success(request, text % {"count": count})
    return redirect("accounts:me")


@require_POST
@login_required
def delete(request: UserRequest) -> HttpResponse:
    user = request.user
    logout(request)
    account_delete(user=user)
    return redirect("clips:catalogue")


@require_safe
@never_cache
def csrf(request: HttpRequest) -> HttpResponse:
    """A fresh token and the user's name, for a page that outlived its session."""
    user = request.user.get_username() if request.user.is_authenticated else None
    return JsonResponse({"token": get_token(request), "user": user})


def _retention() -> dict[str, int]:
    return {"retention_days": settings.REON_TAKE_RETENTION_DAYS}


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
