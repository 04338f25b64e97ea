"""The one doorbell between the wings."""

from django.dispatch import Signal

# Sent inside the transaction in which a place is accepted, with `place` and `by` (an Actor). A receiver that fails
# rolls the acceptance back.
place_accepted = Signal()
