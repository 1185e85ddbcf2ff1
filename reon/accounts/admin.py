"""Consents in the admin, read-only."""

from django.contrib import admin
from django.http import HttpRequest

from reon.accounts.models import Consent


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    list_display = ["user", "version", "given", "withdrawn"]
    list_filter = ["version"]
    search_fields = ["user__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False
