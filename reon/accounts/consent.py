"""Asking for consent before anything is recorded."""

from functools import wraps

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from reon.accounts.models import TEXT_VERSION, Consent


def current_consent(user):
    """The user's consent that holds now, or None."""
    return Consent.objects.valid().filter(user_id=user.pk).first()


def consent_give(*, user):
    """Store that the user agrees to the text as it stands; agreeing twice stores it once."""
    return current_consent(user) or Consent.objects.create(user=user, version=TEXT_VERSION)


def consent_withdraw(*, user):
    """End the user's consent: no new recording is taken from now on. Takes stay."""
    user.consents.filter(withdrawn=None).update(withdrawn=timezone.now())


def consent_required(view):
    """Show the consent page first, and come back after the answer."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if current_consent(request.user):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('accounts:consent')}?{query}")

    return asked
