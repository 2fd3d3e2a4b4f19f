"""The one error of the command line."""


class CommandError(Exception):
    """What went wrong, in one line for a person."""

    def __init__(self, message: object) -> None:
        # A name or value in the message may hold line breaks or a terminal's controls.
        text = " ".join(str(message).split())
        super().__init__("".join(c if c.isprintable() else "?" for c in text))
