from django.urls import path

from reon.takes import views

app_name = "takes"
urlpatterns = [
    path("clips/<uuid:pk>/perform/", views.studio, name="studio"),
    path("clips/<uuid:pk>/takes/", views.create, name="create"),
    path("takes/", views.history, name="history"),
    path("takes/compare/", views.compare, name="compare"),
    path("takes/<uuid:pk>/", views.detail, name="detail"),
    path("takes/<uuid:pk>/state.json", views.state, name="state"),
    path("takes/<uuid:pk>/result.json", views.result, name="result"),
    path("takes/<uuid:pk>/video", views.video, name="video"),
    path("takes/<uuid:pk>/delete/", views.delete, name="delete"),
    path("takes/<uuid:pk>/again/", views.again, name="again"),
]
