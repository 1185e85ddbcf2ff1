"""The model card as a readable page, made from card.json.

Its form follows Mitchell et al., "Model Cards for Model Reporting", FAT* 2019.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from scoring.types import Json

from .card_tables import (
    calibration_table,
    class_table,
    confusion_table,
    file_table,
    interval,
    percent,
    recipe_lines,
    size_table,
    smaller_lines,
)
from .measured import measured_part

FERPLUS_LIMITS = (
    "Learnt from small grey web photographs labelled by ten people each: rare classes (disgust, "
    "fear) are the weakest, and no figure by age, skin tone or gender exists for these data."
)
OTHER_LIMITS = (
    "Its figures hold for faces like those it learnt from; rare classes are the weakest, and "
    "figures by age, skin tone or gender exist only where the data name them."
)


def write_card(folder: Path, card: Json) -> None:
    """Write card.json for programs and README.md for people."""
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    (folder / "README.md").write_text(card_text(card))


def card_text(card: Json) -> str:
    """A model card in Markdown."""
    parts = (
        head(card),
        measured_part(card),
        data_part(card["data"]),
        figures_part(card),
        calibration_part(card),
        sizes_part(card),
        files_part(card),
        preprocessing_part(card["preprocessing"]),
        training_part(card),
    )
    return "\n".join(part for part in parts if part)


def head(card: Json) -> str:
    outputs = " and valence and arousal" if card.get("affect") else ""
    return f"""# {card["name"]}

timm's `{card["architecture"]}`, which turns a face crop into probabilities of
{", ".join(card["labels"])}{outputs}.
Made by this project on {card["made"]}; licence {card["licence"]}.

## What it is for

Comparing two acted facial performances over time. It reads expressions, not feelings, and must
not be used to judge people at work, at school or in any decision about them.
"""


def data_part(data: Json) -> str:
    learnt = f"{data['train_faces']:,} training faces, " if "train_faces" in data else ""
    hashes = ", ".join(
        f"{part} `{data[f'{part}_sha256'][:16]}`"
        for part in ("train", "valid", "test")
        if data.get(f"{part}_sha256")
    )
    return f"""## Data

{data["name"]}: {learnt}{data["valid_faces"]:,} validation
faces, {data["test_faces"]:,} test faces.
Split: {data["split"]}. Licence: {data["licence"]}

Hashes of the data: {hashes}.
"""


def figures_part(card: Json) -> str:
    figures, labels = card["figures"], card["labels"]
    spans = figures["intervals"]
    mirror = " and its mirror image" * card["preprocessing"].get("mirrored", False)
    limitations = FERPLUS_LIMITS if card["data"]["name"].startswith("FER+") else OTHER_LIMITS
    return f"""## Figures on the test part

{figures["faces"]:,} faces, {len(labels)} classes, majority label, prepared as in
serving: one crop{mirror}, ONNX Runtime fp32. In brackets: 95 % bootstrap intervals over
{spans["units"]:,} {spans["drawn"]}.

- accuracy {percent(figures["accuracy"])} {interval(spans["accuracy"])}
- mean recall {percent(figures["mean_recall"])} {interval(spans["mean_recall"])}
- mean F1 {percent(figures["mean_f1"])}
- expected calibration error {figures["calibration_error"]:.3f}
{without_twins_line(figures)}
{class_table(labels, figures)}

{confusion_table(labels, figures["confusion"])}

{limitations}
"""


def without_twins_line(figures: Json) -> str:
    others = figures.get("without_twins")
    if not others or others["faces"] == figures["faces"]:
        return ""
    return f"""
Of these faces, {figures["faces"] - others["faces"]:,} are also in the training part, as the same
or nearly the same picture. On the other {others["faces"]:,}: accuracy
{percent(others["accuracy"])}, mean recall {percent(others["mean_recall"])}.
"""


def calibration_part(card: Json) -> str:
    calibration = card.get("calibration")
    if not calibration:
        return "## Calibration\n\nNone: the probabilities are those that the network learnt.\n"
    bias = ", ".join(
        f"{label} {value:+.2f}"
        for label, value in zip(card["labels"], calibration["bias"], strict=True)
    )
    return f"""## Calibration

Fitted on the validation part and folded into the last layer, so that every file and backend
gives the same probabilities: logits are divided by {calibration["temperature"]:.3f}, then shifted
by {bias}.
The biases are {calibration["fitted"]:.0%} of those fitted by log loss, plus a shift of weight
{calibration["balance"]:.2f} towards mean recall (0: classes as common as in the data, 1: all
equally common), chosen on the validation part.

{calibration_table(calibration)}
"""


def sizes_part(card: Json) -> str:
    rows = card.get("sizes")
    if not rows:
        return ""
    return f"""## Input size

{curve_lines(rows)}
Milliseconds are processor time per face, on one thread of ONNX Runtime,
{card["exported_on"]}.

{size_table(rows, card["preprocessing"]["size"])}
"""


def curve_lines(rows: Sequence[Json]) -> str:
    """Which weights a curve of input sizes was measured with."""
    faces, learnt = rows[0]["faces"], rows[0].get("learnt")
    if not learnt:
        return f"""The same weights at other input sizes, on {faces:,} validation faces. The network
was trained at no larger size than that of its last epochs; sizes far from it lose by that too."""
    share, start = learnt["data"]["fraction"], learnt["network"]["start"]
    return f"""A run for each size, measured on {faces:,} validation faces before any calibration.
They differ only in the input size: from `{start}`, with {learnt["epochs"]} epochs of {share:.0%}
of the training faces. They compare sizes; the shipped weights were trained for longer."""


def files_part(card: Json) -> str:
    return f"""## Files

{file_table(card["files"])}

Largest difference in a probability between ONNX Runtime and torch, fp32, 256 test faces:
{card["figures"]["backend_disagreement"]:.1e}.

{smaller_lines(card.get("smaller_files", {}))}
"""


def preprocessing_part(prep: Json) -> str:
    colour = "luminance in all three channels; " if prep["grey"] else ""
    detail = f"reduced to {prep['detail']} px of detail, then " if prep["detail"] else ""
    mirrored = prep.get("mirrored", False)
    mirror = " Probabilities are the mean over the face and its mirror image." * mirrored
    return f"""## Preprocessing

Square crop of {prep["scale"]} box heights, moved up by {prep["shift"]};
{colour}{detail}{prep["size"]} x {prep["size"]}; RGB in [0, 1] minus {tuple(prep["mean"])} over
{tuple(prep["std"])}.{mirror}
"""


def training_part(card: Json) -> str:
    command = f"`{card['command']}`\n\n" if card["command"] else ""
    code = f", code {card['code']}" if card.get("code") else ""
    time = f", {card['seconds'] / 3600:.1f} hours" if card.get("seconds") else ""
    return f"""## Training

{command}Device: {card["device"]}; {len(card["epochs"])} epochs{time}, seed {card["seed"]}{code}.
{mean_lines(card.get("mean_of", ()))}
{recipe_lines(card["recipe"])}
"""


def mean_lines(runs: Sequence[Json]) -> str:
    """What is said about a network that is the mean of several runs."""
    if not runs:
        return ""
    named = ", ".join(
        f"{run['name']} ({run['epochs']} epochs, seed {run['recipe'].get('seed')})" for run in runs
    )
    return f"""
The weights are the mean of {len(runs)} runs from the same start (Wortsman et al., "Model soups",
ICML 2022): {named}.
Time and recipe are those of the first run; card.json has those of all of them.
"""
