"""The people of the journeys: with a mouse, with the keyboard alone, and without JavaScript."""

import re
from pathlib import Path

from playwright.sync_api import expect

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "correct horse battery staple"
# What differs between two pages that are one and the same to axe
IDS = re.compile(r'[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken" value=")\w+|\d+')
# More than there is to tab to on any page
MANY = 300
# Whether the focus is on this control and can be seen there: a line or a shadow around the control or its label (which
# draws a box to tick), and nothing that lies over it.
FOCUS = """control => {
  if (document.activeElement !== control) return "elsewhere";
  const drawn = [control, ...(control.labels || [])];
  const styles = drawn.flatMap(each => [null, "::before", "::after"].map(part => getComputedStyle(each, part)));
  const outlined = styles.some(style =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
  if (!outlined) return "not drawn";
  const clear = drawn.some(each => {
    const {left, top, width, height} = each.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2);
    return over && (each.contains(over) || over.contains(each));
  });
  return clear ? "seen" : "covered";
}"""


def ask_axe(page) -> list:
    """What axe finds on a page: each rule that is broken, with the first place."""
    page.evaluate(AXE.read_text())
    return page.evaluate("axe.run().then(result => result.violations.map(v => [v.id, v.nodes[0].html]))")


class Visitor:
    """A person at a browser of their own. Every page they look at is checked by axe, and for sideways scrolling."""

    has_scripts = True
    password = PASSWORD
    # The pages that axe has seen in this run, but for their ids and numbers
    _looked_at: set = set()

    def __init__(self, page, site):
        self.page, self.site, self.user = page, site, None
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._note)

    def _note(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(f"console: {message.text}")

    def go(self, path):
        """Write an address in the browser's bar, or follow a link from outside."""
        self.page.goto(path if path.startswith("http") else self.site + path)
        self.look()

    def press(self, name, exact=True):
        """Press a button or follow a link by its words, and look at what comes."""
        self._find(name, exact).click()
        self.page.wait_for_load_state()
        self.look()

    def choose(self, text):
        """Press one of the two texts of a conflict, which without scripts leads through the server."""
        self.press(text)

    def _find(self, name, exact=True):
        main = self.page.get_by_role("main")
        button = main.get_by_role("button", name=name, exact=exact)
        return (button if button.count() else main.get_by_role("link", name=name, exact=exact)).first

    def look(self):
        """Nothing for axe to say, no error of the browser, nothing beyond the edge."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        seen = (self.page.viewport_size["width"], self.has_scripts, hash(IDS.sub("", self.page.content())))
        if seen not in self._looked_at:
            found = self._ask_axe()
            assert found == [], f"{self.page.url}: {found}"
            self._looked_at.add(seen)
        assert self.problems == [], f"{self.page.url}: {self.problems}"
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    def _ask_axe(self) -> list:
        return ask_axe(self.page)

    def field(self, name):
        """The control with this name that a person can use."""
        return self.page.locator(f"[name='{name}']:not([type=hidden])").first

    def fill(self, name, text):
        """Fill in the field with this name."""
        self.field(name).fill(text)

    def tick(self, name):
        """Tick the box with this name, the first of several."""
        self.field(name).check(force=True)

    def select(self, name, words):
        """Choose what begins with these words from a list."""
        options = self.field(name).locator("option").all_text_contents()
        self.field(name).select_option(label=next(option for option in options if option.startswith(words)))

    def keep(self):
        """Make sure that what was written is saved."""
        expect(self.page.locator("[data-autosave-status]")).to_contain_text("Gemt kl.")

    def sees(self, text):
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def sign_in(self, user):
        self.user = user
        self.go("/konto/log-ind/")
        self.fill("login", user.email)
        self.fill("password", self.password)
        self.press("Log ind")


class WideAndNarrowVisitor(Visitor):
    """A person who looks at every page at the desk and on a telephone."""

    TELEPHONE = 400

    def look(self):
        super().look()
        desk = self.page.viewport_size
        self.page.set_viewport_size({"width": self.TELEPHONE, "height": desk["height"]})
        super().look()
        self.page.set_viewport_size(desk)


class KeyboardVisitor(Visitor):
    """A person without a mouse, to whom it must be seen where the focus is."""

    def press(self, name, exact=True):
        self._tab_to(self._find(name, exact))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.look()

    def choose(self, text):
        self._tab_to(self._find(text))
        self.page.keyboard.press("Enter")

    def fill(self, name, text):
        self._tab_to(self.field(name))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def tick(self, name):
        self._tab_to(self.field(name))
        self.page.keyboard.press("Space")

    def select(self, name, words):
        self._tab_to(self.field(name))
        self.page.keyboard.type(words)
        expect(self.field(name).locator("option:checked")).to_have_text(re.compile(words))

    def _tab_to(self, target):
        control = target.element_handle()
        for _ in range(MANY):
            self.page.keyboard.press("Tab")
            focus = control.evaluate(FOCUS)
            if focus != "elsewhere":
                assert focus == "seen", (
                    f"{self.page.url}: the focus on {control.evaluate('e => e.outerHTML')} is {focus}"
                )
                return
        raise AssertionError(f"{self.page.url}: nobody comes to {target} with the Tab key")


class PlainVisitor(Visitor):
    """A person whose browser runs no scripts."""

    has_scripts = False

    def _ask_axe(self) -> list:
        """Axe is a script itself, so it gets the same page in a browser that runs scripts, without the page's own."""
        html = re.sub(r"<script.*?</script>|</?noscript>", "", self.page.content(), flags=re.DOTALL)
        copy = self.page.context.browser.new_page(viewport=self.page.viewport_size, locale="da-DK")
        copy.route(self.page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        copy.goto(self.page.url)
        try:
            return ask_axe(copy)
        finally:
            copy.close()

    def keep(self):
        self.press("Gem og tilbage til oversigten")
