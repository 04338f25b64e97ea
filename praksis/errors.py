"""What an action raises when a person cannot do a thing now."""


class ActionError(Exception):
    """A refusal, in a Danish sentence that the reader can act on. Views show it as it stands."""
