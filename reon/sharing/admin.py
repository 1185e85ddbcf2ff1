from django.contrib import admin
from django.http import HttpRequest

from reon.sharing.models import Share


@admin.register(Share)
class ShareAdmin(admin.ModelAdmin):
    """What people share: a host can look at it and delete it, and change nothing else."""

    list_display = ["take", "published", "shows_video", "created"]
    list_filter = ["published", "shows_video"]
    list_select_related = ["take"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Share | None = None) -> bool:
        return False
