"""What every journey with an application does: filling in its sections as they stand on the page, having it signed."""

from applications.drafting.models import Application

TEXT = "Nogle børn står uden for legen om formiddagen."
# Who is named for which question
NAMED = {
    "director": ("Dorte Direktør", "dorte@skive.example"),
    "head_of_day_care": ("Carl Chef", "carl@skive.example"),
    "coordinator": ("Tove Tovholder", "karen@skive.example"),
    "contact": ("Oda Ejer", "oda@solhuset.example"),
    "leader": ("Lone Leder", "lone@solhuset.example"),
    "board_chair": ("Bo Formand", "bo@solhuset.example"),
}
FIELDS = """form => [...form.querySelectorAll(".answer [name]:not([type=hidden], [type=file])")].map(field => ({
  name: field.name, tag: field.localName, type: field.type, filled: field.type !== "checkbox" && field.value !== "",
}))"""


def answer_section(person):
    """Answer everything on this page that is not answered yet, from the top down, as one does with the Tab key."""
    done = set()
    for field in person.page.locator("form[data-autosave]").evaluate(FIELDS):
        name = field["name"]
        if field["filled"] or name in done or "__few" in name:
            continue
        done.add(name)
        if field["type"] == "checkbox":
            person.tick(name)
        else:
            person.fill(name, _what_to_write(name, field["tag"]))


def _what_to_write(name: str, tag: str) -> str:
    if tag == "textarea":
        return TEXT
    question, _, part = name.partition("@")[0].partition("__")
    if part in {"name", "title", "email", "phone"}:
        who, address = NAMED[question]
        return {"name": who, "title": who.split()[1], "email": address, "phone": "12345678"}[part]
    return "24"


# --- A one-year application ---------------------------------------------------------------------------------------


def begin(karen):
    """From the front page to the overview of a new draft."""
    karen.go("/")
    karen.press("Begynd en ansøgning", exact=False)
    karen.press("Begynd ansøgningen")
    return Application.objects.get()


def add_solhuset(karen):
    """Take the institution in, from the overview."""
    karen.press("Dagtilbud", exact=False)
    karen.select("nyt-institution", "Solhuset")
    karen.press("Tilføj dagtilbud")


def answer_the_rest(karen, draft):
    """Go through every section from the first, and answer what is not answered."""
    karen.go(f"/ansoegninger/{draft.pk}/afsnit/1/")
    while "/afsnit/" in karen.page.url:
        answer_section(karen)
        karen.press("Gem og fortsæt")


def send_to_the_director(karen, draft):
    karen.sees("Tjek jeres svar")
    karen.sees(TEXT)
    karen.press("Send til direktøren")
    karen.sees("dorte@skive.example")


def sign(dorte, mailbox):
    """The director has no account either, reads it on a telephone, and signs with a code."""
    dorte.go(mailbox.link("dorte@skive.example", "underskrift"))
    dorte.sees("Solhuset")
    dorte.press("Send mig en kode")
    dorte.fill("code", mailbox.code("dorte@skive.example"))
    dorte.press("Skriv under")
    dorte.sees("Tak for din underskrift")
