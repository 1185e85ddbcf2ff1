"""``python -m demo.refine EMOTION``: refine an acted expression against the installed model.

An evolution strategy on the muscles. Every candidate is drawn with all actors in their own light
and with small changes of pose, judged as the product would judge it, and held near the draft in
`demo.expressions`, so that it stays a face that an actor could make.
"""

import argparse

import numpy as np

from scoring.models.classifier import load_classifier
from scoring.models.registry import get_model
from scoring.vision.crop import crop_face
from scoring.vision.detectors import mediapipe_detector
from scoring.vision.faces import pick_face

from . import expressions
from .clips import CLIPS
from .expression import HIGH, LOW, NAMES, POSE, Expression, from_array, to_array
from .film import Stage

SIDE = 176
CHILDREN, PARENTS = 10, 3
STEP, STEP_POSE, SHRINK = 0.18, 3.0, 0.96
POSE_UNIT = 8.0


class Judge:
    """Probabilities that the model sees when the actors show an expression."""

    def __init__(self):
        self.detect, self.classify = mediapipe_detector(), load_classifier(get_model("reon-b0"))
        self.labels = self.classify.model.labels
        self.shots = [shot for clip in CLIPS for shot in (clip.shot, clip.take)]
        self.stages = [Stage(s.look, s.light, s.camera.sized(SIDE)) for s in self.shots]

    def __call__(self, values, seed):
        """Probabilities, one row for each actor; poses are varied by `seed`."""
        random, faces = np.random.default_rng(seed), []
        for shot, stage in zip(self.shots, self.stages, strict=True):
            turn, nod, tilt = random.uniform(-1, 1, 3) * (5, 3, 3)
            pose = to_array(Expression(turn=turn, nod=nod, tilt=tilt))
            shown = shot.manner.play(None, from_array(values))
            frame = stage.frame(from_array(shown + pose))
            box = pick_face(frame, self.detect)
            box = (0, 0, SIDE, SIDE) if box is None else box
            faces.append(crop_face(frame, box, self.classify.model.preprocessing))
        return self.classify(faces)


def worth(probabilities, target, values, draft, hold):
    """How clearly all actors show the target, less the squared distance from the draft."""
    log = np.log(probabilities + 1e-4)
    lead = np.clip(log[:, target] - np.delete(log, target, 1).max(1), -9, 3)
    unit = np.where(np.isin(NAMES, POSE), POSE_UNIT, 1.0)
    away = np.sum(((values - draft) / unit) ** 2)
    return 0.5 * lead.mean() + log[:, target].mean() + 0.5 * log[:, target].min() - hold * away


def refine(judge, emotion, rounds, hold, seed=0):
    """The refined expression of an emotion and the probabilities that the actors reach."""
    target = judge.labels.index(emotion)
    draft = to_array(getattr(expressions, emotion.upper()))
    random, mean = np.random.default_rng(seed), draft.copy()
    pose = np.isin(NAMES, POSE)
    low, high = np.where(pose, -POSE_UNIT, LOW), np.where(pose, POSE_UNIT, HIGH)
    step = np.where(pose, STEP_POSE, STEP)
    for turn in range(rounds):
        moves = random.standard_normal((CHILDREN, len(NAMES)))
        moves *= random.random(moves.shape) < 0.5
        children = np.clip(mean + step * moves, low, high)
        children[0] = mean
        values = [worth(judge(c, turn), target, c, draft, hold) for c in children]
        best = children[np.argsort(values)[::-1][:PARENTS]].mean(0)
        mean, step = 0.3 * mean + 0.7 * best, step * SHRINK
    return from_array(mean), judge(mean, rounds)[:, target]


def main():
    """Refine and print; the result is written into `demo.expressions` by hand."""
    parser = argparse.ArgumentParser(prog="python -m demo.refine", description=__doc__)
    parser.add_argument("emotions", nargs="+")
    parser.add_argument("--rounds", type=int, default=18)
    parser.add_argument("--hold", type=float, default=0.3, help="how firmly to stay at the draft")
    options = parser.parse_args()
    judge = Judge()
    for emotion in options.emotions:
        if emotion not in judge.labels:
            parser.error(f"no such emotion: {emotion}; the model has {', '.join(judge.labels)}")
        if not hasattr(expressions, emotion.upper()):
            parser.error(f"{emotion} has no draft in demo/expressions.py: add one first")
        expression, reached = refine(judge, emotion, options.rounds, options.hold)
        muscles = (f"{n}={v:.2f}" for n, v in vars(expression).items() if abs(v) >= 0.02)
        print(f"{emotion.upper()} = Expression({', '.join(muscles)})")
        print("  seen in the four films' looks:", *(f"{p:.2f}" for p in reached))


if __name__ == "__main__":
    main()
