"""What nobody should send, and somebody does: texts, and whole requests, that no form expects.

A text is a string, or bytes that are none. `CANARY` is a tag that no page may hold as one.
"""

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import uuid4

CANARY = "<q7z"
URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "graense"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"

Text = str | bytes
Fields = dict[str, list[Text]]

_MARKUP = [
    f"{CANARY}>", f"\"'>{CANARY} x=y>", f"</textarea>{CANARY}>", f"</title>{CANARY}>", f"</script>{CANARY}>",
    f"--> {CANARY}>", f"]]>{CANARY}>", f"{CANARY}\x00>", f"\\x3cq7z> {CANARY}>", f"javascript:{CANARY}>",
    f"&lt;q7z&gt;{CANARY}>", "{{ request.user }}", "{% include 'base.html' %}", "{% endblock %}", "${7*7}", "#{7*7}",
]  # fmt: skip
_NULS = ["\x00", "a\x00b", "\x00" * 100, "on\x00", "1\x00"]
_NOT_TEXT = [
    b"\xed\xa0\x80", b"a\xed\xbf\xbfb", b"\xed\xa0\xbd\xed\xb8\x80", b"\xff\xfe", b"\xc0\xaf", b"\x80abc",
    b"\xf4\x90\x80\x80", b"\xfe" * 50, b"r\xf8dgr\xf8d",
]  # fmt: skip
_UNICODE = [
    "\ufffd", "\ufffe", "\uffff", "\U0010ffff", "\ufeffa", "\u202egpj.exe", "\u2066a\u2069", "\u200b", "\u200d\u200d",
    "e\u0301" * 20, "a" + "\u0301" * 1000, "👩‍👩‍👧‍👦" * 20, "İı", "ſß", "٣",
    "１２３", "²", "½", "Ⅷ", "𝟙", "\u2028", "\u0085", "\u00ad",
]  # fmt: skip
_CONTROLS = [
    "\r", "\n", "\r\n", "a\r\nBcc: x@example.org", "a\nSet-Cookie: x=y", "%0d%0aX: y", "\x0b\x0c", "\x1b[31m", "\x7f",
    "\x08\x08", "\t", " ", "", "\n" * 1000,
]  # fmt: skip
_NUMBERS = [
    "2147483647", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "1" + "0" * 400, "9" * 5000, "-1", "0", "-0", "+5", "1e400", "1E-400", "1e5", "NaN",
    "Infinity", "-inf", "0x10", "1_000", "1.2.3", "1,2,3", ".5", "5.", ",", "1\u00a0000", " 5 ", "3,14159265358979",
    "-0,1", "101", "32768", "٣,٥",
]  # fmt: skip
_DATES = [
    "32",
    "13",
    "31.2",
    "2018-02-29",
    "29.02.1900",
    "0000",
    "10000",
    "24.00",
    "25:61",
    "23.59.59",
    "12.60",
    "i morgen",
]
_IDS = [
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}", "urn:uuid:" + "0" * 32, "0" * 32,
    "00000000-0000-0000-0000", "g" * 32, "1", "None", "null", "undefined", "../../etc/passwd", "..\\..\\x", "/", "\\",
]  # fmt: skip
_JSON = [
    "{}", "[]", "null", "true", '"', '{"name": {"x": []}}', '[{"id": 1}]', "[" * 20_000, '{"few": true}', '{"$ne": 1}',
    "a:b:c", "gem:", ":", "fjern:x", "fjern-bilag:\x00", "leder:'", "kollegas:need", "kollegas:\x00", "ikke-cpr:need",
]  # fmt: skip
_CHOICES = [
    "on",
    "off",
    "2",
    "__class__",
    "__all__",
    "granted",
    "owner",
    "alle",
    "municipality",
    "[object Object]",
    "ja",
]
_QUERIES = ["' OR 1=1 --", '"; DROP TABLE x; --', "%", "_", "%s%s%n", "\\'", "*", "$(id)", "`id`", "=1+1", "@SUM(1)"]
_ADDRESSES = [
    "a@b", "@", "a@b.dk,c@d.dk", "a@b.dk\r\nBcc: c@d.dk", f"a@{'b' * 300}.dk", f"{'a' * 300}@b.dk", "a@[127.0.0.1]",
    "ä@ö.dk", "=?utf-8?q?x?=@b.dk", '"x y"@b.dk', "a@b.dk ", "//ond.example/", "https://ond.example", "file:///etc/passwd",
]  # fmt: skip
_LONG = [
    "a" * 255, "a" * 256, "æ" * 1001, "a" * 10_001, "ord " * 2000, "a" * 60_001, " " * 100_000, "\n" * 50_000,
    "a" * 1_000_000, "æ " * 300_000,
]  # fmt: skip
TEXTS: list[Text] = [
    *_MARKUP, *_NULS, *_NOT_TEXT, *_UNICODE, *_CONTROLS, *_NUMBERS, *_DATES, *_IDS, *_JSON, *_CHOICES, *_QUERIES,
    *_ADDRESSES, *_LONG,
]  # fmt: skip
# Those that go into every field of a form at once, too
EVERYWHERE: list[Text] = [
    "\x00",
    b"\xed\xa0\x80",
    "9" * 5000,
    f"{CANARY}>",
    "[" * 20_000,
    "\u202e",
    "²",
    "",
    "a" * 1001,
]
NAMES = [
    "{}[]",
    "{}.x",
    "{}__x",
    "{}__name",
    "{}@x",
    "{}@00000000-0000-0000-0000-000000000000",
    "revision:{}",
    "{}-0",
    "\x00{}",
]
# In an address, after "?"
PARAMETERS = """side ret mangler til fra send kommende runde q sort status region udgave alle flere set vis filter
    visning ejerform stoerrelse tema mangler-noget program institution ordering page rolle workshop kladde""".split()


def everything(fields: Fields, foreign: list[str], turn: int) -> Iterator[tuple[str, bytes, str]]:
    """Some two hundred bad requests for a form with these fields: what each is, its body, and its content type.

    A text takes each form's fields in turn, and `turn` says with which the first begins.
    """
    names = list(fields) or ["felt"]
    for number, text in enumerate([*TEXTS, *foreign]):
        name = names[(number + turn) % len(names)]
        yield f"{name}: {text[:40]!r}", _urlencoded({**fields, name: [text]}), URLENCODED
    for text in EVERYWHERE:
        yield f"everywhere: {text[:20]!r}", _urlencoded({name: [text] for name in names}), URLENCODED
    for pattern in NAMES:
        odd = {pattern.format(name): ["x"] for name in names}
        yield f"named {pattern!r}", _urlencoded({**fields, **odd}), URLENCODED
    for name in names[:20]:
        yield (
            f"{name} is missing",
            _urlencoded({key: value for key, value in fields.items() if key != name}),
            URLENCODED,
        )
    yield "each twice", _urlencoded({name: [*fields.get(name, []), "x", f"{CANARY}>"] for name in names}), URLENCODED
    yield from _bodies(fields, names)


def _bodies(fields: Fields, names: list[str]) -> Iterator[tuple[str, bytes, str]]:
    """Bodies that are no form, or one that is not written as its type says."""
    sent = _urlencoded(fields)
    yield "nothing", b"", URLENCODED
    yield "too many fields", b"&".join(b"x=%d" % number for number in range(2001)), URLENCODED
    yield "too large", b"x=" + b"a" * 6_000_000, URLENCODED
    yield "JSON", b'{"text": ["\\ud800"]}', "application/json"
    yield "a form that says it is text", sent, "text/plain"
    yield "a form that says it is nothing", sent, ""
    yield "a management form", sent + b"&form-TOTAL_FORMS=9223372036854775808&form-INITIAL_FORMS=-1", URLENCODED
    yield "percent signs", b"%&%zz=%u0041&=&&;;==" + sent, URLENCODED
    for charset in ("utf-16", "hex", "idna", "findes-ikke", "utf-7"):
        yield f"urlencoded in {charset}", sent, f"{URLENCODED}; charset={charset}"
        yield f"multipart in {charset}", _multipart(fields), f"{MULTIPART}; charset={charset}"
    whole = _multipart(fields)
    yield "multipart without a boundary", whole, "multipart/form-data"
    yield "multipart with another boundary", whole, "multipart/form-data; boundary=en-anden"
    yield "multipart cut off", whole[: len(whole) // 2], MULTIPART
    yield "multipart without names", whole.replace(b"name=", b"navn="), MULTIPART
    yield (
        "multipart in base64 that is none",
        whole.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff"),
        MULTIPART,
    )
    for filename in ("x.pdf", "", "\u202efdp.exe", "../../x.pdf", "a" * 300 + ".pdf", "x\x00.pdf", f"{CANARY}>.pdf"):
        files = whole.replace(b'"\r\n\r\n', b'"; filename="' + filename.encode() + b'"\r\n\r\n')
        yield f"files where texts belong: {filename[:20]!r}", files, MULTIPART
    for content in (b"", b"\x00" * 100, f"{CANARY}>".encode(), b"%PDF-1.7", b"PK\x03\x04", b"MZ", b"a" * 200_000):
        yield f"a file: {content[:10]!r}", _multipart(fields, files=dict.fromkeys(names, content)), MULTIPART
    yield "forty files", _multipart(fields, files=dict.fromkeys(names, b"%PDF-1.7"), times=40), MULTIPART


def _urlencoded(fields: Fields) -> bytes:
    return urlencode([(name, text) for name, texts in fields.items() for text in texts]).encode()


def _multipart(fields: Fields, files: dict[str, bytes] | None = None, times: int = 1) -> bytes:
    parts = []
    for name, texts in fields.items():
        for text in texts:
            content = text.encode() if isinstance(text, str) else text
            parts.append(b'Content-Disposition: form-data; name="%b"\r\n\r\n%b' % (name.encode(), content))
    for name, content in (files or {}).items():
        head = b'Content-Disposition: form-data; name="%b"; filename="x.pdf"\r\nContent-Type: text/html'
        parts += [head % name.encode() + b"\r\n\r\n" + content] * times
    edge = b"--" + BOUNDARY.encode()
    return b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"


def addresses(turn: int) -> Iterator[str]:
    """What may stand after "?": each text in turn in every parameter."""
    for text in [*TEXTS[turn::40], str(uuid4())]:
        if len(text) < 2000:
            yield urlencode([(name, text) for name in PARAMETERS])
