"""Gathers the admin pages of the ground's rooms: for administrators, to look things up."""

from praksis.accounts import admin as accounts
from praksis.cases import admin as cases
from praksis.documents import admin as documents
from praksis.mail import admin as mail
from praksis.organisations import admin as organisations
from praksis.staffing import admin as staffing

__all__ = ["accounts", "cases", "documents", "mail", "organisations", "staffing"]
