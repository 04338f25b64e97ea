from django.core.management.base import BaseCommand

from praksis.reference import load_all


class Command(BaseCommand):
    help = "Load the reference data: municipalities, programmes, questions, frameworks. Loading twice changes nothing."

    def handle(self, *args, **options):
        load_all()
        self.stdout.write("Reference data loaded.")
