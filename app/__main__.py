"""The command line's entry: `python -m app` and `backprop-playground`."""

import os
import sys
from collections.abc import Sequence

from app.cli.errors import CommandError
from app.cli.parser import read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status.

    0: done. 1: the output's reader left. 2: bad input, told in one line on standard
    error. 130: ended by Ctrl-C.
    """
    try:
        options = read(sys.argv[1:] if arguments is None else arguments)
        return int(options.run(options) or 0)
    except CommandError as error:
        print(f"backprop-playground: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("backprop-playground: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left, as `head` does. Python would complain once
        # more when it closes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
