"""Clips in the admin: upload by drag and drop, live state, publish, hide, analyse again."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reon.clips import services
from reon.clips.forms import ClipUploadForm
from reon.clips.models import Clip
from reon.clips.states import state_line
from reon.refusals import Refused


@admin.register(Clip)
class ClipAdmin(admin.ModelAdmin):
    list_display = ["poster_preview", "title", "live_state", "published", "duration_text"]
    list_display_links = ["poster_preview", "title"]
    list_filter = ["state", "published"]
    search_fields = ["title", "title_ko", "actor"]
    actions = ["publish", "hide", "analyse_again"]
    texts = ["title", "title_ko", "description", "description_ko"]
    texts += ["actor", "source", "licence", "script"]
    facts = ["live_state", "published", "poster_preview", "preview", "size_text", "model_name"]

    class Media:
        js = ["clips/admin.js"]
        css = {"all": ["clips/admin.css"]}

    def get_form(
        self,
        request: HttpRequest,
        obj: Clip | None = None,
        change: bool = False,
        **options: Any,
    ) -> type[Any]:
        if obj is None:
            options["form"] = ClipUploadForm
        return super().get_form(request, obj, change=change, **options)

    def get_fields(self, request: HttpRequest, obj: Clip | None = None) -> list[Any]:
        return ["video", *self.texts] if obj is None else [*self.facts, *self.texts]

    def get_readonly_fields(self, request: HttpRequest, obj: Clip | None = None) -> list[Any]:
        return [] if obj is None else self.facts

    def get_urls(self) -> list[URLPattern]:
        states = path(
            "states.json", self.admin_site.admin_view(self.states), name="clips_clip_states"
        )
        return [states, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Clip, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=self.texts)
        else:
            services.clip_save(clip=obj)

    def delete_model(self, request: HttpRequest, obj: Clip) -> None:
        services.clip_delete(clip=obj)

    def states(self, request: HttpRequest) -> HttpResponse:
        """The states of the clips with the given ids, for the live column."""
        pks = [pk for pk in request.GET.getlist("id") if len(pk) == 36][:200]
        try:
            clips = list(Clip.objects.filter(pk__in=pks))
        except ValueError:
            clips = []
        answer = {str(c.pk): {"text": state_line(c), "finished": c.is_finished} for c in clips}
        return JsonResponse(answer)

    @admin.display(description=_("state"), ordering="state")
    def live_state(self, clip: Clip) -> str:
        return format_html(
            '<span role="status" class="reon-state reon-{}" data-clip="{}" data-finished="{}" '
            'data-states="{}">{}</span>',
            clip.state,
            clip.pk,
            int(clip.is_finished),
            reverse("admin:clips_clip_states"),
            state_line(clip),
        )

    @admin.display(description=_("picture"))
    def poster_preview(self, clip: Clip) -> str:
        if not clip.poster:
            return "–"
        return format_html(
            '<img class="reon-poster" src="{}" alt="{}">', clip.poster_url, clip.title
        )

    @admin.display(description=_("video"))
    def preview(self, clip: Clip) -> str:
        return format_html('<video class="reon-preview" controls src="{}"></video>', clip.video_url)

    @admin.display(description=_("duration"), ordering="duration")
    def duration_text(self, clip: Clip) -> str:
        return gettext("%(seconds)s s") % {"seconds": f"{clip.duration:.1f}"}

    @admin.display(description=_("size"))
    def size_text(self, clip: Clip) -> str:
        return f"{clip.width} × {clip.height}, {self.duration_text(clip)}"

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Clip]) -> None:
        self._each(request, queryset, services.clip_publish)

    @admin.action(description=_("Hide"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Clip]) -> None:
        self._each(request, queryset, services.clip_hide)

    @admin.action(description=_("Analyse again"), permissions=["change"])
    def analyse_again(self, request: HttpRequest, queryset: QuerySet[Clip]) -> None:
        self._each(request, queryset, services.clip_analyse)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Clip]) -> None:
        for clip in queryset:
            services.clip_delete(clip=clip)

    def _each(
        self, request: HttpRequest, clips: QuerySet[Clip], action: Callable[..., None]
    ) -> None:
        done = 0
        for clip in clips:
            try:
                action(clip=clip)
                done += 1
            except Refused as refused:
                messages.error(request, f"{clip.title}: {refused.text}")
        if done:
            text = ngettext("Done for %(count)d clip.", "Done for %(count)d clips.", done)
            messages.success(request, text % {"count": done})
