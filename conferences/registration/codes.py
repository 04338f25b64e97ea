"""The code on a guest's page and badge that is read at the door: whose registration it is, and nothing secret."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from conferences.registration.models import Registration

BEFORE = "praksis:"
# In modules: what readers need of white around a code
MARGIN = 4


def of(registration: Registration) -> str:
    """What the code says. Whoever reads it cannot open the registration with it: the personal link is another."""
    return f"{BEFORE}{registration.pk}"


def read(text: str) -> UUID | None:
    """The id of the registration in a code that was scanned or typed; None where it is no code of ours."""
    try:
        return UUID(text.strip().lower().removeprefix(BEFORE))
    except ValueError:
        return None


def svg(registration: Registration) -> SafeString:
    """The code as a drawing for a page or a document, black on white; a stylesheet says how large it is."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(of(registration))
    code.make(fit=True)
    rows = code.get_matrix()
    return format_html(
        '<svg class="guest-code" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        'aria-label="QR-kode til indgangen" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>',
        size=len(rows) + 2 * MARGIN,
        dark="".join(_bars(rows)),
    )


def _bars(rows: Sequence[Sequence[bool | None]]) -> Iterator[str]:
    """Each run of dark modules as one bar: a sheet of many codes is several times smaller so."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start + MARGIN} {y + MARGIN}h{x - start}v1h{start - x}z"
            else:
                x += 1
