"""The clip studio's page of models."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reon.recognition.choice import active_model, model_activate
from reon.refusals import Refused
from reon.studio.access import studio_page
from reon.studio.edits import clips_reanalyse
from reon.studio.model_cards import facts_of, model_cards
from reon.studio.selectors import clips_of_other_models
from reon.types import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@studio_page
@never_cache
def models(request: UserRequest) -> HttpResponse:
    """The installed models; POST chooses one, or has the clips of others analysed by it."""
    if request.method == "POST":
        _act(request)
        return redirect("studio:models")
    active, cards = active_model(), model_cards()
    context = {
        "active": active,
        "models": [facts_of(card) for card in cards],
        "missing": active not in [card["name"] for card in cards],
        "others": clips_of_other_models().count(),
    }
    return render(request, "studio/models.html", context)


def _act(request: UserRequest) -> None:
    if "again" in request.POST:
        count = clips_reanalyse()
        text = ngettext("%(count)d clip is analysed.", "%(count)d clips are analysed.", count)
        messages.success(request, text % {"count": count})
        return
    try:
        model_activate(name=request.POST.get("name", ""), user=request.user)
    except Refused as refused:
        messages.error(request, refused.text)
    else:
        messages.success(request, _("New clips are read by %(name)s.") % {"name": active_model()})
