"""What clips announce; apps above listen in their `receivers`."""

from django.dispatch import Signal

clip_analysed = Signal()
"""A worker has brought a clip's analysis to its end, ready or refused; sent with `pk`."""
