"""Reads about takes."""

from reon.jobs import place


def take_state(take):
    """What a page shows while it waits; the same object over HTTP and WebSocket."""
    return {
        "state": take.state,
        "stage": take.stage,
        "progress": round(take.progress, 3),
        "place": place(take),
        "message": take.reason_text,
    }
