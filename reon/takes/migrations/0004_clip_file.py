"""The name of the clip's video file gets a name that says so; the states are choices."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("takes", "0003_film")]

    operations = [
        migrations.RenameField(model_name="take", old_name="film", new_name="clip_file"),
        migrations.AlterField(
            model_name="take",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("running", "Running"),
                    ("scored", "Scored"),
                    ("failed", "Failed"),
                ],
                db_index=True,
                default="queued",
                max_length=16,
                verbose_name="state",
            ),
        ),
    ]
