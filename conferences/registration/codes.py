"""The code by which a guest is known at the door, and drawn as a QR code. It names nobody."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from conferences.registration.models import Registration

# The white frame without which readers do not find a code, in modules
FRAME = 4


def of(registration: Registration) -> str:
    """What the guest's QR code says."""
    return f"praksis:{registration.pk}"


def svg(registration: Registration) -> SafeString:
    """The guest's QR code as a picture, in the size that its place gives it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(of(registration))
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows) + 2 * FRAME
    return format_html(
        '<svg class="qr-code" role="img" aria-label="QR-kode" viewBox="0 0 {size} {size}">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>',
        size=size,
        dark="".join(_bars(rows)),
    )


def _bars(rows):
    """Each run of dark modules as one bar: a sheet of many codes is several times smaller so."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start + FRAME} {y + FRAME}h{x - start}v1h{start - x}z"
            else:
                x += 1
