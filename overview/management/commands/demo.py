from django.core.management.base import BaseCommand, CommandError

from overview.demo.load import load
from overview.demo.people import PASSWORD
from praksis.accounts.models import Role, User
from praksis.organisations.models import Membership

# What one can look at as each role; the order is that of the table
SHOWN = [
    (Role.CONSULTANT, "Min dag, egne forløb, bedømmelser"),
    (Role.MANAGER, "runder, indstilling, udbakke"),
    (Role.APPROVER, "tiltræder indstillinger"),
    (Role.KNOWLEDGE_CONSULTANT, "biblioteket om viden"),
    (Role.EVALUATOR, "forløb, kalender, udtræk"),
    (Role.EVENT_HELPER, "indgangen til dagens temadag"),
    (Role.ADMINISTRATOR, "brugere og roller"),
]


class Command(BaseCommand):
    help = "Load the demo into an empty database, or print its accounts."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="print the accounts, one per role, and do nothing")

    def handle(self, *args, accounts, **options):
        if accounts:
            self.print_accounts()
            return
        if User.objects.exists():
            raise CommandError("There are people in the database already: the demo is for an empty one.")
        load()
        self.stdout.write("The demo is loaded.")

    def print_accounts(self):
        """Print one account per role with what it sees."""
        rows = [(role.label, self.first_with(role), seen) for role, seen in SHOWN]
        rows += [("Kommune, kladde", self.applicant("Holbæk Kommune"), "skriver en ansøgning")]
        rows += [("Kommune, indsendt", self.applicant("Randers Kommune"), "venter på afgørelse")]
        rows += [("Dagtilbud, miniforløb", self.applicant("Børnehaven Regnbuebroen"), "klar til at blive sendt")]
        rows += [("Kommune i forløb", self.applicant("Glostrup Kommune"), "forløb og opgaver")]
        shown = [row for row in rows if row[1]]
        if not shown:
            return
        self.stdout.write(f"\nDemo accounts, password: {PASSWORD}\n")
        for role, email, seen in shown:
            self.stdout.write(f"  {role:<28} {email:<44} {seen}")

    def first_with(self, role: str) -> str:
        """The mail address of the first person with the role."""
        users = User.objects.filter(staff_roles__role=role).order_by("created_at", "pk")
        return users.values_list("email", flat=True).first() or ""

    def applicant(self, name: str) -> str:
        """The mail address of the first member of the organisation."""
        members = Membership.objects.active().filter(organisation__name=name)
        return members.values_list("user__email", flat=True).first() or ""
