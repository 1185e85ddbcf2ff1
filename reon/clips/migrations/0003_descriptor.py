"""Statistics of each clip's emotions, for difficulty and clips like this."""

from django.db import migrations, models


def describe(apps, schema_editor):
    """Describe the clips that were analysed before; one whose track cannot be read stays as is."""
    from reon.analysis import read_track
    from reon.clips.summary import descriptor_of, difficulty_of
    from scoring.errors import ScoringError

    clips = apps.get_model("clips", "Clip").objects.using(schema_editor.connection.alias)
    for clip in clips.exclude(track="").only("track").iterator():
        try:
            track = read_track(clip.track)
        except (OSError, ScoringError):
            continue
        clips.filter(pk=clip.pk).update(
            descriptor=descriptor_of(track), difficulty=difficulty_of(track)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0002_admin_studio'),
    ]

    operations = [
        migrations.AddField(
            model_name='clip',
            name='descriptor',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RunPython(describe, migrations.RunPython.noop),
    ]
