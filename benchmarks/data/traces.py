"""What the bench's people have left behind: a million events, and the letters in the outbox."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from benchmarks.data import words
from benchmarks.data.fill import fill
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
LATER = {"postgresql": "at + n * interval '17 minutes'", "sqlite": "at"}


# One event in so many is thought out; the others are its like, a little later.
ALIKE = 10


def make(world) -> None:
    """Fill both."""
    fill(AuditEvent, _events(world))
    _repeat()
    fill(Email, _mails(world))


def _repeat() -> None:
    """Add to every event ALIKE - 1 more of its kind."""
    names = [f'"{field.column}"' for field in AuditEvent._meta.local_concrete_fields if not field.primary_key]
    asked = [name if name != '"at"' else LATER[connection.vendor] for name in names]
    table, ours = AuditEvent._meta.db_table, " OR ".join(f"kind = '{kind}'" for kind in _kinds())
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE times(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < {ALIKE - 1}) "
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(asked)} FROM {table}, times WHERE {ours}"
        )


def _kinds() -> list[str]:
    return [kind for happens in [*HAPPENS.values(), NOWHERE] for kind, _ in happens]


def _events(world) -> Iterator[dict]:
    cases = {kind: [row for row in world.cases if row[1] == kind] for kind in SHARES}
    people = [(pk, "Rikke Riis") for pk in world.users[Role.CONSULTANT]]
    made, thought_out = 0, world.size.events // ALIKE
    for kind, share in SHARES.items():
        each = max(1, int(thought_out * share) // len(cases[kind]))
        for case, _, began in cases[kind]:
            step = max(world.now - began, timedelta(hours=1)) / (each + 1)
            for number in range(each):
                happened, data = HAPPENS[kind][number % len(HAPPENS[kind])]
                who, name = people[made % len(people)]
                made += 1
                yield _event(happened, data, began + step * number, who, name, case)
    for number in range(max(thought_out - made, 0)):
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
