"""What the documents name exists: links, paths, modules, commands, targets of make."""

import re
import runpy
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_korean import entries, of_django

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLDERS = "scoring|training|bench|demo|reon|templates|static|tests|tools|docs|docker"
MADE_ON_THE_SPOT = ("static/vendor", "docker/.env")
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(rf"(?<![\w./<-])(?:{FOLDERS})/[\w./-]*\w")
MODULE = re.compile(r"python3? -m ((?:scoring|training|bench|demo|tests)[\w.]*)")
TARGET = re.compile(r"(?<![\w-])make ((?:[a-z]+-)*[a-z]+)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")


def named(page):
    return str(page.relative_to(ROOT))


def code_of(page):
    return "\n".join(CODE.findall(page.read_text()))


def slug(heading):
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text()):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file) if file else page
        assert path.exists(), target
        if anchor:
            assert anchor in map(slug, HEADING.findall(path.read_text())), target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_paths_exist(page):
    for path in set(PATH.findall(code_of(page))):
        assert path.startswith(MADE_ON_THE_SPOT) or (ROOT / path).exists(), path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_exist(page):
    code = code_of(page)
    for module in set(MODULE.findall(code)):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    for command in set(COMMAND.findall(code)):
        assert command in get_commands(), command
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for target in set(TARGET.findall(code)):
        assert target in rules, target


def test_every_target_of_make_is_listed_by_help():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY:((?:.*\\\n)*.*)", makefile, re.MULTILINE)[1]
    listed = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    assert sorted(phony.replace("\\", "").split()) == sorted(listed)


def test_the_picture_of_the_architecture_is_current():
    drawing = runpy.run_path(str(ROOT / "tools" / "architecture.py"))
    assert drawing["PICTURE"].read_text() == drawing["draw"](), "run tools/architecture.py"
    places = [room.place for row in drawing["ROWS"] for room in row]
    assert len(places) == 12
    assert not [place for place in places if not (ROOT / place).exists()]


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\(((\d{4})-[\w-]+\.md)\)", (folder / "README.md").read_text(), re.M
    )
    assert [file for _, file, _ in listed] == sorted(p.name for p in folder.glob("0*.md"))
    assert all(number == start for number, _, start in listed)


def test_the_pages_keep_to_the_glossary():
    """No text of the site uses a word that the glossary rules out."""
    page = (ROOT / "docs" / "glossary.md").read_text()
    rows = [row.strip("| ").split(" | ") for row in page.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 25
    wrong = {word for row in rows if len(row) == 4 for word in row[3].strip(" |").split(", ")}
    foreign = set(of_django())
    assert len(wrong) > 8
    for domain in ("django", "djangojs"):
        for key, text in entries(domain):
            if key in foreign:
                continue
            for word in wrong:
                found = rf"\b{word}s?\b" if word.isascii() else word
                assert not re.search(found, f"{key} {text}", re.IGNORECASE), (word, key)
