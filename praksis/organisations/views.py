"""An organisation's people: who is on board, who waits, who is invited."""

from functools import cache

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from praksis.accounts.models import User
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.organisations import actions, permissions
from praksis.organisations.forms import AcceptForm, InvitationForm, JoinForm, RoleForm
from praksis.organisations.models import Invitation, Membership, Organisation
from praksis.paging import page_of
from praksis.views import form_page, reporting, require

PAGE = 25
# So many colleagues stand on an organisation's page; the rest when asked.
FEW = 10
SHOWN_OF_A_MEMBER = [
    "organisation", "role", "created_at", "confirmed_at", "removed_at", "user__name", "user__title", "user__email",
]  # fmt: skip


@require_safe
def organisation_list(request):
    """One's own organisations; all, with a search, to the staff that looks after them."""
    organisations = Organisation.objects.visible_to(request.user).with_names().order_by("name", "pk")
    query = request.GET.get("q", "").replace("\0", "").strip()
    sees_all = permissions.can_see_all(request.user)
    if sees_all and query:
        organisations = organisations.filter(name__icontains=query)
    page = page_of(organisations, PAGE, request)
    if not sees_all and len(page) == 1:
        return redirect(page[0])
    context = {"page": page, "query": query, "sees_all": sees_all}
    return render(request, "praksis/organisations/organisation_list.html", context)


@require_safe
def organisation_detail(request, pk):
    """The organisation and its people; somebody who is not confirmed yet sees no names."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).with_names(), pk=pk)
    memberships = _memberships().filter(organisation=organisation)
    sees_people = permissions.can_see_people(request.user, organisation)
    own = [each for each in request.user.active_memberships if each.organisation_id == organisation.pk]
    most = None if "alle" in request.GET else FEW
    # One more than is shown tells that there are more.
    members = list(memberships.filter(confirmed_at__isnull=False)[: most and most + 1]) if sees_people else []
    context = {
        "organisation": organisation,
        "own": next(iter(own), None),
        "sees_people": sees_people,
        "can_manage": permissions.can_manage(request.user, organisation),
        "has_others": not sees_people and memberships.exclude(user=request.user).exists(),
        "members": members[:most],
        "has_more": len(members) > len(members[:most]),
        "waiting": memberships.waiting() if sees_people else [],
        "invitations": organisation.invitations.open().with_link() if sees_people else [],
    }
    return render(request, "praksis/organisations/organisation_detail.html", context)


@cache  # building it takes longer than running it
def _memberships():
    return Membership.objects.active().select_related("user").order_by("created_at").only(*SHOWN_OF_A_MEMBER)


@form_page
def organisation_join(request):
    """Ask to be on board of an organisation, with the account one has."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Du er skrevet op. Du kan begynde at skrive med det samme."):
            membership = actions.ask_to_join(request.user, form.chosen)
            return redirect(membership.organisation)
    return render(request, "praksis/organisations/organisation_join.html", {"form": form})


# --- Memberships --------------------------------------------------------------------------------------------------


@require_safe
def membership_list(request):
    """Everybody who waits to be confirmed, longest first."""
    require(permissions.can_see_all(request.user))
    waiting = Membership.objects.waiting().select_related("user", "organisation__as_institution__municipality")
    page = page_of(waiting.order_by("created_at", "pk"), PAGE, request)
    return render(request, "praksis/organisations/membership_list.html", {"page": page})


def _managed_membership(request, pk) -> Membership:
    """The membership, if this person sees it (404) and manages its organisation's people (403)."""
    memberships = Membership.objects.visible_to(request.user).select_related("user", "organisation")
    membership = get_object_or_404(memberships, pk=pk)
    require(permissions.can_manage(request.user, membership.organisation))
    return membership


def _back(request, organisation: Organisation):
    """To the list of those who wait, for whoever came from there; else to the organisation."""
    if request.POST.get("fra") == "afventer" and permissions.can_see_all(request.user):
        return redirect("organisations:membership_list")
    return redirect(organisation)


@require_POST
def membership_confirm(request, pk):
    """Say that the person belongs there."""
    membership = _managed_membership(request, pk)
    with reporting(request, success=f"{membership.user.name} er bekræftet."):
        actions.confirm(membership, by=Actor.of(request))
    return _back(request, membership.organisation)


@require_POST
def membership_refuse(request, pk):
    """Say that the person does not belong there."""
    membership = _managed_membership(request, pk)
    with reporting(request, success=f"{membership.user.name} er afvist og har fået besked."):
        actions.refuse(membership, by=Actor.of(request))
    return _back(request, membership.organisation)


@require_POST
def membership_change_role(request, pk):
    """Give a colleague another role."""
    membership = _managed_membership(request, pk)
    form = RoleForm(request.POST)
    with reporting(request, success="Rollen er ændret."):
        if not form.is_valid():
            raise ActionError(form.errors["role"][0])
        actions.change_role(membership, form.cleaned_data["role"], by=Actor.of(request))
    return redirect(membership.organisation)


@form_page
def membership_remove(request, pk):
    """Ask once more, then end the membership: a colleague's, or one's own."""
    memberships = Membership.objects.visible_to(request.user).active().select_related("user", "organisation")
    membership = get_object_or_404(memberships, pk=pk)
    require(permissions.can_remove(request.user, membership))
    own = membership.user == request.user
    if request.method == "POST":
        name = "Du" if own else membership.user.name
        with reporting(request, success=f"{name} er ikke længere med hos {membership.organisation.full_name}."):
            actions.remove(membership, by=Actor.of(request))
            return redirect("organisations:organisation_list") if own else redirect(membership.organisation)
        return redirect(membership.organisation)
    return render(request, "praksis/organisations/membership_remove.html", {"membership": membership, "own": own})


# --- Invitations --------------------------------------------------------------------------------------------------


@form_page
def invitation_create(request, pk):
    """Invite a colleague."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).with_names(), pk=pk)
    require(permissions.can_manage(request.user, organisation))
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(organisation, by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"Invitationen er sendt til {invitation.email}.")
            return redirect(organisation)
    context = {"form": form, "organisation": organisation}
    return render(request, "praksis/organisations/invitation_create.html", context)


def _managed_invitation(request, pk) -> Invitation:
    """The invitation, if this person sees it (404) and manages its organisation's people (403)."""
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation")
    invitation = get_object_or_404(invitations, pk=pk)
    require(permissions.can_manage(request.user, invitation.organisation))
    return invitation


@require_POST
def invitation_send_again(request, pk):
    """Send the invitation with a fresh link."""
    invitation = _managed_invitation(request, pk)
    with reporting(request, success=f"Invitationen er sendt igen til {invitation.email}."):
        actions.send_invitation_again(invitation, by=Actor.of(request))
    return redirect(invitation.organisation)


@require_POST
def invitation_withdraw(request, pk):
    """Take the invitation back."""
    invitation = _managed_invitation(request, pk)
    with reporting(request, success=f"Invitationen til {invitation.email} er trukket tilbage."):
        actions.withdraw_invitation(invitation, by=Actor.of(request))
    return redirect(invitation.organisation)


def _refused(request, refusal: links.LinkRefused):
    """Say why the invitation's link does not work, and offer a way on."""
    context = {"refusal": str(refusal)}
    return render(request, "praksis/organisations/invitation_refused.html", context, status=410)


@login_not_required
@never_cache
@require_safe
def invitation_open(request, token):
    """Exchange the link's token for the session and clean the address. Does nothing else: mail scanners come too."""
    try:
        link = links.redeem(token, purpose=Purpose.JOIN_ORGANISATION)
    except links.LinkRefused as refusal:
        return _refused(request, refusal)
    links.remember(request.session, link)
    return redirect("organisations:invitation_answer")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@form_page
def invitation_answer(request):
    """Show the invitation; take it up, with the account one has or with a new one."""
    try:
        link = links.remembered(request.session, purpose=Purpose.JOIN_ORGANISATION)
    except links.LinkRefused as refusal:
        return _refused(request, refusal)
    signed_in, invitation = request.user.is_authenticated, actions.invitation_of(link)
    has_account = User.objects.filter(email__iexact=link.recipient).exists()
    form = None if signed_in or has_account else AcceptForm(request.POST or None)
    if request.method == "POST" and (signed_in or (form and form.is_valid())):
        with reporting(request, success=f"Velkommen. Du er nu med hos {invitation.organisation.full_name}."):
            if form:
                login(request, actions.accept_with_new_account(link, form.person(), received_at=request.received_at))
            else:
                actions.accept(link, user=request.user, received_at=request.received_at)
            return redirect(invitation.organisation)
    context = {
        "form": form,
        "invitation": invitation,
        "is_right_account": signed_in and request.user.email.lower() == link.recipient.lower(),
    }
    return render(request, "praksis/organisations/invitation_answer.html", context)
