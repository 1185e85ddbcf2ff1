from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_for_granted(apps, schema_editor):
    """Earlier takes are taken to be of the film that their clip has now."""
    take, clip = apps.get_model("takes", "Take"), apps.get_model("clips", "Clip")
    film = clip.objects.filter(pk=OuterRef("clip_id")).values("video")[:1]
    take.objects.filter(clip__isnull=False, state="scored").update(film=Subquery(film))


class Migration(migrations.Migration):
    dependencies = [("takes", "0002_neutral")]

    operations = [
        migrations.AddField(
            model_name="take",
            name="film",
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.RunPython(take_for_granted, migrations.RunPython.noop),
    ]
