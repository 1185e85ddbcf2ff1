from django.urls import path

from reon.sharing import views

app_name = "sharing"
urlpatterns = [
    path("takes/<uuid:pk>/share/", views.change, name="change"),
    path("shared/<str:token>/", views.page, name="page"),
    path("shared/<str:token>/result.json", views.result, name="result"),
    path("shared/<str:token>/video", views.video, name="video"),
]
