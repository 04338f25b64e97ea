"""Setting up the groups of a course, and saying who is in them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, EngagementInstitution, Group, GroupKind, GroupMember
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def set_up_group(
    engagement: Engagement,
    *,
    kind: GroupKind,
    name: str,
    institutions: Iterable[EngagementInstitution] = (),
    terms_of_reference: str = "",
    by: Actor,
) -> Group:
    """Set up the course's steering group, or a working group of one of its institutions or of several.

    The same group again gives the first one. Raises ActionError without a name, with one that another group has, for a
    second steering group, for institutions that do not fit, or where the course is closed.
    """
    chosen, name, terms = {each.pk: each for each in institutions}, name.strip(), terms_of_reference.strip()
    lock(engagement)
    refuse_closed(engagement)
    _refuse_institutions(engagement, kind, chosen)
    groups = list(engagement.groups.all())
    namesake = _named(name, groups)
    if namesake and namesake.kind == kind and _same(namesake, name, chosen, terms):
        return namesake
    _refuse_name(name, namesake)
    if kind == GroupKind.STEERING_GROUP and any(group.is_steering_group for group in groups):
        raise ActionError("Forløbet har allerede en styregruppe. Ret den, eller opret en arbejdsgruppe.")
    group = Group.objects.create(engagement=engagement, kind=kind, name=name, terms_of_reference=terms)
    group.institutions.set(chosen.values())

    log.record(engagement.case, "group.set_up", by=by, what=GroupKind(kind).label, group=name)
    return group


@transaction.atomic
def change_group(
    group: Group,
    *,
    name: str,
    institutions: Iterable[EngagementInstitution] = (),
    terms_of_reference: str = "",
    by: Actor,
) -> None:
    """Change a group's name, its institutions and its terms of reference. The same facts again change nothing.

    Raises ActionError as `set_up_group` does.
    """
    chosen, name, terms = {each.pk: each for each in institutions}, name.strip(), terms_of_reference.strip()
    engagement = _lock_open(group)
    if _same(group, name, chosen, terms):
        return
    _refuse_institutions(engagement, group.kind, chosen)
    _refuse_name(name, _named(name, engagement.groups.exclude(pk=group.pk)))
    group.name, group.terms_of_reference = name, terms
    group.save(update_fields=["name", "terms_of_reference"])
    group.institutions.set(chosen.values())

    log.record(engagement.case, "group.changed", by=by, group=name)


@transaction.atomic
def add_member(
    group: Group, *, name: str, title: str = "", email: str = "", role: str = "", is_chair: bool = False, by: Actor
) -> GroupMember:
    """Take somebody into a group. The same person again gives the first one.

    Raises ActionError without a name, for an e-mail address that is in the group, or where the course is closed.
    """
    facts = _facts(name, title, email, role, is_chair=is_chair)
    engagement = _lock_open(group)
    current = list(group.members.current())
    for member in current:
        if _facts_of(member) == facts:
            return member
    _refuse_member(facts, current)
    member = GroupMember.objects.create(group=group, **facts)

    log.record(engagement.case, "group.member_added", by=by, member=member.name, group=group.name)
    return member


@transaction.atomic
def change_member(
    member: GroupMember,
    *,
    name: str,
    title: str = "",
    email: str = "",
    role: str = "",
    is_chair: bool = False,
    by: Actor,
) -> None:
    """Change what stands about a member. The same facts again change nothing.

    Raises ActionError as `add_member` does, and for somebody who has left.
    """
    facts = _facts(name, title, email, role, is_chair=is_chair)
    group = member.group
    engagement = _lock_open(group)
    lock(member)
    if member.left_at:
        raise ActionError(f"{member.name} er ikke længere med i gruppen. Tilføj personen igen.")
    if _facts_of(member) == facts:
        return
    _refuse_member(facts, group.members.current().exclude(pk=member.pk))
    for field, value in facts.items():
        setattr(member, field, value)
    member.save(update_fields=list(facts))

    log.record(engagement.case, "group.member_changed", by=by, member=member.name, group=group.name)


@transaction.atomic
def remove_member(member: GroupMember, *, by: Actor) -> None:
    """Let somebody leave a group; who was in it is kept. Doing it twice changes nothing.

    Raises ActionError where the course is closed.
    """
    group = member.group
    engagement = _lock_open(group)
    lock(member)
    if member.left_at:
        return
    # The clock may have been set back: nobody leaves before joining.
    member.left_at = max(timezone.now(), member.joined_at)
    member.save(update_fields=["left_at"])

    log.record(engagement.case, "group.member_left", by=by, member=member.name, group=group.name)


def _lock_open(group: Group) -> Engagement:
    """Lock course and group, in this order. Raises ActionError where the course is closed."""
    engagement = group.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(group)
    return engagement


def _same(group: Group, name: str, chosen: dict, terms: str) -> bool:
    """Whether the group stands as it is asked for."""
    has = set(group.institutions.values_list("pk", flat=True))
    return (group.name, group.terms_of_reference, has) == (name, terms, set(chosen))


def _named(name: str, groups: Iterable[Group]) -> Group | None:
    return next((group for group in groups if group.name.casefold() == name.casefold()), None)


def _refuse_name(name: str, namesake: Group | None) -> None:
    if not name:
        raise ActionError("Skriv, hvad gruppen hedder.")
    if namesake:
        raise ActionError(f"Forløbet har allerede en gruppe, der hedder »{namesake.name}«. Vælg et andet navn.")


def _refuse_institutions(engagement: Engagement, kind: str, chosen: dict) -> None:
    if kind == GroupKind.STEERING_GROUP:
        if chosen:
            raise ActionError("Styregruppen hører til hele forløbet og ikke til bestemte dagtilbud.")
        return
    own = set(engagement.institutions.values_list("pk", flat=True))
    if not own.issuperset(chosen):
        raise ActionError("Vælg dagtilbud, som er med i forløbet.")
    if own and not chosen:
        raise ActionError("Vælg det eller de dagtilbud, som arbejdsgruppen hører til.")


def _facts(name: str, title: str, email: str, role: str, *, is_chair: bool) -> dict:
    words = {"name": name, "title": title, "email": email, "role": role}
    return {**{field: text.strip() for field, text in words.items()}, "is_chair": is_chair}


def _facts_of(member: GroupMember) -> dict:
    return _facts(member.name, member.title, member.email, member.role, is_chair=member.is_chair)


def _refuse_member(facts: dict, others: Iterable[GroupMember]) -> None:
    if not facts["name"]:
        raise ActionError("Skriv personens navn.")
    email = facts["email"].lower()
    known = next((other for other in others if email and other.email.lower() == email), None)
    if known:
        raise ActionError(f"Mailadressen står allerede i gruppen ved {known.name}.")
