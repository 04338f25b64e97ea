"""The page of somebody who is asked when they can meet: by a personal link, without signing in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.meetings import actions
from engagements.meetings.poll_forms import AnswerForm
from engagements.meetings.poll_models import PollPerson
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from praksis.views import form_page

# What is said of a link that was right and has ended with its poll
ENDED = {links.WITHDRAWN, links.EXPIRED}
OTHER = "Du har åbnet et andet link siden. Åbn linket i mailen om dette møde igen."


@login_not_required
@never_cache
@require_safe
def poll_open(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.ANSWER_POLL)
    except links.LinkRefused as refused:
        if str(refused) not in ENDED:
            return _refused(request, refused)
        # Its token was right: whoever holds it is told what became of the poll.
        link = PersonalLink.objects.get(pk=token.partition(".")[0])
    links.remember(request.session, link)
    return redirect("engagements:poll_answer", link.object_id)


def by_link(view):
    """Hand the view the person whose link this session holds; say why where it no longer works."""

    @wraps(view)
    def with_person(request, person):
        try:
            link = links.remembered(request.session, purpose=Purpose.ANSWER_POLL, usable=False)
            if link.object_id != person:
                raise links.LinkRefused(OTHER)
            return view(request, link, _person(link))
        except links.LinkRefused as refused:
            return _refused(request, refused)

    return login_not_required(never_cache(with_person))


@by_link
@form_page
def poll_answer(request, link, person):
    """One of three answers to each of the times. Once the poll is closed, what came of it."""
    poll = person.poll
    form = AnswerForm(request.POST if request.method == "POST" else None, poll=poll, person=person)
    if not poll.is_open:
        return _ended(request, person)
    links.refuse_unless_usable(link, at=request.received_at)
    if request.method == "POST" and form.is_valid():
        by = Actor.by_link(link, name=str(person))
        try:
            actions.answer_poll(person, **form.cleaned_data, by=by, received_at=request.received_at)
        except actions.PollClosed:
            return _ended(request, _person(link))
        except links.LinkRefused:
            raise
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Tak. Dit svar er gemt, og du kan ændre det her, indtil tidspunktet er valgt.")
            return redirect("engagements:poll_answer", person.pk)
    context = {"poll": poll, "person": person, "form": form}
    return render(request, "engagements/meetings/poll_answer.html", context, status=422 if form.errors else 200)


def _person(link) -> PollPerson:
    related = (
        "poll__engagement__case",
        "poll__engagement__party",
        "poll__step",
        "poll__meeting__step",
        "poll__made_by",
    )
    return PollPerson.objects.select_related(*related).get(pk=link.object_id)


def _ended(request, person):
    """What was chosen, or that it was called off. The link does nothing any more, so it is gone."""
    remark = request.POST.get("remark", "")[:500]
    context = {"poll": person.poll, "person": person, "remark": remark}
    return render(request, "engagements/meetings/poll_ended.html", context, status=410)


def _refused(request, refused):
    """Why the link does not work. An unknown one is not found; one that worked once is gone."""
    status = 404 if str(refused) == links.UNKNOWN else 410
    return render(request, "engagements/meetings/poll_refused.html", {"reason": str(refused)}, status=status)
