"""Signing up."""

from django import forms


class SignupForm(forms.Form):
    """Filled in by the accounts room."""

    def signup(self, request, user):
        """Called by allauth once the user is made."""
