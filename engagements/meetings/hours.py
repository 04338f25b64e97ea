"""The time of a course's meetings, in minutes: pure calculation."""

# "Sparringsforløb af ti timers varighed": a mini course is at most this, all meetings counted.
MINI_MINUTES = 600
# Both sides are told when so much is held or agreed, while there is still time to plan the rest.
NOTICE_MINUTES = 480


def fits_mini(counted: int, added: int) -> bool:
    """Whether meetings of `added` minutes fit beside those that are planned or held already."""
    return counted + added <= MINI_MINUTES


def in_words(minutes: int) -> str:
    """Minutes as a Dane says them: 45 is "45 minutter", 90 "1½ time", 135 "2 timer og 15 minutter"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minutter"
    if rest == 30:
        return f"{hours}½ {'time' if hours == 1 else 'timer'}"
    whole = "1 time" if hours == 1 else f"{hours} timer"
    return f"{whole} og {rest} minutter" if rest else whole
