from django.contrib import admin

from reon.sharing.models import Share


@admin.register(Share)
class ShareAdmin(admin.ModelAdmin):
    """What people share; a host can look at it and end it, and change nothing else."""

    list_display = ["take", "published", "shows_video", "created"]
    list_filter = ["published", "shows_video"]
    list_select_related = ["take"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
