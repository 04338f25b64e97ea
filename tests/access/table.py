"""Who gets what at which address: typed by hand from the rules of docs/domain.md, never from the code.

    in    asked to sign in            404   does not exist for this person       =   as in the column to the left
    ok    302, done or led on         403   exists, but is not this person's to do
    no    shown again, nothing done   401   not signed in, told so in JSON

Everything but 200 and ok must leave the database as it was, and so must every GET. The columns are the people of
tests/access/world.py; the state of the matter stands after "@" (tests/access/addresses.py).
"""

from tests.access.world import PEOPLE

TABLE = """
                                                  vis unc own edi vie str rev con man int app kno hlp eva adm

# Public pages
GET  overview:front                               200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:programme_one_year                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:programme_mini                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:accessibility                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:was                                 ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:privacy                             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:contact                             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:security_txt                        200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:robots_txt                          200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  healthz                                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  readyz                                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event_list                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event                            200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event@draft                      404 =   =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:publish                          in  404 =   =   =   =   =   =   ok  =   404 =   =   =   =
POST conferences:publish@published                in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:take_down                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =

# Signing in
GET  account_login                                200 ok  =   =   =   =   =   =   =   =   =   =   =   =   =
POST account_login                                no  ok  =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_signup                               200 ok  =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_logout                               ok  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST account_logout                               ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_inactive                             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_email_verification_sent              200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_confirm_email                        200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST account_confirm_email                        404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_reset_password                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_reset_password_done                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_reset_password_from_key              200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_reset_password_from_key_done         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_set_password                         in  ok  =   =   =   =   =   =   =   =   =   =   =   =   =
GET  account_change_password                      in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST account_change_password                      in  no  =   =   =   =   =   =   =   =   =   =   =   =   =

# First pages and accounts
GET  overview:home                                in  ok  =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:mine                                in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  accounts:profile                             in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST accounts:profile                             in  ok  =   =   =   =   =   =   =   =   =   =   =   =   =
GET  accounts:staff_list                          in  403 =   =   =   =   =   =   =   =   =   =   =   =   200
GET  accounts:staff_create                        in  403 =   =   =   =   =   =   =   =   =   =   =   =   200
POST accounts:staff_create                        in  403 =   =   =   =   =   =   =   =   =   =   =   =   ok
GET  accounts:staff_detail                        in  403 =   =   =   =   =   =   =   =   =   =   =   =   200
GET  accounts:staff_detail@applicant              in  403 =   =   =   =   =   =   =   =   =   =   =   =   404
POST accounts:staff_change_role                   in  403 =   =   =   =   =   =   =   =   =   =   =   =   ok
POST accounts:staff_change_role@applicant         in  403 =   =   =   =   =   =   =   =   =   =   =   =   404
POST accounts:staff_deactivate                    in  403 =   =   =   =   =   =   =   =   =   =   =   =   ok
POST accounts:staff_reactivate                    in  403 =   =   =   =   =   =   =   =   =   =   =   =   ok
POST accounts:staff_send_password                 in  403 =   =   =   =   =   =   =   =   =   =   =   =   ok
GET  admin:index                                  in  403 =   =   =   =   =   =   =   =   =   =   =   =   200

# The outbox, documents, and how the site fares
GET  mail:list                                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   200
GET  mail:detail                                  in  403 =   =   =   =   =   =   200 =   403 =   =   =   200
GET  mail:detail@sensitive                        in  403 =   =   =   =   =   =   404 =   403 =   =   =   404
GET  mail:detail@round                            in  403 =   =   =   =   =   =   200 404 403 =   =   =   404
POST mail:try_again                               in  403 =   =   =   =   =   =   ok  =   403 =   =   =   ok
POST mail:try_again@round                         in  403 =   =   =   =   =   =   ok  404 403 =   =   =   404
GET  overview:operations                          in  403 =   =   =   =   =   =   200 =   403 =   =   =   200
POST overview:letter_try_again                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   ok
POST overview:letter_try_again@round              in  403 =   =   =   =   =   =   ok  404 403 =   =   =   404
POST overview:letters_try_again                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   ok
POST overview:agreement_try_again                 in  403 =   =   =   =   =   =   ok  =   403 =   =   =   ok
GET  documents:download                           in  404 200 =   =   404 200 =   =   =   404 =   =   =   =

# Organisations and their people
GET  organisations:organisation_list              in  ok  =   =   =   =   200 =   =   =   =   =   =   =   =
GET  organisations:organisation_detail            in  200 =   =   =   404 =   =   200 =   404 =   =   =   200
GET  organisations:organisation_join              in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST organisations:organisation_join              in  ok  =   =   =   =   no  =   =   =   =   =   =   =   =
GET  organisations:membership_list                in  403 =   =   =   =   =   =   200 =   403 =   =   =   200
POST organisations:membership_confirm             in  403 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
POST organisations:membership_refuse              in  403 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
POST organisations:membership_change_role         in  404 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
POST organisations:membership_change_role@own     in  403 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
GET  organisations:membership_remove              in  404 200 403 200 404 =   =   200 =   404 =   =   =   200
POST organisations:membership_remove              in  404 ok  403 ok  404 =   =   ok  =   404 =   =   =   ok
GET  organisations:invitation_create              in  403 200 403 =   404 =   =   200 =   404 =   =   =   200
POST organisations:invitation_create              in  403 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
POST organisations:invitation_send_again          in  404 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
POST organisations:invitation_withdraw            in  404 ok  403 =   404 =   =   ok  =   404 =   =   =   ok
GET  organisations:invitation_open                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  organisations:invitation_open@other-purpose  410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  organisations:invitation_answer              410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  organisations:invitation_answer@link         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST organisations:invitation_answer@link         ok  no  =   =   =   =   =   =   =   =   =   =   =   =   =

# A draft: the people of the organisation, and whoever began it
GET  applications:begin                           in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:begin                           in  ok  =   =   no  =   =   =   =   =   =   =   =   =   =
GET  applications:begin@hidden                    in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:begin@hidden                    in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:application                     in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:application@submitted           in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:section                         in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:section                         in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:section@submitted               in  404 403 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:save                            401 404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:save@submitted                  401 404 403 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:remove_institution              in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:remove_institution              in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:check                           in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:send_for_signature              in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:signature                       in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:resend_link                     in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:withdraw_link                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:correct_director                in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:correct_director                in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:submit                          in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:receipt                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:version                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =

# The director's pages: whoever holds the link, and nobody else
GET  applications:sign_start                      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_start@other-purpose        404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign                            404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:sign                            404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign@link                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:sign_code                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:sign_code@link                  ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:sign_back                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:sign_back@link                  ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_thanks                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_thanks@link                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

# Reviewing
GET  applications:review_list                     in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
GET  applications:review                          in  404 =   =   =   =   200 404 =   =   =   =   =   =   =
POST applications:review                          in  404 =   =   =   =   ok  404 =   =   =   =   =   =   =
GET  applications:review@undeclared               in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:review@undeclared               in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:declare_interest                in  404 =   =   =   =   200 404 200 404 200 404 =   =   =
POST applications:declare_interest@undeclared     in  404 =   =   =   =   ok  404 ok  =   =   404 =   =   =

# Rounds: whoever has declared an interest is out of the whole of it
GET  applications:round_list                      in  403 =   =   =   =   =   =   200 =   =   403 =   =   =
GET  applications:round_detail                    in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_detail@undeclared         in  404 =   =   =   =   403 404 ok  =   =   404 =   =   =
GET  applications:round_reviewers                 in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_reviewers                 in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_propose                   in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_propose@undeclared        in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:round_send_back                 in  404 =   =   =   =   403 404 403 404 ok  404 =   =   =
POST applications:round_send_back@undeclared      in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:round_approve                   in  404 =   =   =   =   403 404 403 404 ok  404 =   =   =
POST applications:round_approve@assessing         in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
POST applications:round_announce                  in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_announce@proposed         in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
GET  applications:round_application               in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:round_application               in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_application@other-round   in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
POST applications:round_application@other-round   in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
GET  applications:round_application@undeclared    in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
POST applications:round_application@undeclared    in  404 =   =   =   =   403 404 =   =   =   =   =   =   =

# Decisions: not there for anybody before they are announced
GET  applications:decision                        in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:decision@unannounced            in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:accept_place                    in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:accept_place@unannounced        in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:decline_place                   in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:decline_place                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:decline_place@unannounced       in  404 =   =   =   =   =   =   =   =   =   =   =   =   =

# Courses: "rev" is on the team
GET  engagements:my_day                           in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
GET  engagements:course_list                      in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:course                           in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:step                             in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_team                      in  404 403 =   =   404 403 =   200 =   404 =   =   =   =
POST engagements:course_team                      in  404 403 =   =   404 403 =   ok  =   404 =   =   =   =
POST engagements:course_start                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:course_close                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:course_close                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:course_close@finished            in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
POST engagements:step_complete                    in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:step_complete@meeting            in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:step_reopen                      in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:step_skip                        in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_plan                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_plan                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_move                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_move                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_hold                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_hold                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:meeting_hold@other-course        in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:meeting_cancel                   in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:agreement_request                in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:agreement_progress               in  404 ok  =   =   404 ok  =   =   =   404 =   =   =   =
GET  engagements:agreement_progress@htmx          in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:agreement_download               in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
POST engagements:agreement_try_again              in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
"""


Row = tuple[str, str, dict[str, str]]


def blocks() -> dict[str, list[Row]]:
    """The rows under each heading, as (method, name, what each person gets)."""
    read: dict[str, list[Row]] = {}
    for line in TABLE.splitlines()[2:]:
        if line.startswith("# "):
            rows = read[line.removeprefix("# ").partition(":")[0]] = []
        elif line:
            rows.append(_row(line))
    return read


def _row(line: str) -> Row:
    method, name, *cells = line.split()
    assert len(cells) == len(PEOPLE), f"{name}: {len(cells)} cells"
    for number, cell in enumerate(cells):
        cells[number] = cells[number - 1] if cell == "=" else cell
    return method, name, dict(zip(PEOPLE, cells, strict=True))
