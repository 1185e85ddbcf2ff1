"""What accounts announce; apps above listen in their `receivers`."""

from django.dispatch import Signal

export_requested = Signal()
"""Somebody asks for everything stored about them; sent with `user`.

A receiver answers with an iterable of entries, as `reon.accounts.export.export_entries` gives them.
"""
