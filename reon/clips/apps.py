from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from reon.media.cleanup import delete_files


class ClipsConfig(AppConfig):
    name = "reon.clips"
    verbose_name = _("Clips")

    def ready(self) -> None:
        for name in ("Clip", "Upload"):
            post_delete.connect(delete_files, sender=self.get_model(name))
