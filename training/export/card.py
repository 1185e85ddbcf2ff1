"""The model card as a page to read, made from card.json.

Form after Mitchell et al., "Model Cards for Model Reporting", FAT* 2019.
"""

import json

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

FERPLUS_LIMITS = (
    "Learnt from small grey web photographs labelled by ten people each: rare classes (disgust, "
    "fear) are the weakest, and no figure by age, skin tone or gender exists for these data."
)
OTHER_LIMITS = (
    "Its figures hold for faces like those it learnt from; rare classes are the weakest, and "
    "figures by age, skin tone or gender exist only where the data name them."
)


def write_card(folder, card):
    """Write card.json for programs and README.md for people."""
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    (folder / "README.md").write_text(card_text(card))


def card_text(card):
    """Markdown of a model card."""
    parts = (
        head(card),
        data_part(card["data"]),
        figures_part(card),
        calibration_part(card),
        sizes_part(card),
        files_part(card),
        preparation(card["preprocessing"]),
        making(card),
    )
    return "\n".join(part for part in parts if part)


def head(card):
    outputs = " and valence and arousal" if card.get("affect") else ""
    return f"""# {card["name"]}

`{card["architecture"]}` of timm that turns a face crop into probabilities of
{", ".join(card["labels"])}{outputs}.
Made by this project on {card["made"]}; licence {card["licence"]}.

## What it is for

Comparing two acted facial performances over time. It reads expressions, not feelings, and must
not be used to judge people at work, at school or in any decision about them.
"""


def data_part(data):
    learnt = f"{data['train_faces']:,} faces to learn from, " if "train_faces" in data else ""
    hashes = ", ".join(
        f"{part} `{data[f'{part}_sha256'][:16]}`"
        for part in ("train", "valid", "test")
        if data.get(f"{part}_sha256")
    )
    return f"""## Data

{data["name"]}: {learnt}{data["valid_faces"]:,} to watch, {data["test_faces"]:,} to measure.
Split: {data["split"]}. Licence: {data["licence"]}

Hashes of the data: {hashes}.
"""


def figures_part(card):
    figures, labels = card["figures"], card["labels"]
    spans = figures["intervals"]
    mirror = " and its mirror image" * card["preprocessing"].get("mirrored", False)
    limits = FERPLUS_LIMITS if card["data"]["name"].startswith("FER+") else OTHER_LIMITS
    return f"""## Figures on the test part

{figures["faces"]:,} faces, {len(labels)} classes, majority label, read as serving reads
them: one crop{mirror}, ONNX Runtime fp32. In brackets: 95 % intervals of the bootstrap over
{spans["units"]:,} {spans["drawn"]}.

- accuracy {percent(figures["accuracy"])} {interval(spans["accuracy"])}
- mean recall {percent(figures["mean_recall"])} {interval(spans["mean_recall"])}
- mean F1 {percent(figures["mean_f1"])}
- expected calibration error {figures["calibration_error"]:.3f}
{alone_line(figures)}
{class_table(labels, figures)}

{confusion_table(labels, figures["confusion"])}

{limits}
"""


def alone_line(figures):
    alone = figures.get("without_twins")
    if not alone or alone["faces"] == figures["faces"]:
        return ""
    return f"""
Of these faces {figures["faces"] - alone["faces"]:,} are in the training part too, the same
picture or nearly so. On the {alone["faces"]:,} others: accuracy {percent(alone["accuracy"])}, mean
recall {percent(alone["mean_recall"])}.
"""


def calibration_part(card):
    found = card.get("calibration")
    if not found:
        return "## Calibration\n\nNone: the probabilities are as the network learnt them.\n"
    bias = ", ".join(
        f"{label} {value:+.2f}" for label, value in zip(card["labels"], found["bias"], strict=True)
    )
    return f"""## Calibration

Fitted on the validation part and folded into the last layer, so that every file and backend
gives the same: logits are divided by {found["temperature"]:.3f} and moved by {bias}.
The biases are {found["fitted"]:.0%} of what the log loss asks for, and a shift of weight
{found["balance"]:.2f} towards mean recall (0: classes as common as in the data, 1: all equally
common), chosen on validation.

{calibration_table(found)}
"""


def sizes_part(card):
    rows = card.get("sizes")
    if not rows:
        return ""
    return f"""## Input size

{curve_lines(rows)}
Milliseconds are those of one thread of processor time a face in ONNX Runtime,
{card["exported_on"]}.

{size_table(rows, card["preprocessing"]["size"])}
"""


def curve_lines(rows):
    """Which weights a curve of input sizes is of."""
    faces, learnt = rows[0]["faces"], rows[0].get("learnt")
    if not learnt:
        return f"""The same weights at other input sizes, on {faces:,} validation faces. The network
saw no larger input than its training's last; a size far from it loses by that too."""
    share, start = learnt["data"]["fraction"], learnt["network"]["start"]
    return f"""Weights of their own, on {faces:,} validation faces before any calibration: runs that
differ in nothing but the input size, from `{start}`, with {learnt["epochs"]} epochs of {share:.0%}
of the training faces. They tell sizes apart; the shipped weights learnt longer than any of them."""


def files_part(card):
    return f"""## Files

{file_table(card["files"])}

Largest difference of a probability between ONNX Runtime and torch, fp32, 256 test faces:
{card["figures"]["backend_disagreement"]:.1e}.

{smaller_lines(card.get("smaller_files", {}))}
"""


def preparation(prep):
    colour = "luminance in all three channels; " if prep["grey"] else ""
    detail = f"reduced to {prep['detail']} px of detail, then " if prep["detail"] else ""
    mirrored = prep.get("mirrored", False)
    mirror = " Probabilities are the mean over the face and its mirror image." * mirrored
    return f"""## Preprocessing

Square crop of {prep["scale"]} box heights, moved up by {prep["shift"]};
{colour}{detail}{prep["size"]} x {prep["size"]}; RGB in [0, 1] minus {tuple(prep["mean"])} over
{tuple(prep["std"])}.{mirror}
"""


def making(card):
    command = f"`{card['command']}`\n\n" if card["command"] else ""
    code = f", code {card['code']}" if card.get("code") else ""
    time = f", {card['seconds'] / 3600:.1f} hours" if card.get("seconds") else ""
    return f"""## How it was made

{command}Device: {card["device"]}; {len(card["epochs"])} epochs{time}, seed {card["seed"]}{code}.
{mean_lines(card.get("mean_of", ()))}
{recipe_lines(card["recipe"])}
"""


def mean_lines(runs):
    """What is said of a network that is the mean of several runs."""
    if not runs:
        return ""
    named = ", ".join(
        f"{run['name']} ({run['epochs']} epochs, seed {run['recipe'].get('seed')})" for run in runs
    )
    return f"""
The weights are the mean of {len(runs)} runs from the same start (Wortsman et al., "Model soups",
ICML 2022): {named}.
Time and recipe are the first one's; card.json has those of all.
"""
