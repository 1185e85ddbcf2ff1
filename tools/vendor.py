"""Copy what the pages load, with licences, into static/vendor: libraries and the face detector.

The libraries come from npm's packages; the detector is the file that the site's analysis uses.
"""

import shutil
from pathlib import Path

import npm

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
# From a file of the package to its name in static/vendor; the types stand where tsc looks for
# those of the script beside them.
FILES = {
    "uplot": {
        "dist/uPlot.esm.js": "uPlot.esm.js",
        "dist/uPlot.d.ts": "uPlot.esm.d.ts",
        "dist/uPlot.min.css": "uPlot.min.css",
        "LICENSE": "LICENSE",
    }
}
DETECTOR = VENDOR / "blazeface"


def main():
    copy_detector()
    npm.install(tests=False)
    for package, files in FILES.items():
        folder = VENDOR / package
        folder.mkdir(parents=True, exist_ok=True)
        for source, name in files.items():
            # copyfile, not copy2: the new date tells make that the step is done
            shutil.copyfile(ROOT / "node_modules" / package / source, folder / name)


def copy_detector():
    """The detector's file, checked by its hash; it and this project share one licence text."""
    from scoring.vision.detector_file import detector_path

    DETECTOR.mkdir(parents=True, exist_ok=True)
    for file in (Path(detector_path()), ROOT / "LICENSE"):
        shutil.copyfile(file, DETECTOR / file.name)


if __name__ == "__main__":
    main()
