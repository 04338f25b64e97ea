"""How long a password must be."""

from django.core.exceptions import ValidationError

STAFF_LENGTH = 15
OTHERS_LENGTH = 12


class LengthByRoleValidator:
    """At least 15 characters for staff, 12 for others."""

    def validate(self, password, user=None):
        """Raise ValidationError where the password is too short for this person."""
        least = STAFF_LENGTH if user is not None and user.pk and user.roles else OTHERS_LENGTH
        if len(password) < least:
            raise ValidationError(
                f"Adgangskoden er for kort. Brug mindst {least} tegn, fx nogle ord efter hinanden.",
                code="password_too_short",
            )

    def get_help_text(self):
        return f"Mindst {OTHERS_LENGTH} tegn ({STAFF_LENGTH} for ansatte hos os), fx nogle ord efter hinanden."
