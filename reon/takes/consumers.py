"""A take's state, pushed."""

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from reon.jobs import QUEUED
from reon.language import in_language_of
from reon.progress import QUEUE, group_of
from reon.takes.models import Take
from reon.takes.selectors import TakeState, take_state

NOT_FOUND = 4404


class TakeConsumer(AsyncJsonWebsocketConsumer):
    """Sends the object of `takes:state` on connecting and on every change."""

    waiting = False

    async def connect(self) -> None:
        self.pk = self.scope["url_route"]["kwargs"]["pk"]
        state = await self._state()
        if state is None:
            await self.close(NOT_FOUND)
            return
        await self.channel_layer.group_add(group_of(self.pk), self.channel_name)
        await self.accept()
        await self.changed({})

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(group_of(self.pk), self.channel_name)
        await self.channel_layer.group_discard(QUEUE, self.channel_name)

    async def changed(self, message: dict[str, Any]) -> None:
        """Read the state again and send it; the name is the push message's type."""
        state = await self._state()
        if state is None:
            await self.close(NOT_FOUND)
            return
        await self._follow_queue(state["state"] == QUEUED)
        await self.send_json(state)

    async def _follow_queue(self, waiting: bool) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            join = self.channel_layer.group_add if waiting else self.channel_layer.group_discard
            await join(QUEUE, self.channel_name)

    @database_sync_to_async
    def _state(self) -> TakeState | None:
        take = Take.objects.visible_to(self.scope["user"]).filter(pk=self.pk).first()
        with in_language_of(self.scope):
            return take_state(take) if take else None
