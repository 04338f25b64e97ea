"""Addresses of applications: rounds, drafts, casework, decisions and the minis."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.decisions.filing import INTERNAL, INTERNAL_REASON, Part
from praksis.mail import links
from tests.access.addresses.address import Address, date_parts
from tests.factories.files import pdf

DIRECTOR = {"name": "Ida Ny", "title": "Direktør", "email": "ida@skive.example", "phone": "12345678", "revision": "1"}


def addresses(world):
    return {
        **_drafting(world),
        **_rounds(world),
        **_minis(world),
        **_asked(world),
        **_entering(world),
        **_preparing(world),
        **_casework(world),
    }


def _drafting(world):
    draft, waiting, signed = (world.draft.pk,), (world.waiting.pk,), (world.signed.pk,)
    part, in_part = (*draft, world.row.pk), f"institutions.why@{world.row.pk}"
    by_link, by_leader = world.follow(world.sign_link), world.follow(world.part_link)
    signer = {"name": "Dorte Direktør", "title": "Direktør"}
    back = {"tilbage-remark": "Skriv mere.", "tilbage-name": "Dorte"}
    return {
        "applications:begin": Address((world.unbegun.pk,), {"applicant": str(world.skive.pk)}),
        "applications:begin@hidden": Address((world.hidden.pk,), {"applicant": str(world.skive.pk)}),
        "applications:begin_for_municipality": Address((world.unbegun.pk,), {"dagtilbud": str(world.nursery.pk)}),
        "applications:hand_over": Address(draft),
        "applications:take_over": Address((world.prepared_draft.pk,)),
        "applications:application@handed-over": Address((world.prepared_draft.pk,)),
        "applications:application": Address(draft),
        "applications:application@submitted": Address((world.submitted.pk,)),
        "applications:section": Address((*draft, 1), {"need": "Nyt svar", "revision:need": "1"}),
        "applications:section@submitted": Address((world.submitted.pk, 1), {"need": "Nyt svar"}),
        "applications:save": Address(draft, {"field": "need", "value": "Nyt svar", "revision": "1"}),
        "applications:save@submitted": Address((world.submitted.pk,), {"field": "need", "value": "Nyt"}),
        "applications:remove_institution": Address((*draft, world.row.pk)),
        "applications:check": Address(draft),
        "applications:send_for_signature": Address(draft, {"sends_when_signed": "on"}),
        "applications:signature": Address(waiting),
        "applications:resend_link": Address(waiting),
        "applications:withdraw_link": Address(waiting),
        "applications:correct_approver": Address(waiting, DIRECTOR),
        "applications:add_files": Address(draft, {"files": SimpleUploadedFile("tal.pdf", pdf())}),
        "applications:file": Address((*draft, world.file(world.draft))),
        "applications:remove_file": Address((*draft, world.file(world.draft))),
        "applications:sign_on_paper": Address(waiting, {"paper": SimpleUploadedFile("papir.pdf", pdf())}),
        "applications:prepare_paper": Address(waiting),
        "applications:sign_file": Address((world.file(world.waiting),)),
        "applications:sign_file@link": Address((world.file(world.waiting),), before=by_link),
        "applications:submit": Address(signed),
        "applications:receipt": Address((world.submitted.pk,)),
        "applications:version": Address((*waiting, 1)),
        "applications:printouts": Address(draft),
        "applications:printout_progress": Address((*draft, world.printout.pk)),
        "applications:printout_progress@htmx": Address((*draft, world.printout.pk), headers={"HX-Request": "true"}),
        "applications:printout_download": Address((*draft, world.printout.pk)),
        "applications:printout_download@other-case": Address((*waiting, world.printout.pk)),
        "applications:presence": Address((*draft, 1)),
        "applications:history": Address(draft),
        "applications:compare_versions": Address(signed),
        "applications:answer_history": Address((*draft, world.answer.pk)),
        "applications:restore_answer": Address((*draft, world.answer.pk), {"udgave": "1", "set": "1"}),
        "applications:send_part": Address(part, {"name": "Lis Leder", "email": "lis@skive.example"}),
        "applications:resend_part": Address(part),
        "applications:withdraw_part": Address(part),
        "applications:part_start": Address((links.token(world.part_link),)),
        "applications:part_start@other-purpose": Address((links.token(world.sign_link),)),
        "applications:part@link": Address(before=by_leader, data={in_part: "Nyt svar", f"revision:{in_part}": "1"}),
        "applications:begin_part@link": Address(before=by_leader, data={"name": "Lis Leder"}),
        "applications:save_part@link": Address(
            before=by_leader, data={"field": in_part, "value": "Nyt svar", "revision": "1"}
        ),
        "applications:part_thanks@link": Address(before=by_leader),
        "applications:sign_start": Address((links.token(world.sign_link),)),
        "applications:sign_start@other-purpose": Address((links.token(world.invitation_link),)),
        "applications:sign@link": Address(before=by_link, data={**signer, "code": "000000"}),
        "applications:sign_code@link": Address(before=by_link, data=signer),
        "applications:sign_back@link": Address(before=by_link, data=back),
        "applications:sign_thanks@link": Address(before=by_link),
    }


def reason_to_go_on(world):
    item = f"reviews:{world.submitted.pk}"
    return {"item": item, f"{item.replace(':', '-')}-reason": "Der er kun én bedømmer."}


def new_decision(world):
    under = {f"criterion-{criterion.pk}": "Ikke belyst." for criterion in world.announced.criteria.all()}
    return {"outcome": "reserve", "why": "En fejl.", "reason": "Behovet er mindre.", "after": "1", **under}


def explained(world):
    prefix = world.question.replace(":", "-")
    return {"question": world.question, f"{prefix}-consideration": "criteria", f"{prefix}-text": "En samlet vurdering."}


def _rounds(world):
    closed, undeclared = (world.closed.pk,), (world.undeclared.pk,)
    scores = {"need_score": "3", "need_rationale": "Godt", "action": "save"}
    reviewer = world.closed.assignments.get().pk
    interest = world.closed.interest_declarations.get(person=world.people["interested"]).pk
    ruling = {"ruling": "takes_part", "reason": "Det er længe siden."}
    choice = {"outcome": "refused", "reason": "Der er ikke sat tid af."}
    return {
        "applications:review": Address((world.submitted.pk,), scores),
        "applications:review_criterion": Address(
            (*closed, "need"), {f"{world.submitted.pk}-need_score": "2", f"{world.submitted.pk}-need_rationale": "Godt"}
        ),
        "applications:review_criterion@undeclared": Address((*undeclared, "need")),
        "applications:consensus": Address(closed),
        "applications:consensus@undeclared": Address(undeclared),
        "applications:agree": Address((*closed, world.theirs.pk, "need"), {"score": "2", "reason": "Vi talte om det."}),
        "applications:agree@other-round": Address((world.proposed.pk, world.theirs.pk, "need")),
        "applications:review@undeclared": Address((world.undeclared_application.pk,), scores),
        "applications:read_file": Address((world.submitted.pk, world.attachments[world.submitted.pk].pk)),
        "applications:read_file@paper": Address((world.theirs.pk, world.paper.pk)),
        "applications:read_file@other-case": Address((world.theirs.pk, world.attachments[world.submitted.pk].pk)),
        "applications:check_paper": Address((world.theirs.pk,)),
        "applications:round_reviewers": Address(closed, {"reviewers": [str(world.people["reviewer"].pk)]}),
        "applications:spread_reviewers": Address(closed),
        "applications:spread_reviewers@undeclared": Address(undeclared),
        "applications:read_all": Address(closed),
        "applications:round_parts": Address(closed),
        "applications:remove_reviewer": Address((*closed, reviewer), {"reason": "Har skiftet job."}),
        "applications:remove_reviewer@other-round": Address((world.chosen.pk, reviewer)),
        "applications:put_reviewer_back": Address((*closed, reviewer)),
        "applications:interest_rulings": Address(closed),
        "applications:interest_rulings@undeclared": Address(undeclared),
        "applications:interest_rule": Address((*closed, interest), ruling),
        "applications:interest_rule@undeclared": Address((*undeclared, interest), ruling),
        "applications:interest_rule@other-round": Address((world.chosen.pk, interest), ruling),
        "applications:declare_interest": Address(closed, {"has_interest": "nej"}),
        "applications:declare_interest@undeclared": Address(undeclared, {"has_interest": "nej"}),
        "applications:round_detail": Address(closed),
        "applications:round_detail@undeclared": Address(undeclared),
        "applications:round_ready": Address(closed, reason_to_go_on(world)),
        "applications:round_own_choice": Address(closed, {"applications": [], "reason": "Behovet er størst."}),
        "applications:round_composition": Address((world.chosen.pk,), {"valgt": [], "var_valgt": []}),
        "applications:round_map": Address((world.chosen.pk,)),
        "applications:round_load": Address((world.chosen.pk,)),
        "applications:round_explanations": Address((world.chosen.pk,), explained(world)),
        "applications:round_places": Address(closed, {"places": "7", "reason": "Der er råd til flere."}),
        "applications:round_snapshot": Address((world.approved.pk, 1)),
        "applications:round_snapshot_file": Address((world.approved.pk, 1)),
        "applications:round_propose": Address((world.chosen.pk,), {"waiver": "Vi har travlt."}),
        "applications:round_propose@undeclared": Address(undeclared),
        "applications:round_send_back": Address((world.proposed.pk,), {"remark": "Se igen."}),
        "applications:round_send_back@undeclared": Address(undeclared),
        "applications:round_approve": Address((world.proposed.pk,)),
        "applications:round_approve@assessing": Address(closed),
        "applications:round_announce": Address((world.approved.pk,)),
        "applications:round_announce@proposed": Address((world.proposed.pk,)),
        "applications:round_application": Address((*closed, world.submitted.pk), choice),
        "applications:round_application@other-round": Address((world.proposed.pk, world.submitted.pk), choice),
        "applications:round_application@undeclared": Address((*undeclared, world.undeclared_application.pk), choice),
        "applications:round_reserves": Address(closed, {str(world.reserve.pk): "1"}),
        "applications:round_reserves@undeclared": Address(undeclared),
        "applications:decision_replace": Address((world.announced.pk, world.decided.pk), new_decision(world)),
        "applications:decision_replace@unannounced": Address((*closed, world.submitted.pk), new_decision(world)),
        "applications:round_letter": Address((world.announced.pk, world.decided.pk, 1)),
        "applications:round_letter@unannounced": Address((*closed, world.submitted.pk, 1)),
        "applications:decision": Address((world.decided.pk,)),
        "applications:decision_letter": Address((world.decided.pk, 1)),
        "applications:decision_letter@unannounced": Address((world.submitted.pk, 1)),
        "applications:decision@unannounced": Address((world.submitted.pk,)),
        "applications:accept_place": Address((world.decided.pk,)),
        "applications:accept_place@unannounced": Address((world.submitted.pk,)),
        "applications:decline_place": Address((world.decided.pk,)),
        "applications:decline_place@unannounced": Address((world.submitted.pk,)),
    }


def _minis(world):
    mini, signer = (world.mini.pk,), {"name": "Lone Leder", "title": "Leder"}
    by_leader, by_board = world.follow(world.leader_link), world.follow(world.board_link)
    back = {"tilbage-remark": "Skriv mere.", "tilbage-name": "Lone"}
    return {
        "applications:begin_mini": Address(data={"applicant": str(world.skive.pk)}),
        "applications:application@mini": Address(mini),
        "applications:check@mini": Address(mini),
        "applications:section@mini": Address((*mini, 1)),
        "applications:confirm_signed_in": Address(mini),
        "applications:ask_board": Address(mini),
        "applications:confirm_start": Address((links.token(world.leader_link),)),
        "applications:confirm_start@other-purpose": Address((links.token(world.board_link),)),
        "applications:confirm@link": Address(before=by_leader, data=signer),
        "applications:confirm_back@link": Address(before=by_leader, data=back),
        "applications:confirm_file": Address((world.file(world.draft),)),
        "applications:confirm_file@other-case": Address((world.file(world.draft),), before=by_leader),
        "applications:confirm_thanks@link": Address(before=by_leader),
        "applications:board_start": Address((links.token(world.board_link),)),
        "applications:board_start@other-purpose": Address((links.token(world.leader_link),)),
        "applications:board@link": Address(before=by_board, data=signer),
        "applications:board_file": Address((world.file(world.draft),)),
        "applications:board_file@other-case": Address((world.file(world.draft),), before=by_board),
        "applications:board_thanks@link": Address(before=by_board),
    }


def _asked(world):
    """What is asked about decisions, and a round's file with nothing left out but its working documents."""
    today, later = timezone.localdate(), world.request.due_on + timedelta(days=20)
    mail = {
        "reference": world.decided.case.reference,
        "kind": "access",
        "name": "Jens Journalist",
        "email": "jens@avisen.example",
        "text": "Alt om afgørelsen.",
        **date_parts("received_on", f"{today.day} {today.month} {today.year}"),
    }
    day = date_parts("to", f"{later.day} {later.month} {later.year}")
    taken = {
        "applications": [str(pk) for pk in world.announced.applications.values_list("pk", flat=True)],
        "parts": [part for part in Part if part not in INTERNAL],
        "why_not_internal": INTERNAL_REASON,
    }
    return {
        "applications:decision_requests": Address((world.decided.pk,), {"kind": "access", "text": "Hele sagen."}),
        "applications:decision_requests@unannounced": Address((world.submitted.pk,)),
        "applications:request_enter": Address((), mail),
        "applications:request": Address((world.request.pk,), {"outcome": "given", "answer": "Her er den."}),
        "applications:request@undeclared": Address((world.undeclared_request.pk,)),
        "applications:request_postpone": Address((world.request.pk,), {"reason": "Sagen er stor.", **day}),
        "applications:round_file": Address((world.announced.pk,), taken),
        "applications:round_file@unannounced": Address((world.closed.pk,), taken),
        "applications:round_file@undeclared": Address((world.undeclared.pk,)),
    }


def _entering(world):
    """A mail of yesterday, and the draft that is entered from another."""
    entered, when = (world.entered.pk,), timezone.localtime(timezone.now() - timedelta(days=2))
    mail = {
        **date_parts("mailed_at", f"{when.day} {when.month} {when.year}"),
        "mailed_at_time": f"{when:%H.%M}",
        "applicant": world.morsoe.code,
        "sender": "Bo",
        "address": "bo@morsoe.example",
        "reason": "Den kom i tide.",
        "mail": SimpleUploadedFile("mail.pdf", pdf()),
    }
    return {
        "applications:round_enter": Address((world.unbegun.pk,), mail),
        "applications:round_enter@closed": Address((world.closed.pk,), mail),
        "applications:round_enter@undeclared": Address((world.undeclared.pk,), mail),
        "applications:application@entered": Address(entered),
        "applications:check@entered": Address(entered),
        "applications:section@entered": Address((*entered, 1)),
        "applications:save@entered": Address(entered, {"field": "need", "value": "Nyt svar", "revision": "0"}),
        "applications:file@entered": Address((*entered, world.mail.pk)),
        "applications:sign_on_paper@entered": Address(entered, {"paper": SimpleUploadedFile("papir.pdf", pdf())}),
        "applications:send_for_signature@entered": Address(entered),
        "applications:withdraw@entered": Address(entered, {"reason": "Fejl"}),
    }


def _preparing(world):
    prepared, first, new = (world.prepared.pk,), (world.first_edition.pk,), (world.new_edition.pk,)
    question = (*first, world.first_edition.questions.get(key="new").pk)
    spare = (world.hidden.pk, "spare")
    days = {"period_from": "1 1 2035", "period_to": "31 12 2035", "opens_on": "1 6 2034", "deadline_on": "1 11 2034"}
    dates = {key: text for name, day in days.items() for key, text in date_parts(name, day).items()}
    facts = {"name": "Januar 2035", "places": "5", "accept_within_days": "14", **dates}
    anchors = {f"{name}_{score}": "Ord" for score in range(5) for name in ("label", "anchor")}
    asked = {"label": "Hvad nu?", "section": "1. Nyt", "kind": "long_text", "after": ""}
    more_time = {"who": "alle", "reason": "Strømsvigt", **date_parts("deadline_on", "1 11 2034")}
    return {
        "applications:round_create": Address(data=facts),
        "applications:round_copy": Address(prepared, facts),
        "applications:round_edit": Address(prepared, facts),
        "applications:round_edit@open": Address((world.unbegun.pk,), facts),
        "applications:round_open": Address(prepared),
        "applications:round_criteria": Address(prepared),
        "applications:criterion_create": Address(prepared, {"title": "Nyt", "text": "At", "weight": "1", **anchors}),
        "applications:criterion_edit": Address(spare, {"title": "Nyt", "text": "At", "weight": "1", **anchors}),
        "applications:criterion_remove": Address(spare),
        "applications:round_requirements": Address(prepared, {"krav_signature": "Underskrift", "nyt": "Evaluering"}),
        "applications:round_questions": Address(prepared),
        "applications:programme_questions": Address(("one_year",)),
        "applications:question_set": Address(first),
        "applications:question_set@published": Address((world.outdated.question_set_id,)),
        "applications:question_create": Address(first, asked),
        "applications:question_edit": Address(question, asked),
        "applications:question_remove": Address(question),
        "applications:edition_begin": Address((world.waiting.question_set_id,)),
        "applications:edition_discard": Address(new),
        "applications:edition_publish": Address(new, {"change_note": "Vi spørger om mere."}),
        "applications:switch_questions": Address((world.outdated.pk,)),
        "applications:copy": Address((world.draft.pk,), {"til": f"runde:{world.unbegun.pk}"}),
        "applications:copy@not-offered": Address((world.draft.pk,), {"til": f"runde:{world.hidden.pk}"}),
        "applications:copied": Address((world.copied.pk,)),
        "applications:copied@no-copy": Address((world.draft.pk,)),
        "applications:round_extend": Address((world.unbegun.pk,), more_time),
        "applications:round_extend@closed": Address((world.closed.pk,), more_time),
    }


def _casework(world):
    sent = (world.submitted.pk,)
    case, undeclared = (world.closed.pk, *sent), (world.undeclared.pk, world.undeclared_application.pk)
    theirs = (world.closed.pk, world.theirs.pk)
    ask = {"reason": "Skriv, hvor mange børn det er.", "due_on_day": "3", "due_on_month": "11", "due_on_year": "2031"}
    again = {"need": "Nyt svar", "revision:need": "1", "handling": "gem"}
    withdrawn = {"reason": "Vi har fået en ny ledelse."}
    due_on = timezone.localdate() + timedelta(days=14)
    heard_about = {
        "facts": "Dagpleje: 37,5 procent.",
        **date_parts("due_on", f"{due_on.day} {due_on.month} {due_on.year}"),
    }
    answered = (world.decided.pk, world.answered_hearing.pk)
    return {
        "applications:messages": Address(sent, {"text": "Hvornår hører vi fra jer?"}),
        "applications:messages@draft": Address((world.draft.pk,)),
        "applications:message_attachment": Address((*sent, world.attachment.pk)),
        "applications:message_attachment@other-case": Address((world.decided.pk, world.attachment.pk)),
        "applications:messages_read": Address(sent),
        "applications:answer_again": Address((*sent, world.reopening.pk), again),
        "applications:answer_again@other-case": Address((world.decided.pk, world.reopening.pk), again),
        "applications:hearing": Address((*sent, world.hearing.pk), {"text": "Tallet er forældet."}),
        "applications:hearing@other-case": Address((world.decided.pk, world.hearing.pk), {"text": "Nej."}),
        "applications:withdraw": Address((world.draft.pk,), withdrawn),
        "applications:withdraw@submitted": Address(sent, withdrawn),
        "applications:round_check": Address(case),
        "applications:round_check@other-round": Address((world.proposed.pk, *sent)),
        "applications:round_check@undeclared": Address(undeclared),
        "applications:round_check_pass": Address(theirs),
        "applications:round_check_pass@undeclared": Address(undeclared),
        "applications:round_ask_again": Address((*case, world.other_answer.pk), ask),
        "applications:round_ask_again@other-case": Address((*theirs, world.other_answer.pk), ask),
        "applications:round_answer_close": Address((*case, world.reopening.pk)),
        "applications:round_hearing": Address(case),
        "applications:round_hearing@undeclared": Address(undeclared),
        "applications:round_hearing@unheard": Address(theirs, heard_about),
        "applications:round_hearing_close": Address((world.announced.pk, *answered), {"conclusion": "Jeres tal."}),
        "applications:round_hearing_close@other-case": Address(
            (*theirs, world.answered_hearing.pk), {"conclusion": "Jeres tal."}
        ),
        "applications:round_messages": Address(case, {"text": "Send os et bilag."}),
        "applications:round_messages@undeclared": Address(undeclared),
        "applications:round_messages_read": Address(case),
        "applications:round_attachment": Address((*case, world.attachment.pk)),
        "applications:round_attachment@other-case": Address((*theirs, world.attachment.pk)),
        "applications:round_notes": Address(case, {"text": "Talte med tovholderen."}),
        "applications:round_notes@undeclared": Address(undeclared),
        "applications:application_list": Address((), {"name": "Mine nordjyske"}),
        "applications:application_export": Address((), {"format": "csv"}),
        "applications:view_remove": Address((world.view.pk,)),
    }
