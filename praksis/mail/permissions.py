"""Who may look into the outbox."""


def can_read_outbox(user) -> bool:
    """Managers and administrators see the letters, so that they can help where one did not arrive."""
    # By their values: the room of people stands above this one.
    return user.has_role("manager", "administrator")
