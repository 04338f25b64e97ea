"""The bench's people: the agency's staff, the municipalities' and the institutions' own."""

from allauth.account.models import EmailAddress

from benchmarks.data import words
from benchmarks.data.fill import fill
from praksis.accounts.models import Role, StaffRole, User
from praksis.organisations.models import Institution, Membership, Municipality, Organisation

# The municipality that the bench looks at
LOOKED_AT = "Skive"
ROLES = ["owner", "editor", "viewer"]
STAFF = {Role.MANAGER: 5, Role.APPROVER: 3, Role.ADMINISTRATOR: 1}


def make(world) -> None:
    """Staff, institutions, and everybody who acts for an organisation."""
    users: list[dict] = []
    roles = {Role.CONSULTANT: world.size.consultants, **STAFF}
    for role, number in roles.items():
        world.users[role] = [_user(world, users, f"{role}{n}@praksis.example") for n in range(number)]
    world.known.consultants = [row["email"] for row in users if row["email"].startswith(Role.CONSULTANT)]
    world.known.managers = [row["email"] for row in users if row["email"].startswith(Role.MANAGER)]
    world.known.consultant, world.known.manager = world.known.consultants[0], world.known.managers[0]
    world.known.administrator = "administrator0@praksis.example"

    everywhere = sorted(Municipality.objects.all(), key=lambda one: (one.short_name != LOOKED_AT, one.code))
    world.municipalities = everywhere[: world.size.municipalities]
    world.known.organisation = str(world.municipalities[0].pk)
    institutions = _institutions(world)
    members = _members(world, users)
    fill(User, users)
    fill(StaffRole, [{"user_id": pk, "role": str(role)} for role, pks in world.users.items() for pk in pks])
    fill(EmailAddress, [_address(row) for row in users])
    fill(Organisation, [{"id": row["organisation_id"], "name": row.pop("name")} for row in institutions])
    fill(Institution, institutions)
    fill(Membership, members)


def _user(world, users: list[dict], email: str):
    row = {
        "id": world.id(),
        "email": email,
        "name": words.name(world.rng),
        "title": "Konsulent",
        "phone": "12345678",
        "password": world.password,
        "created_at": world.ago(900),
    }
    users.append(row)
    return row["id"]


def _address(user: dict) -> dict:
    return {"user_id": user["id"], "email": user["email"], "verified": True, "primary": True}


def _institutions(world) -> list[dict]:
    rows = []
    for municipality in world.municipalities:
        own = [
            {
                "organisation_id": world.id(),
                "name": words.house(len(rows) + number),
                "municipality_id": municipality.pk,
                "ownership": ["municipal", "self_governing", "municipal", "private"][number % 4],
                "setting": ["kindergarten", "age_integrated", "nursery", "family_daycare"][number // 4 % 4],
            }
            for number in range(world.size.institutions)
        ]
        world.institutions[municipality.pk] = [dict(row) for row in own]
        rows += own
    return rows


def _members(world, users: list[dict]) -> list[dict]:
    """Three people in every municipality, many in the one that is looked at, and one in every institution."""
    rows = []
    for number, municipality in enumerate(world.municipalities):
        for place in range(24 if number == 0 else 3):
            email = f"{ROLES[place % 3]}{place}@kommune{number}.example"
            rows.append(_membership(world, _user(world, users, email), municipality.pk, ROLES[place % 3]))
        world.owners[municipality.pk] = rows[-24 if number == 0 else -3]["user_id"]
        for place, institution in enumerate(world.institutions[municipality.pk]):
            user = _user(world, users, f"leder{place}@kommune{number}.example")
            world.owners[institution["organisation_id"]] = user
            rows.append(_membership(world, user, institution["organisation_id"], "owner"))
    world.known.coordinator = "owner0@kommune0.example"
    return rows


def _membership(world, user, organisation, role: str) -> dict:
    return {
        "id": world.id(),
        "user_id": user,
        "organisation_id": organisation,
        "role": role,
        "created_at": world.ago(800),
        "confirmed_at": world.ago(799),
        "confirmed_by_id": world.users[Role.MANAGER][0],
    }
