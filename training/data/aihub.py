"""AI-Hub's Korean composite emotion pictures (한국인 감정인식을 위한 복합 영상).

Layout; folders may be nested in any way below ROOT, and parts of the 800 GB may be missing::

    ROOT/**/Training/**/EMOIMG_기쁨_TRAIN*/img_emotion_training_data(기쁨).json
    ROOT/**/Training/**/EMOIMG_기쁨_TRAIN_01/<uploader>_여_20_기쁨_실내_20201206201519-001-006.jpg
    ROOT/**/Validation/**/...

or one JSON beside each picture. A JSON is UTF-8 or CP949 and holds one entry or a list of::

    {"filename": "....jpg", "gender": "여", "age": 20, "isProf": "일반인",
     "faceExp_uploader": "기쁨", "bg_uploader": "실내",
     "annot_A": {"boxes": {"minX": 1, "minY": 2, "maxX": 3, "maxY": 4},
                 "faceExp": "기쁨", "bg": "실내"},
     "annot_B": {...}, "annot_C": {...}}

The annotators' labels make the vote distribution; what the uploader meant to show does not count,
only what others saw. The box is the median of the annotators' boxes. A picture's name begins with
its uploader: that is the person. The part is the folder Training or Validation.
"""

import json
import unicodedata
from collections import Counter
from pathlib import Path, PurePath

import numpy as np

from scoring.types import FilePath, Json

from ..faces import DataError
from .dataset import PARTS, DataSet, Sample, pictures_under, require
from .labels import AIHUB, AIHUB_KOREAN

ANNOTATORS = ("annot_A", "annot_B", "annot_C")
LICENCE = "AI-Hub: for registered users under AI-Hub's terms; pictures may not be passed on"


def read(root: FilePath) -> DataSet:
    """Read every JSON below the root; the layout is described at the top of this module."""
    root = require(root, "unpack AI-Hub's pictures and labels there")
    pictures = {_plain(path.name): path for path in pictures_under(root)}
    lists = sorted(root.rglob("*.json"))
    if not lists:
        raise DataError(f"{root} holds no JSON: unpack the label archives too")
    samples: dict[str, Sample] = {}
    left_out: list[tuple[str, str]] = []
    for path in lists:
        for entry in entries(path):
            name = _plain(entry["filename"])
            found = _sample(name, entry, pictures.get(name), path.relative_to(root))
            if isinstance(found, str):
                left_out.append((name, found))
            else:
                samples[name] = found
    return DataSet("aihub", AIHUB, list(samples.values()), LICENCE, left_out)


def entries(path: Path) -> list[Json]:
    """The entries of one JSON file."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp949"):
        try:
            found = json.loads(data.decode(encoding))
            break
        except UnicodeDecodeError:
            continue
        except json.JSONDecodeError as error:
            raise DataError(f"{path} is not JSON: {error}") from None
    else:
        raise DataError(f"{path} is neither UTF-8 nor CP949")
    found = found if isinstance(found, list) else [found]
    for entry in found:
        if not isinstance(entry, dict) or "filename" not in entry:
            raise DataError(f"{path} has an entry without a filename: not AI-Hub's layout")
    return found


def _sample(name: str, entry: Json, picture: Path | None, below: PurePath) -> Sample | str:
    """The sample of an entry, or the reason why there is none."""
    given = [entry[who] for who in ANNOTATORS if isinstance(entry.get(who), dict)]
    words = Counter(_plain(str(one.get("faceExp"))) for one in given)
    counts = np.array([words[word] for word in AIHUB_KOREAN], float)
    if not counts.sum():
        return "no annotator names one of the seven expressions"
    if (counts == counts.max()).sum() > 1:
        return "the annotators do not agree"
    if picture is None:
        return "its picture is not there"
    return Sample(
        name,
        counts / counts.sum(),
        picture,
        part=_part(below),
        person=name.split("_")[0],
        box=_box(given),
    )


def _plain(text: str) -> str:
    """Korean in composed form: archives made on macOS hold it decomposed."""
    return unicodedata.normalize("NFC", Path(text).name)


def _part(below: PurePath) -> str | None:
    return next((PARTS[step.lower()] for step in below.parts if step.lower() in PARTS), None)


def _box(given: list[Json]) -> tuple[float, float, float, float] | None:
    boxes = [one["boxes"] for one in given if isinstance(one.get("boxes"), dict)]
    corners = [[box[key] for key in ("minX", "minY", "maxX", "maxY")] for box in boxes]
    if not corners:
        return None
    left, top, right, bottom = np.median(np.array(corners, float), 0)
    return (float(left), float(top), float(right - left), float(bottom - top))
