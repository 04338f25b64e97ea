"""The people of a course: its groups and those in them, and who takes over from whom."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from engagements.courses import actions, permissions
from engagements.courses.models.handovers import contact_roles
from engagements.courses.people_forms import ConsultantNoteForm, ContactForm, GroupForm, MemberForm, NewGroupForm
from engagements.courses.views.finding import course_to_run
from praksis.cases.actors import Actor
from praksis.views import accepted, form_page, reporting, require, sent


@form_page
def group_add(request, reference):
    """Set up a group of the course."""
    engagement = _course_to_people(request, reference)

    form = NewGroupForm(sent(request), engagement=engagement)
    if accepted(form, actions.set_up_group, engagement, request=request):
        messages.success(request, f"»{form.cleaned_data['name']}« er oprettet. Tilføj nu dem, der er med.")
        return _back(engagement)
    return _page(request, "group_add", form, engagement=engagement)


@form_page
def group_edit(request, reference, group):
    """Change a group's name, institutions or terms of reference."""
    engagement = _course_to_people(request, reference)
    group = _group(engagement, group)

    initial = {
        "name": group.name,
        "terms_of_reference": group.terms_of_reference,
        "institutions": group.institutions.all(),
    }
    form = GroupForm(sent(request), initial=initial, engagement=engagement, group=group)
    if accepted(form, actions.change_group, group, request=request):
        messages.success(request, f"»{form.cleaned_data['name']}« er gemt.")
        return _back(engagement)
    return _page(request, "group_edit", form, engagement=engagement, group=group)


@form_page
def member_add(request, reference, group):
    """Take somebody into a group."""
    engagement = _course_to_people(request, reference)
    group = _group(engagement, group)

    form = MemberForm(sent(request))
    if accepted(form, actions.add_member, group, request=request):
        messages.success(request, f"{form.cleaned_data['name']} er kommet med i »{group}«.")
        return _back(engagement)
    return _page(request, "member_add", form, engagement=engagement, group=group)


@form_page
def member_edit(request, reference, group, member):
    """Change what stands about a member, or let the member leave."""
    engagement = _course_to_people(request, reference)
    group = _group(engagement, group)
    member = get_object_or_404(group.members.current(), pk=member)
    member.group = group

    initial = {field: getattr(member, field) for field in MemberForm.base_fields}
    form = MemberForm(sent(request), initial=initial)
    if accepted(form, actions.change_member, member, request=request):
        messages.success(request, f"Oplysningerne om {form.cleaned_data['name']} er gemt.")
        return _back(engagement)
    return _page(request, "member_edit", form, engagement=engagement, group=group, member=member)


@require_POST
def member_remove(request, reference, group, member):
    """Let somebody leave a group."""
    engagement = _course_to_people(request, reference)
    group = _group(engagement, group)
    member = get_object_or_404(group.members, pk=member)
    member.group = group

    with reporting(request, success=f"{member.name} er ikke længere med i »{group}«."):
        actions.remove_member(member, by=Actor.of(request))
    return _back(engagement)


@form_page
def contact_change(request, reference, role):
    """Let somebody else take over a role of the other side."""
    engagement = _course_to_people(request, reference)
    role = next((each for each in contact_roles(engagement) if each.in_address == role), None)
    if role is None:
        raise Http404

    def hand_over(engagement, **facts):
        return actions.hand_over_contact(engagement, key=role, **facts)

    form = ContactForm(sent(request))
    if accepted(form, hand_over, engagement, request=request):
        messages.success(request, f"{form.cleaned_data['name']} står nu som {role.label.lower()}.")
        return _back(engagement)
    person = engagement.people.get(role) or {}
    return _page(request, "contact_change", form, engagement=engagement, role=role, person=person)


@form_page
def consultant_note(request, reference):
    """Leave what the next consultant must know."""
    engagement = course_to_run(request, reference)
    require(permissions.can_leave_note(request.user, engagement))

    form = ConsultantNoteForm(sent(request))
    if accepted(form, actions.leave_handover_note, engagement, request=request):
        messages.success(request, "Notatet er gemt. Det står under »Overdragelser«.")
        return _back(engagement)
    return _page(request, "contact_note", form, engagement=engagement)


def _course_to_people(request, reference):
    """The course of this reference number, for those who may say who is in it."""
    engagement = course_to_run(request, reference)
    require(permissions.can_edit_people(request.user, engagement))
    return engagement


def _group(engagement, pk):
    group = get_object_or_404(engagement.groups, pk=pk)
    group.engagement = engagement
    return group


def _back(engagement):
    return redirect("engagements:course_people", engagement.case.reference)


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/courses/{name}.html", {"form": form, **context}, status=status)
