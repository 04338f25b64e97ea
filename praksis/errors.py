"""What an action raises when a person cannot do a thing now."""


class ActionError(Exception):
    """A refusal, in a Danish sentence that the reader can act on. Views show it as it stands.

    `field` is the argument that it is about, where it is about one: a form with a field of that name shows it there.
    """

    def __init__(self, sentence: str, *, field: str = ""):
        super().__init__(sentence)
        self.field = field
