from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class TakesConfig(AppConfig):
    name = "reon.takes"
    verbose_name = _("Takes")

    def ready(self):
        from reon.media.cleanup import delete_files

        post_delete.connect(delete_files, sender=self.get_model("Take"))
