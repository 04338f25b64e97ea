import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_prepare_makes_the_table_of_the_cache_and_may_be_run_again():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE praksis_cache")

    call_command("prepare", verbosity=0)
    call_command("prepare", verbosity=0)

    cache.set("tries", 3)
    assert cache.get("tries") == 3
