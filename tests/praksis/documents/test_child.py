import io
import json

from praksis.documents import child
from praksis.documents.assets import bundled


def talk(*messages):
    """What the child answers, as (header, content) pairs."""
    answers = io.BytesIO()
    child.serve([json.dumps(message).encode() for message in messages], answers, before_each=lambda: None)
    answers.seek(0)
    found = []
    while line := answers.readline():
        header = json.loads(line)
        found.append((header, answers.read(header["bytes"])))
    return found


def page(head=""):
    return f'<!doctype html><html lang="da"><head><title>Prøve</title>{head}</head><body><p>Æ</p></body></html>'


def test_the_child_says_that_it_is_ready_and_answers_with_pdfs():
    files = {url: str(path) for url, path in bundled().items()}
    head = '<link rel="stylesheet" href="bundled:paper.css"><link rel="stylesheet" href="file:///etc/passwd">'

    ready, first, second = talk({"html": page(head), "files": files}, {"html": page(), "files": {}})

    assert ready == ({"ready": True, "bytes": 0}, b"")
    assert [content[:5] for _, content in (first, second)] == [b"%PDF-", b"%PDF-"]


def test_what_goes_wrong_is_the_answer_and_the_next_one_is_made():
    _ready, wrong, right = talk({"html": None, "files": {}}, {"html": page(), "files": {}})

    assert sorted(wrong[0]) == ["bytes", "error"]
    assert right[1][:5] == b"%PDF-"
