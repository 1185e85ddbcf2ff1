"""Tiny made-up data sets in the layout of each reader: ``python -m training.samples FOLDER``.

They are for tests and for trying every command. Each set has four drawn people and seven
expressions; a few flaws (a picture without a face, a broken file, a copy in another part) are
included on purpose, so that reports have something to show.
"""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from scoring.constants import FER_LABELS
from scoring.types import FilePath, Image

from .data import affectnet, ckplus, ferplus, labels
from .drawn import BOX, draw_face, draw_grey, draw_room

#: The people of each part; nobody is in two.
CAST = {"train": (0, 1), "valid": (2,), "test": (3,)}
KOREAN = {name: word for word, name in labels.AIHUB_KOREAN.items()}
#: Which drawn expression stands for a Korean label.
ACTED: Mapping[str, str] = {
    "joy": "happiness",
    "embarrassment": "surprise",
    "anger": "anger",
    "anxiety": "fear",
    "hurt": "sadness",
    "sadness": "sadness",
    "neutral": "neutral",
}


def roles(repeat: int = 2) -> Iterator[tuple[str, int, str, int]]:
    """Yield part, person, label and number of every picture."""
    for part, people in CAST.items():
        for person in people:
            for label in FER_LABELS:
                for number in range(repeat):
                    yield part, person, label, number


def save(path: Path, image: Image) -> None:
    """Write RGB or grey pixels to a file, whose name may hold any characters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write dicts with the same keys as a CSV with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def write_ferplus(root: Path, rng: np.random.Generator) -> None:
    """FER+, with eight of ten votes for the drawn expression."""
    usages = {part: usage for usage, part in ferplus.USAGES.items()}
    rows: list[dict[str, object]] = []
    for part, person, label, _ in roles():
        name = f"fer{len(rows):07d}.png"
        save(root / "data" / ferplus.FOLDERS[part] / name, draw_grey(person, label, rng))
        votes = dict.fromkeys(ferplus.COLUMNS, 0) | {label: 8}
        votes["sadness" if label == "neutral" else "neutral"] += 2
        rows.append({"Usage": usages[part], "Image name": name, **votes})
    rows.append(rows[0] | dict.fromkeys(ferplus.COLUMNS, 0) | {"Image name": "", "NF": 10})
    write_rows(root / "fer2013new.csv", rows)


def write_fer2013_folders(root: Path, rng: np.random.Generator) -> None:
    """FER2013 as folders."""
    folders = {"happiness": "happy", "sadness": "sad", "anger": "angry"}
    for part, person, label, number in roles():
        part = "validation" if part == "valid" else part
        name = f"Training_{person}{number}.jpg"
        save(root / part / folders.get(label, label) / name, draw_grey(person, label, rng))


def write_fer2013_csv(root: Path, rng: np.random.Generator) -> None:
    """FER2013 as one CSV of pixels."""
    usages = {"train": "Training", "valid": "PublicTest", "test": "PrivateTest"}
    rows = []
    for part, person, label, _ in roles():
        pixels = " ".join(map(str, draw_grey(person, label, rng).ravel()))
        code = labels.FER2013.index(label)
        rows.append({"emotion": code, "pixels": pixels, "Usage": usages[part]})
    write_rows(root / "fer2013.csv", rows)


def write_folders(root: Path, rng: np.random.Generator) -> None:
    """Class folders with the person in the name, and some flaws."""
    for part, person, label, number in roles():
        save(root / part / label / f"p{person}_{number}.jpg", draw_face(person, label, rng))
    save(root / "train" / "neutral" / "p0_room.jpg", draw_room(rng))
    (root / "train" / "neutral" / "p1_broken.jpg").write_bytes(b"no picture")
    shutil.copy(root / "train" / "anger" / "p0_0.jpg", root / "test" / "anger" / "p0_copy.jpg")


def write_affectnet(root: Path, rng: np.random.Generator) -> None:
    """AffectNet's lists with valence and arousal; one face is 'uncertain'."""
    valence = {"happiness": 0.8, "surprise": 0.2, "neutral": 0.0}
    rows: dict[str, list[dict[str, object]]] = {"training": [], "validation": []}
    for part, person, label, number in roles():
        name = f"{person}/{label}_{number}.jpg"
        save(root / affectnet.IMAGES / name, draw_face(person, label, rng))
        row: dict[str, object] = {
            "subDirectory_filePath": name,
            **dict(zip(affectnet.BOX, BOX, strict=True)),
        }
        row |= {"facial_landmarks": "60;80;100;80", "expression": labels.AFFECTNET.index(label)}
        row |= {"valence": valence.get(label, -0.6), "arousal": 0.0 if label == "neutral" else 0.5}
        rows["training" if part == "train" else "validation"].append(row)
    first = rows["training"][0]
    rows["training"].append(first | {"expression": 9, "valence": -2, "arousal": -2})
    for name, lines in rows.items():
        write_rows(root / affectnet.LISTS / f"{name}.csv", lines)


def write_rafdb(root: Path, rng: np.random.Generator) -> None:
    """RAF-DB's basic emotions, originals and aligned faces."""
    lines = []
    for number, (part, person, label, _) in enumerate(roles(), 1):
        stem = f"{'train' if part == 'train' else 'test'}_{number:05d}"
        image = draw_face(person, label, rng)
        save(root / "basic/Image/original" / f"{stem}.jpg", image)
        aligned = np.asarray(cv2.resize(image, (100, 100)), np.uint8)
        save(root / "basic/Image/aligned" / f"{stem}_aligned.jpg", aligned)
        lines.append(f"{stem}.jpg {labels.RAFDB.index(label) + 1}\n")
    path = root / "basic/EmoLabel/list_patition_label.txt"
    path.parent.mkdir(parents=True)
    path.write_text("".join(lines))


def write_ckplus(root: Path, rng: np.random.Generator) -> None:
    """CK+: sequences from neutral to the peak; the last one has no emotion file."""
    for person in range(4):
        for take, label in enumerate(FER_LABELS, 1):
            place = Path(f"S{person + 5:03d}") / f"{take:03d}"
            stem = f"S{person + 5:03d}_{take:03d}"
            for frame in range(1, 7):
                face = draw_face(person, "neutral" if frame < 4 else label, rng)
                grey = np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), np.uint8)
                save(root / "cohn-kanade-images" / place / f"{stem}_{frame:08d}.png", grey)
            (root / "Emotion" / place).mkdir(parents=True)
            if (person, label) != (3, "surprise"):
                path = root / "Emotion" / place / f"{stem}_00000006_emotion.txt"
                path.write_text(f"   {ckplus.CKPLUS.index(label):.7e}\n")


def write_aihub(root: Path, rng: np.random.Generator) -> None:
    """AI-Hub's JSON and pictures; two of three annotators agree, the third sees neutral."""
    left, top, width, height = BOX
    box = {"minX": left, "minY": top, "maxX": left + width, "maxY": top + height}
    for folder, kind, people in (
        ("Training", "training", (0, 1, 2)),
        ("Validation", "validation", (3,)),
    ):
        for label, word in KOREAN.items():
            stem = f"EMOIMG_{word}_{'TRAIN' if kind == 'training' else 'VALID'}"
            entries = []
            for person in people:
                name = f"{person:064x}_여_20_{word}_실내_20201206201519-001-{person:03d}.jpg"
                save(
                    root / folder / f"[원천]{stem}_01" / name, draw_face(person, ACTED[label], rng)
                )
                annotation = {"boxes": box, "faceExp": word, "bg": "실내"}
                other = annotation | {"faceExp": KOREAN["neutral"]}
                entry: dict[str, object] = {
                    "filename": name,
                    "gender": "여",
                    "age": 20,
                    "isProf": "일반인",
                }
                entry |= {"faceExp_uploader": word, "bg_uploader": "실내"}
                entries.append(
                    entry | {"annot_A": annotation, "annot_B": annotation, "annot_C": other}
                )
            path = root / folder / f"[라벨]{stem}" / f"img_emotion_{kind}_data({word}).json"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")


LAYOUTS: dict[str, Callable[[Path, np.random.Generator], None]] = {
    "ferplus": write_ferplus,
    "fer2013-folders": write_fer2013_folders,
    "fer2013-csv": write_fer2013_csv,
    "folders": write_folders,
    "affectnet": write_affectnet,
    "rafdb": write_rafdb,
    "ckplus": write_ckplus,
    "aihub": write_aihub,
}


def write(folder: FilePath, name: str, seed: int = 0) -> Path:
    """Draw one made-up set; returns its root, FOLDER/NAME."""
    root = Path(folder) / name
    root.mkdir(parents=True)
    LAYOUTS[name](root, np.random.default_rng(seed))
    return root


def main(arguments: Sequence[str]) -> None:
    """Draw the sets that are named, or all."""
    if not arguments or arguments[0].startswith("-"):
        sys.exit(f"usage: python -m training.samples FOLDER [{'|'.join(LAYOUTS)} ...]")
    unknown = [name for name in arguments[1:] if name not in LAYOUTS]
    if unknown:
        sys.exit(f"no layout {', '.join(unknown)}: choose from {', '.join(LAYOUTS)}")
    for name in arguments[1:] or LAYOUTS:
        if (Path(arguments[0]) / name).exists():
            sys.exit(f"{arguments[0]}/{name} exists already: choose another folder")
        print(write(arguments[0], name))


if __name__ == "__main__":
    main(sys.argv[1:])
