"""innocity, the one command: `python3 pipeline.py --help`.

Only the standard library is used until the environment stands; see innocity/bootstrap.py.
"""

import sys
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit("innocity: Python " + found + " found, 3.11 to 3.13 expected; run pipeline.py with one of those")

sys.path.insert(0, str(Path(__file__).resolve().parent))

from innocity import bootstrap, cli, exits


def main() -> int:
    """Parse the command line, make sure that the environment stands, do what was asked."""
    arguments = cli.parse(sys.argv[1:])
    lock = bootstrap.TEST_LOCK if arguments.command == "test" else bootstrap.RUN_LOCK
    bootstrap.enter_environment(lock)
    exits.heed_termination()
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
