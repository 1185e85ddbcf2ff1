from django.urls import path

from reon.takes.consumers import TakeConsumer

websocket_urlpatterns = [path("ws/takes/<uuid:pk>/", TakeConsumer.as_asgi())]
