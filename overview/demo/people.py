"""The demo's people: the agency's staff and the municipal people with an account."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from overview.demo.texts import read
from praksis.accounts import actions as accounts
from praksis.accounts.models import User
from praksis.cases.actors import SYSTEM, Actor
from praksis.organisations import actions as organisations
from praksis.organisations.models import Municipality, Organisation

# Stands in the README too: the demo's people are invented and its data are nobody's.
PASSWORD = "praksis demo 2026"


@dataclass
class People:
    """Everybody in the demo, staff by their key in staff.json and applicants by mail address."""

    staff: dict[str, User] = field(default_factory=dict)
    applicants: dict[str, User] = field(default_factory=dict)

    def consultants(self, keys: list[str]) -> list[User]:
        """The consultants with these keys."""
        return [self.staff[key] for key in keys]

    def with_role(self, role: str) -> User:
        """The first of the staff who has the role."""
        return next(user for user in self.staff.values() if user.has_role(role))

    def join(self, person: dict[str, str], organisation: Organisation) -> User:
        """Let a person sign up for an organisation, and a manager confirm it."""
        user = accounts.create_account(
            email=person["email"], name=person["name"], title=person["title"], phone=person["phone"], verified=True
        )
        membership = organisations.ask_to_join(user, organisation)
        organisations.confirm(membership, by=Actor.of(self.with_role("manager")))
        self.applicants[user.email] = user
        return user


def hire() -> People:
    """Make the agency's staff."""
    people = People()
    for row in read("staff")["staff"]:
        people.staff[row["key"]] = accounts.create_staff(
            email=row["email"], name=row["name"], title=row["title"], phone=row["phone"], roles=row["roles"], by=SYSTEM
        )
    return people


def set_passwords(people: People) -> None:
    """Give everybody the demo's password. One hash for all: hashing takes a third of a second each time, on purpose."""
    everybody = [*people.staff.values(), *people.applicants.values()]
    User.objects.filter(pk__in=[user.pk for user in everybody]).update(password=make_password(PASSWORD))


def municipality(code: str) -> Municipality:
    """The municipality with this code."""
    return Municipality.objects.get(code=code)
