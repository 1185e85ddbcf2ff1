"""Everything stored about a person, as a ZIP, streamed while it is made."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.db.models.fields.files import FieldFile

from reon.accounts.signals import export_requested

CHUNK = 256 * 1024
Entry = tuple[str, bytes | FieldFile]


async def export_chunks(user: User) -> AsyncIterator[bytes]:
    """The bytes of a user's ZIP; memory holds one chunk, the disk nothing."""
    chunks = zip_chunks(export_entries(user))
    while chunk := await sync_to_async(lambda: next(chunks, b""))():
        yield chunk


def export_entries(user: User) -> Iterator[Entry]:
    """Names and contents of a user's files: bytes, or stored files to be read."""
    yield "account.json", as_json(account_facts(user))
    answers: Iterable[tuple[Any, Any]] = export_requested.send(User, user=user)
    for _, entries in answers:
        yield from entries


def account_facts(user: User) -> dict[str, Any]:
    """The account's own data."""
    return {
        "username": user.get_username(),
        "email": user.email,
        "joined": user.date_joined,
        "last_login": user.last_login,
        "consents": list(user.consents.values("version", "given", "withdrawn")),
    }


def as_json(value: Any) -> bytes:
    return json.dumps(value, default=str, ensure_ascii=False, indent=1).encode()


class Outbox(io.RawIOBase):
    """A file that buffers what was written until it is taken."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.kept += data
        return len(data)

    def take(self) -> bytes:
        taken, self.kept = bytes(self.kept), bytearray()
        return taken


def zip_chunks(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Pack entries into a ZIP, piece by piece; a stored file that is gone is left out."""
    outbox = Outbox()
    with zipfile.ZipFile(outbox, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                yield from packed_file(archive, name, content, outbox)
            if taken := outbox.take():
                yield taken
    yield outbox.take()


def packed_file(
    archive: zipfile.ZipFile, name: str, file: FieldFile, outbox: Outbox
) -> Iterator[bytes]:
    """Add a stored file as it is; videos do not get smaller."""
    try:
        stored = file.storage.open(file.name or "", "rb")
    except FileNotFoundError:
        return
    entry = zipfile.ZipInfo(name)
    with stored, archive.open(entry, "w", force_zip64=True) as target:
        while data := stored.read(CHUNK):
            target.write(data)
            yield outbox.take()
