"""`python -m iafiche` and the console script: the program's first and last lines."""

import gc
import sys


def main() -> None:
    """Run the program with the process's arguments, and end the process with its exit code."""
    # Modules make no garbage: collections while they load only cost time. `run` turns them on.
    gc.disable()
    try:
        from iafiche.cli.shortcut import open_named_path

        code = open_named_path()
        if code is None:
            from iafiche.cli.program import run

            code = run()
    except KeyboardInterrupt:
        # Ctrl+C before the program had begun, or after it had ended.
        code = 130
    except Exception as error:  # the program's own fault, whatever it is
        from iafiche.cli.crash import tell_crash

        code = tell_crash(error)
    # The last collections of a process that ends anyway would cost a sixth of a short run.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
