from django.core.management import call_command
from django.core.management.base import BaseCommand

from praksis.reference import load_all


class Command(BaseCommand):
    help = "Make the database ready for this version: tables, cache, reference data. May be run again at any time."

    def handle(self, *args, verbosity, **options):
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        load_all()
