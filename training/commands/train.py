"""``train``: one run as its recipe says, kept in a folder."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

EXAMPLE = """
examples: python -m training train var/faces/mine --recipe adamw-cosine
          python -m training train var/faces/mine --recipe student-cnn --set fit.rate=0.01
The same command resumes an interrupted run. Then:
          python -m training compare runs
          tensorboard --logdir runs
"""


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = EXAMPLE
    parser.add_argument(
        "data",
        help="folder that prepare wrote, or the root of FER+; for several sets, "
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
    parser.add_argument("--seed", type=int, help="seed (default: the recipe's)")
    parser.add_argument("--work", help="folder of the run, resumed if it exists (runs/RECIPE)")
    parser.add_argument("--unlabelled", help="prepared faces for pseudo-labels")
    parser.add_argument(
        "--workers", type=int, help="threads to prepare batches (default: by device)"
    )


def run(options: Namespace) -> None:
    """Train, and say where the run is kept."""
    import os

    from ..evaluation.given import open_recipe_faces
    from ..faces import load_faces
    from ..learning.fit import Run
    from ..learning.precision import default_device
    from ..recipes.recipe import load_recipe

    seed = [] if options.seed is None else [f"seed={options.seed}"]
    recipe = load_recipe(options.recipe, [*options.set, *seed])
    faces = open_recipe_faces(options.data, recipe)
    unlabelled = load_faces(options.unlabelled) if options.unlabelled else None
    workers = options.workers
    if workers is None:
        workers = min(8, os.cpu_count() or 1) if default_device() == "cuda" else 0
    training = Run(faces, options.work or f"runs/{recipe.name}", recipe, unlabelled, workers)
    training.fit()
    print(f"kept in {training.folder}: python -m training compare {training.folder}")
