"""What allauth does our way: its letters go through the outbox, its words are Danish."""

from allauth.account.adapter import DefaultAccountAdapter

from praksis.accounts import emails
from praksis.mail import outbox

# allauth's name of a letter, and the one of ours that says it. Addresses are built from SITE_URL, never from the
# request's host.
LETTERS = {
    "account/email/email_confirmation": lambda to, context: emails.confirm_address(to, key=context["key"]),
    "account/email/email_confirmation_signup": lambda to, context: emails.confirm_address(to, key=context["key"]),
    "account/email/password_reset_key": lambda to, context: emails.choose_new_password(
        context["user"], to=to, key=context["key"]
    ),
    "account/email/unknown_account": lambda to, context: emails.no_account(to),
    "account/email/account_already_exists": lambda to, context: emails.already_has_account(to),
}

# What is said on the next page. What is not here needs no saying: the page itself shows it.
MESSAGES = {
    "account/messages/email_confirmed.txt": "Din mailadresse er bekræftet.",
    "account/messages/email_confirmation_failed.txt": "Mailadressen er allerede bekræftet på en anden konto.",
    "account/messages/password_changed.txt": "Din adgangskode er ændret.",
    "account/messages/logged_out.txt": "Du er logget ud.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sends allauth's letters through the outbox and says Danish sentences."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Kontoen er lukket. Kontakt os, hvis du skal bruge den igen.",
        "email_password_mismatch": "Mailadressen og adgangskoden passer ikke sammen. Prøv igen.",
        "enter_current_password": "Det er ikke din nuværende adgangskode. Prøv igen.",
        "invalid_login": "Mailadressen og adgangskoden passer ikke sammen. Prøv igen.",
        "invalid_password_reset": "Linket kan ikke bruges. Bed om et nyt.",
        "too_many_login_attempts": (
            "Der er prøvet for mange gange. Vent et kvarter, eller vælg en ny adgangskode under "
            "»Jeg har glemt min adgangskode«."
        ),
        "rate_limited": "Der er prøvet for mange gange. Vent lidt, og prøv igen.",
    }

    def send_mail(self, template_prefix, email, context):
        """Put the letter in the outbox."""
        outbox.queue(LETTERS[template_prefix](email, context))

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say the Danish sentence of one of allauth's messages, if it has one."""
        sentence = message or MESSAGES.get(message_template)
        if sentence:
            super().add_message(request, level, message=sentence, extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)
