"""A person at a browser: signs up, signs in, performs."""

import itertools
import time

PASSWORD = "a-long-pass-9"
numbers = itertools.count(1)


class Person:
    """A browser context of its own.

    Attributes
    ----------
    page : playwright.sync_api.Page
    complaints : list of str
        Console errors, uncaught exceptions, and requests to other hosts.
    """

    def __init__(self, chromium, site, locale="en-US", width=1280, height=900, scheme="light"):
        self.site = site
        self.context = chromium.new_context(
            base_url=site,
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            permissions=["camera"],
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.expected = ()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.watch)

    def hear(self, message):
        text = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not any(part in text for part in self.expected):
            self.complaints.append(text)

    def watch(self, request):
        if not request.url.startswith((self.site, "blob:", "data:")):
            self.complaints.append(f"request to another host: {request.url}")

    def sign_up(self, name=None, consents=True):
        """Make an account; with `consents`, agree to being recorded."""
        self.page.goto("/accounts/signup/")
        self.name = name or f"performer{next(numbers)}-{time.time_ns() % 10**6}"
        self.page.fill("input[name=username]", self.name)
        self.page.fill("input[name=password1]", PASSWORD)
        self.page.fill("input[name=password2]", PASSWORD)
        self.page.click("main form [type=submit]")
        self.page.wait_for_url(lambda url: "signup" not in url)
        if consents:
            self.page.goto("/accounts/consent/")
            self.page.click("#agree")
            self.page.wait_for_url(lambda url: "consent" not in url)
        return self

    def sign_in(self, name, password=PASSWORD, path="/accounts/login/"):
        self.page.goto(path)
        self.page.fill("input[name=username]", name)
        self.page.fill("input[name=password]", password)
        self.page.click("form [type=submit]")
        self.page.wait_for_url(lambda url: "login" not in url)
        return self


def until(condition, seconds=120, step=0.2):
    """Poll until `condition()` is true; returns what it gave."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(step)
    return value
