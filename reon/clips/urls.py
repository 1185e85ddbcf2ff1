from django.urls import path

from reon.clips import views

app_name = "clips"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("clips/<uuid:pk>/", views.detail, name="detail"),
    path("clips/<uuid:pk>/timeline.json", views.timeline, name="timeline"),
    path("clips/<uuid:pk>/captions.vtt", views.captions, name="captions"),
    path("clips/<uuid:pk>/video", views.file, {"field": "video"}, name="video"),
    path("clips/<uuid:pk>/poster", views.file, {"field": "poster"}, name="poster"),
]
