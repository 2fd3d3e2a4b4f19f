"""The one error that bad settings, changes and commands raise; numbers of faults."""

import secrets


class SettingsError(ValueError):
    """A value that cannot be taken, told in the one shape that every road uses.

    Attributes:
        code: what kind of rule was broken: `type`, `range`, `choice`, `unknown`,
            `combination`, `syntax` or `state`.
        field: the setting's name, or None where no single field is to blame.
        message: one sentence that names the field, the rule and the value received:
            what files and the command line print.
        words: the same for the page's readers, by its labels; "" where the message
            serves them, too.
    """

    def __init__(
        self, code: str, field: str | None, message: str, words: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message
        self.words = words

    @property
    def sentence(self) -> str:
        """What the page says: by its labels, or by the name of what has no label."""
        return self.words if self.words[:1].isupper() else self.message

    def as_dict(self) -> dict[str, str | None]:
        """Return `{code, field, message}`, the shape that travels; `words`, if any."""
        told = {"code": self.code, "field": self.field, "message": self.message}
        return told | ({"words": self.words} if self.words else {})


class MoveError(SettingsError):
    """A command that the run's state does not allow."""

    def __init__(self, message: str) -> None:
        super().__init__("state", None, message)


def fault_number() -> str:
    """Return a new name for a fault of the program, for the page and for the log."""
    return secrets.token_hex(4)
