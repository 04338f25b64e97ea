"""What is done with every request, whoever sends it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

FORM = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\nS\xc3\xb8ren\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["idna", "hex", "utf-16", "latin-1", "findes-ikke"])
def test_a_form_is_read_as_utf_8_whatever_it_says_it_is(client, charset):
    content_type = f"multipart/form-data; boundary=x; charset={charset}"

    response = client.generic("POST", reverse("account_login"), FORM, content_type)

    assert response.status_code == 200
    assert response.context["form"].data["login"] == "Søren"
