"""Files go with the row they belong to, once its deletion is certain."""

from functools import partial

from django.db import models, transaction


def delete_files(sender, instance, **_):
    """Delete every file of a deleted row after the commit; a `post_delete` receiver."""
    for field in sender._meta.get_fields():
        if isinstance(field, models.FileField):
            name = getattr(instance, field.name).name
            if name:
                transaction.on_commit(partial(field.storage.delete, name))
