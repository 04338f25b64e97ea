"""What a browser transfers: a first visit with a cold cache, and the pages after it, in a real Chromium."""

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.data.dataset import Known
from benchmarks.load import open_drafts
from benchmarks.rows import Row
from benchmarks.site import serving
from praksis.accounts.models import Role, User
from tests.drills.people import Person

CHROMIUM = "/usr/bin/chromium"
FIRST, AFTER = 150_000, 20_000  # bytes over the line, headers included
TITLE = "What a browser transfers"
ABOUT = """A Chromium with an empty cache for each person: everything that came over the line for the first page,
and for the pages opened after it, compressed as it came, headers included."""


class Line:
    """The line of one browser page: bytes as they came, and what another host was asked for."""

    def __init__(self, page: Page, address: str):
        self.page, self.address, self.bytes, self.elsewhere = page, address, 0, []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)
        session.on("Network.requestWillBeSent", self._look)

    def _count(self, event):
        self.bytes += event["encodedDataLength"]

    def _look(self, event):
        url = event["request"]["url"]
        if not url.startswith((self.address, "data:")):
            self.elsewhere.append(url)

    def open(self, path: str) -> int:
        """Open a page, and return the bytes that came for it."""
        self.bytes = 0
        self.page.goto(self.address + path, wait_until="networkidle")
        return self.bytes


def visit(browser, address: str, user: User | None, paths: list[str]) -> tuple[list[int], list[str]]:
    """Open pages one after another in a browser of its own; each page's bytes, and requests to other hosts."""
    context: BrowserContext = browser.new_context()
    if user:
        cookies = Person(address, user).cookies
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    line = Line(context.new_page(), address)
    found = [line.open(path) for path in paths]
    context.close()
    return found, line.elsewhere


def run(known: Known) -> list[Row]:
    """A visitor, an applicant, a consultant and a manager, each with a cold cache."""
    with serving() as address:
        return visits(address)


def visits(address: str) -> list[Row]:
    """Their pages' lines of the table, on the installation at `address`."""
    (draft,) = open_drafts(1)
    own = draft.get_absolute_url()
    people = {
        "visitor": (None, ["/", "/tilbud/etaarigt/", "/konferencer/"]),
        "applicant": (draft.created_by, ["/mine/", own, f"{own}afsnit/2/", f"{own}tjek/"]),
        "consultant": (staff(Role.CONSULTANT), ["/min-dag/", "/forloeb/", "/bedoemmelser/"]),
        "manager": (staff(Role.MANAGER), ["/runder/", "/udbakke/", "/forloeb/"]),
    }
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        for who, (user, paths) in people.items():
            (first, *after), elsewhere = visit(browser, address, user, paths)
            rows.append(row(f"{who}: first visit, {plain(paths[0], own)}", first, FIRST, elsewhere))
            rows += [
                row(f"{who}: then {plain(path, own)}", size, AFTER, [])
                for path, size in zip(paths[1:], after, strict=True)
            ]
        browser.close()
    return rows


def plain(path: str, own: str) -> str:
    """A path without the number of the draft, which is another each time."""
    return path.replace(own, "/ansoegninger/…/")


def row(what: str, size: int, most: int, elsewhere: list[str]) -> Row:
    """One page's line of the table."""
    figures = {"kB transferred": f"{size / 1000:.1f}", "to other hosts": str(len(elsewhere))}
    return Row(what, figures, f"≤ {most // 1000} kB, none elsewhere", size <= most and not elsewhere)


def staff(role: str) -> User:
    """Somebody with the role."""
    return User.objects.filter(staff_roles__role=role).order_by("email")[0]
