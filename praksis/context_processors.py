"""What every page needs."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from praksis import navigation


def site(request):
    """The site's name, its menu (left undrawn by the admin, which has its own), and whether this is the demo."""
    menu = SimpleLazyObject(lambda: navigation.menu(request))
    return {"SITE_NAME": settings.SITE_NAME, "navigation": menu, "demo": settings.DEMO}
