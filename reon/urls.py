"""Addresses of the site."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from reon import views

urlpatterns = [
    path("", include("reon.clips.urls")),
    path("", include("reon.takes.urls")),
    path("", include("reon.sharing.urls")),
    path("clips/studio/", include("reon.studio.urls")),
    path("accounts/login/", auth.LoginView.as_view(), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("accounts/", include("reon.accounts.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    path("favicon.ico", RedirectView.as_view(url="/static/img/mark.svg")),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
]
