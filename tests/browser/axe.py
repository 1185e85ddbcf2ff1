"""What axe-core finds wrong on a page, by the rules of WCAG 2.2 level A and AA."""

from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a theme changes
RUN = """runOnly => axe.run({runOnly, resultTypes: ["violations"]})
  .then(({violations}) => violations.flatMap(({id, help, nodes}) => nodes.map(
    ({target, failureSummary}) => `${id}: ${help}\\n  ${target.join(" ")}\\n  ${failureSummary}`)))
"""


@cache
def source():
    """The library's text; without it, what to do."""
    assert SCRIPT.exists(), "axe-core is missing: `make test` fetches it, or run `npm ci`"
    return SCRIPT.read_text()


def violations(page, colours=False):
    """Everything that axe-core objects to on the page as it is now.

    Parameters
    ----------
    page : playwright.sync_api.Page
    colours : bool
        Whether to look at colours only.

    Returns
    -------
    list of str
        One per rule and element, with what to do; empty for a page in order.
    """
    page.evaluate(source())
    only = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": TAGS}
    return page.evaluate(RUN, only)


def check_themes(page, name=""):
    """Fail with all violations in the light and in the dark theme."""
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.wait_for_timeout(200)
        found += [f"{name} {theme}: {text}" for text in violations(page, theme == "dark")]
    assert not found, "\n".join(found)
