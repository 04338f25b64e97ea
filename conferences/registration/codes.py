"""The code on a guest's page and badge that is read at the door: whose registration it is, and nothing secret."""

from uuid import UUID

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

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


def svg(registration: Registration, *, css_class: str = "guest-code") -> SafeString:
    """The code as a drawing for a page or a document, black on white; a stylesheet says how large it is."""
    code = qrcode.QRCode(border=MARGIN, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(of(registration))
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<svg class="{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        css_class,
        len(rows),
        len(rows),
        "QR-kode til indgangen",
        path,
    )
