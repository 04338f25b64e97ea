"""The site of Django's admin: what stands on every page of it."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.functional import SimpleLazyObject


class LookUpSite(AdminSite):
    """Ours, for looking things up."""

    site_header = "Praksis: opslag"
    site_title = "Praksis"
    index_title = "Opslag for administratorer"
    # The first page has all the lists; beside every other they take as long to draw as what is looked up.
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """The lists that there are, found when a page draws them: each page is given them, and few do."""
        return SimpleLazyObject(lambda: super(LookUpSite, self).get_app_list(request, app_label))


class LookUpConfig(AdminConfig):
    """Django's admin with our site."""

    default_site = "praksis.admin_site.LookUpSite"
