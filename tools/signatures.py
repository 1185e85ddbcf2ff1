"""Print which share of each package's public signatures is fully annotated.

A signature is that of a public function or method, or a field of a dataclass. It is annotated when
each of its parameters and its result are; a field is not when all that it says is `object`.

`python tools/signatures.py --least 98` exits with 1 if a package has less; `--missing` lists what
is not annotated.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("scoring", "training", "bench", "reon")
SPECIAL = ("__init__", "__call__")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Signature:
    """A public name, where it stands, and whether it is fully annotated."""

    name: str
    path: Path
    line: int
    annotated: bool


def main() -> int:
    """Print the shares; 1 if one is too small."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--least", type=float, default=0.0, metavar="PERCENT")
    parser.add_argument("--missing", action="store_true", help="list what is not annotated")
    options = parser.parse_args()
    enough = True
    for package in options.packages:
        folder = ROOT / package
        found = list(signatures_of(folder))
        missing = [each for each in found if not each.annotated]
        share = 100 * (1 - len(missing) / len(found)) if found else 100.0
        enough &= share >= options.least
        print(f"{package:10} {len(found) - len(missing):5} of {len(found):5} {share:6.1f} %")
        if options.missing:
            for each in missing:
                print(f"  {each.path.relative_to(folder.parent)}:{each.line} {each.name}")
    return 0 if enough else 1


def signatures_of(folder: Path) -> Iterator[Signature]:
    """The public signatures of a package; migrations are written by Django and left out."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            for name, line, annotated in in_body(ast.parse(path.read_text()).body):
                yield Signature(name, path, line, annotated)


def in_body(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, int, bool]]:
    """Name, line, and whether it is annotated, of each public signature in a module or class."""
    for node in body:
        if isinstance(node, Function) and is_public(node):
            yield owner + node.name, node.lineno, is_annotated(node, bool(owner))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            if "dataclass" in decorators(node):
                yield from fields(node)
            yield from in_body(node.body, f"{owner}{node.name}.")


def is_public(node: Function) -> bool:
    """Whether a function is for others; of overloads only the implementation counts."""
    hidden = node.name.startswith("_") and node.name not in SPECIAL
    return not hidden and "overload" not in decorators(node)


def is_annotated(node: Function, method: bool) -> bool:
    """Whether all parameters but `self` or `cls`, and the result, have annotations."""
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    if method and "staticmethod" not in decorators(node):
        positional = positional[1:]
    extra = [each for each in (given.vararg, given.kwarg) if each is not None]
    parameters = [*positional, *given.kwonlyargs, *extra]
    return node.returns is not None and all(each.annotation is not None for each in parameters)


def fields(node: ast.ClassDef) -> Iterator[tuple[str, int, bool]]:
    """The public fields of a dataclass."""
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            name, said = part.target.id, ast.unparse(part.annotation)
            if not name.startswith("_"):
                yield f"{node.name}.{name}", part.lineno, said != "object"


def decorators(node: Function | ast.ClassDef) -> set[str]:
    """The last names of what decorates a function or class, without arguments."""
    plain = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return {ast.unparse(each).rpartition(".")[2] for each in plain}


if __name__ == "__main__":
    sys.exit(main())
