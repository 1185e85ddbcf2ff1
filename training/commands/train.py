"""``python -m training train``: one run as its recipe says, kept in a folder."""

EXAMPLE = """
examples: python -m training train var/faces/mine --recipe adamw-cosine
          python -m training train var/faces/mine --recipe student-cnn --set fit.rate=0.01
The same command again goes on where the run was interrupted. Then:
          python -m training compare runs
          tensorboard --logdir runs
"""


def arguments(parser):
    import argparse

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "data",
        help="folder that prepare wrote, or the root of FER+; for several sets "
        "the folder that holds theirs",
    )
    parser.add_argument("--recipe", default="reon-b0", help="name or .toml file (%(default)s)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="SECTION.FIELD=VALUE",
        help="change one value of the recipe; may be given more than once",
    )
    parser.add_argument("--seed", type=int, help="another seed than the recipe's")
    parser.add_argument("--work", help="folder of the run, resumed if there (runs/RECIPE)")
    parser.add_argument("--unlabelled", help="prepared faces for pseudo-labels")
    parser.add_argument("--workers", type=int, help="threads that prepare batches (by the device)")


def run(given):
    import os

    from ..evaluation.given import open_recipe_faces
    from ..faces import load_faces
    from ..learning.fit import Run
    from ..learning.precision import device_here
    from ..recipes.recipe import load_recipe

    seed = [] if given.seed is None else [f"seed={given.seed}"]
    recipe = load_recipe(given.recipe, [*given.set, *seed])
    faces = open_recipe_faces(given.data, recipe)
    unlabelled = load_faces(given.unlabelled) if given.unlabelled else None
    workers = given.workers
    if workers is None:
        workers = min(8, os.cpu_count() or 1) if device_here() == "cuda" else 0
    done = Run(faces, given.work or f"runs/{recipe.name}", recipe, unlabelled, workers)
    done.fit()
    print(f"kept in {done.folder}: python -m training compare {done.folder}")
