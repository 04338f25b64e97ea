"""What the bench's people have left behind: a million events, and the letters in the outbox."""

from collections.abc import Iterator
from datetime import timedelta

from benchmarks import words
from benchmarks.fill import fill
from praksis.accounts.models import Role
from praksis.cases.models import AuditEvent
from praksis.mail.models import Email

# What happens on a case of each kind, over and over
HAPPENS = {
    "application": [
        ("application.begun", {}),
        ("application.sent_for_signature", {"recipient": "direktoer@kommune.example"}),
        ("application.signed", {}),
        ("application.submitted", {"reference": "2026-0042"}),
    ],
    "course": [
        ("step.done", {"step": "Egenvurdering udarbejdes", "where": ""}),
        ("meeting.planned", {"meeting": "Praksismøde", "when": "torsdag den 3. maj 2018 kl. 10.00"}),
        ("meeting.held", {"meeting": "Praksismøde", "duration": "1½ time"}),
        ("step.reopened", {"step": "Forandringsmodel udarbejdes", "where": " i Solstrålen"}),
    ],
    "round": [
        ("reviewer.assigned", {"reviewer": "Rikke Riis"}),
        ("interest.none", {}),
        ("review.locked", {"applicant": "Skive Kommune"}),
    ],
}
NOWHERE = [
    ("account.created", {"person": "Rikke Riis"}),
    ("role.given", {"person": "Rikke Riis", "role": "Praksiskonsulent"}),
]
# Of all events, how many stand on each kind of case; the rest stand on none.
SHARES = {"application": 0.2, "course": 0.6, "round": 0.02}


def make(world) -> None:
    """Fill both."""
    fill(AuditEvent, _events(world))
    fill(Email, _mails(world))


def _events(world) -> Iterator[dict]:
    cases = {kind: [row for row in world.cases if row[1] == kind] for kind in SHARES}
    people = [(pk, "Rikke Riis") for pk in world.users[Role.CONSULTANT]]
    made = 0
    for kind, share in SHARES.items():
        each = max(1, int(world.size.events * share) // len(cases[kind]))
        for case, _, began in cases[kind]:
            step = max(world.now - began, timedelta(hours=1)) / (each + 1)
            for number in range(each):
                happened, data = HAPPENS[kind][number % len(HAPPENS[kind])]
                who, name = people[made % len(people)]
                made += 1
                yield _event(happened, data, began + step * number, who, name, case)
    for number in range(max(world.size.events - made, 0)):
        happened, data = NOWHERE[number % len(NOWHERE)]
        who, name = people[number % len(people)]
        yield _event(happened, data, world.ago(number % 900), who, name, None)


def _event(kind, data, at, who, name, case) -> dict:
    return {
        "kind": kind,
        "data": data,
        "at": at,
        "actor_kind": "user",
        "actor_user_id": who,
        "actor_name": name,
        "case_id": case,
    }


def _mails(world) -> Iterator[dict]:
    """Most are sent; a few failed for good, and some wait for tomorrow."""
    body = "\n\n".join(words.text(world.rng, 40) for _ in range(3))
    for number in range(world.size.mails):
        case, _, began = world.cases[world.rng.randrange(len(world.cases))]
        at = min(began + timedelta(days=world.rng.randrange(30)), world.ago(0.1))
        status = "failed" if number % 800 == 1 else "waiting" if number % 800 == 2 else "done"
        yield {
            "id": world.id(),
            "key": f"bench:{number}",
            "case_id": case,
            "to": f"kontakt{number % 900}@kommune.example",
            "subject": "Der er nyt om jeres ansøgning",
            "body": body,
            "button_text": "Se sagen",
            "button_path": "/mine/",
            "sensitive": number % 10 == 0,
            "created_at": at,
            "status": status,
            "attempts": 7 if status == "failed" else 0,
            "not_before": world.now + timedelta(days=1) if status == "waiting" else at,
            "finished_at": None if status == "waiting" else at + timedelta(seconds=20),
        }
