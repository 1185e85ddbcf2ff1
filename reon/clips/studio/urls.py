from django.urls import path

from reon.clips.studio import action_views, upload_views, views
from reon.recognition.views import models

urlpatterns = [
    path("", views.index, name="studio-index"),
    path("states.json", views.states, name="studio-states"),
    path("uploads/", upload_views.start, name="studio-upload"),
    path("uploads/<uuid:pk>/", upload_views.piece, name="studio-piece"),
    path("machine/", views.machine, name="studio-machine"),
    path("models/", models, name="studio-models"),
    path("<uuid:pk>/save/", action_views.save, name="studio-save"),
    path("<uuid:pk>/subtitles/", action_views.read_subtitles, name="studio-subtitles"),
    path("<uuid:pk>/delete/", action_views.delete, name="studio-delete"),
    path("<uuid:pk>/<slug:action>/", action_views.act, name="studio-act"),
    path("<uuid:pk>/", views.edit, name="studio-edit"),
]
