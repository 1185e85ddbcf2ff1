from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MediaConfig(AppConfig):
    name = "reon.media"

    def ready(self) -> None:
        autodiscover_modules("receivers")
