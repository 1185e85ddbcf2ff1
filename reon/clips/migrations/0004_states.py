"""The states of a clip are choices; the database stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clips", "0003_descriptor")]

    operations = [
        migrations.AlterField(
            model_name="clip",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Waiting"),
                    ("running", "being analysed"),
                    ("ready", "ready"),
                    ("refused", "refused"),
                ],
                db_index=True,
                default="queued",
                max_length=16,
                verbose_name="state",
            ),
        )
    ]
