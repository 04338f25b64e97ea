"""Who may do what with an organisation's people."""

from praksis.organisations.models import Membership, MembershipRole, Organisation, helps_organisations


def can_see_all(user) -> bool:
    """Managers and administrators see every organisation."""
    return user.is_authenticated and helps_organisations(user)


def is_member_somewhere(user) -> bool:
    """Whether the person is on board of any organisation, confirmed or not."""
    return user.is_authenticated and bool(user.active_memberships)


def is_confirmed_in(user, organisation: Organisation) -> bool:
    """Whether the person is a confirmed member, in whatever role."""
    return organisation.pk in user.confirmed_organisation_ids


def can_see_people(user, organisation: Organisation) -> bool:
    """Who is on board is told to confirmed members and to the staff, never to somebody who only says to belong."""
    return is_confirmed_in(user, organisation) or can_see_all(user)


def can_manage(user, organisation: Organisation) -> bool:
    """Confirmed owners invite, confirm and remove colleagues; managers and administrators can help them."""
    owns = any(
        m.organisation_id == organisation.pk and m.confirmed_at and m.role == MembershipRole.OWNER
        for m in user.active_memberships
    )
    return owns or can_see_all(user)


def can_remove(user, membership: Membership) -> bool:
    """Whoever manages the organisation's people, and everybody themselves."""
    return membership.user_id == user.pk or can_manage(user, membership.organisation)
