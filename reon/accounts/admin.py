"""Consents in the admin: to be looked up, never to be changed."""

from django.contrib import admin

from reon.accounts.models import Consent


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    list_display = ["user", "version", "given", "withdrawn"]
    list_filter = ["version"]
    search_fields = ["user__username"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
