"""What every page needs."""

from django.conf import settings

from praksis import navigation


def site(request):
    """The site's name, its menu, and whether this is the demo."""
    return {"SITE_NAME": settings.SITE_NAME, "navigation": navigation.menu(request), "demo": settings.DEMO}
