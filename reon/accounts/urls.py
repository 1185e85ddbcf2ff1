from django.urls import path

from reon.accounts import views

app_name = "accounts"
urlpatterns = [
    path("signup/", views.signup, name="signup"),
    path("consent/", views.consent, name="consent"),
    path("consent/withdraw/", views.withdraw, name="withdraw"),
    path("me/", views.me, name="me"),
    path("export/", views.export, name="export"),
    path("takes/delete/", views.delete_takes, name="delete_takes"),
    path("delete/", views.delete, name="delete"),
    path("csrf.json", views.csrf, name="csrf"),
]
