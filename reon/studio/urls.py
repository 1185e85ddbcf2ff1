from django.urls import path

from reon.studio import action_views, model_views, upload_views, views

app_name = "studio"
urlpatterns = [
    path("", views.index, name="index"),
    path("states.json", views.states, name="states"),
    path("uploads/", upload_views.start, name="upload"),
    path("uploads/<uuid:pk>/", upload_views.piece, name="piece"),
    path("machine/", views.machine, name="machine"),
    path("models/", model_views.models, name="models"),
    path("<uuid:pk>/save/", action_views.save, name="save"),
    path("<uuid:pk>/subtitles/", action_views.read_subtitles, name="subtitles"),
    path("<uuid:pk>/delete/", action_views.delete, name="delete"),
    path("<uuid:pk>/<slug:action>/", action_views.act, name="act"),
    path("<uuid:pk>/", views.edit, name="edit"),
]
