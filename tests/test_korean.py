"""Every text of pages, messages and scripts has its Korean, and what is compiled is up to date."""

import ast
import gettext
import re
from pathlib import Path

import django
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
DJANGO = Path(django.__file__).parent
LOCALE = ROOT / "reon" / "locale" / "ko" / "LC_MESSAGES"
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(?:_|n?gettext)\(u?{QUOTED}")
WITH_CONTEXT = re.compile(rf"\bn?pgettext\(u?{QUOTED}, u?{QUOTED}")
IN_SCRIPT = re.compile(rf"\bn?gettext\(\s*{QUOTED}")
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[0\]) (".*")$')


def catalogue(domain, locale=LOCALE):
    """Translations by text; plural ones by their singular."""
    with (locale / f"{domain}.mo").open("rb") as file:
        items = gettext.GNUTranslations(file)._catalog.items()
    return {key if isinstance(key, str) else key[0]: text for key, text in items}


def of_django():
    """Texts of Django's own forms, which the site may say in its own way."""
    for part in ("conf", "contrib/auth"):
        yield from catalogue("django", DJANGO / part / "locale" / "ko" / "LC_MESSAGES")


def of_templates():
    for path in ROOT.glob("templates/**/*.html"):
        source = templatize(path.read_text())
        for match in IN_TEMPLATE.finditer(source):
            yield ast.literal_eval(match[1])
        for match in WITH_CONTEXT.finditer(source):
            yield "\x04".join(ast.literal_eval(part) for part in match.groups())


def of_code():
    for path in ROOT.glob("reon/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "")
            if called in FUNCTIONS and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def of_scripts():
    for path in (ROOT / "static" / "js").glob("**/*.js"):
        for match in IN_SCRIPT.finditer(path.read_text()):
            yield ast.literal_eval(match[1])


def entries(domain):
    """Text and translation of every entry of a .po file."""
    for block in (LOCALE / f"{domain}.po").read_text().split("\n\n"):
        parts, name = {}, None
        for line in block.splitlines():
            if match := ENTRY.match(line):
                name = match[1]
                parts[name] = ast.literal_eval(match[2])
            elif line.startswith('"') and name:
                parts[name] += ast.literal_eval(line)
        if parts.get("msgid"):
            key = "\x04".join(parts[n] for n in ("msgctxt", "msgid") if n in parts)
            yield key, parts.get("msgstr", parts.get("msgstr[0]"))


@pytest.mark.parametrize(
    ("domain", "texts"), [("django", of_templates), ("django", of_code), ("djangojs", of_scripts)]
)
def test_every_text_has_its_korean(domain, texts):
    known, wanted = catalogue(domain), set(texts())
    assert len(wanted) > 20
    assert not sorted(wanted - set(known))


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_texts_are_those_of_the_source(domain):
    known, source = catalogue(domain), dict(entries(domain))
    assert len(source) > 20
    wrong = {key for key, text in source.items() if text and known.get(key) != text}
    assert not wrong, "run: python manage.py compilemessages -l ko"
    assert not {key for key, text in source.items() if not text}


@pytest.mark.parametrize(
    ("domain", "sources"),
    [("django", (of_templates, of_code, of_django)), ("djangojs", (of_scripts,))],
)
def test_no_text_is_left_over(domain, sources):
    used = {text for source in sources for text in source()}
    assert not {key for key, _ in entries(domain)} - used


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_one_level_of_politeness(domain):
    """All sentences end in -요, none in -니다; units stand next to their number."""
    formal = re.compile(r"니다(?![가-힣])|십시오")
    spaced = re.compile(r"(?:\d|%\(\w+\)[sd]|%s) (?:%%|초|회|개|점)")
    for key, text in entries(domain):
        assert not formal.search(text), key
        assert not spaced.search(text), key


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_placeholders_are_kept(domain):
    names = re.compile(r"%\((\w+)\)[sd]|%[sd]")
    for key, text in entries(domain):
        assert set(names.findall(text)) <= set(names.findall(key)), key
