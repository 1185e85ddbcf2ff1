from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from reon.media.cleanup import delete_files


class TakesConfig(AppConfig):
    name = "reon.takes"
    verbose_name = _("Takes")

    def ready(self) -> None:
        post_delete.connect(delete_files, sender=self.get_model("Take"))
