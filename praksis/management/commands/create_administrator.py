from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from praksis.accounts import actions
from praksis.accounts.models import Role
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError


class Command(BaseCommand):
    help = "Make the first administrator of a new installation. The password is chosen through a mail."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args, email, name, **options):
        try:
            validate_email(email)
            person = actions.create_staff(
                email=email, name=name, title="Administrator", roles=[Role.ADMINISTRATOR], by=SYSTEM
            )
        except (ActionError, ValidationError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.name} får en mail til {person.email} med et link til at vælge adgangskode.")
