"""What clips announce; apps above listen in their `receivers`."""

from django.dispatch import Signal

clip_analysed = Signal()
"""A worker has finished a clip's analysis, ready or refused; sent with `pk`."""
