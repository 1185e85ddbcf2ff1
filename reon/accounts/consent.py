"""Asking for consent before anything is recorded."""

from functools import wraps

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from reon.accounts.models import TEXT_VERSION, Consent
from reon.types import P, View, Visitor


def current_consent(user: Visitor) -> Consent | None:
    """The user's valid consent, or None."""
    return Consent.objects.valid().filter(user_id=user.pk or 0).first()


def consent_give(*, user: User) -> Consent:
    """Record that the user agrees to the current text; agreeing twice stores it once."""
    return current_consent(user) or Consent.objects.create(user=user, version=TEXT_VERSION)


def consent_withdraw(*, user: User) -> None:
    """Withdraw the user's consent: nothing new is recorded from now on; takes stay."""
    user.consents.filter(withdrawn=None).update(withdrawn=timezone.now())


def consent_required(view: View[P]) -> View[P]:
    """Show the consent page first, and return after the answer."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if current_consent(request.user):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('accounts:consent')}?{query}")

    return asked
