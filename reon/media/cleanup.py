"""Files go with the row they belong to, once its deletion is certain."""

from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import models, transaction


def delete_files(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """Delete every file of a deleted row after the commit; a `post_delete` receiver."""
    for field in sender._meta.get_fields():
        if isinstance(field, models.FileField):
            delete_on_commit(field.storage, getattr(instance, field.name).name)


def delete_on_commit(storage: Storage, name: str | None) -> None:
    """Delete a stored file after the commit, if there is one."""
    if name:
        transaction.on_commit(partial(storage.delete, name))
