"""Who gets what at which address: typed by hand from the rules of docs/domain.md, never from the code.

    in    asked to sign in            404   does not exist for this person       =   as in the column to the left
    ok    302, done or led on         403   exists, but is not this person's to do
    no    shown again, nothing done   401   not signed in, told so in JSON

Everything but 200 and ok must leave the database as it was, and so must every GET. The columns are the people of
tests/access/world.py; the state of the matter stands after "@" (tests/access/addresses/).
"""

from tests.access.world import PEOPLE

TABLE = """
                                                  vis unc own edi vie str rev con man int app kno hlp eva adm

# Public pages
GET  overview:front                               200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:programme_one_year                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:programme_mini                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:status                              200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:accessibility                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:was                                 ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:privacy                             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:contact                             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:guide                               200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:questions_one_year                  ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:questions_mini                      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:security_txt                        200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  overview:robots_txt                          200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  healthz                                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  readyz                                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event_list                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event                            200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event@draft                      404 =   =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:publish                          in  404 =   =   =   =   =   =   ok  =   404 =   =   =   =
POST conferences:publish@published                in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:event_call_off                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:event_call_off@draft             in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:event_call_off                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:event_call_off@draft             in  404 =   =   =   =   =   =   no  =   404 =   =   =   =
POST conferences:take_down                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:event_calendar                   200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event_calendar@draft             404 =   =   =   =   =   =   =   200 =   404 =   =   =   =
GET  conferences:event_make                       in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:event_make                       in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:event_edit                       in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:event_edit@draft                 in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:event_edit                       in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:event_edit@draft                 in  404 =   =   =   =   =   =   ok  =   404 =   =   =   =
GET  conferences:programme                        in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:programme@draft                  in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
GET  conferences:session_add                      in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:session_add@draft                in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:session_add                      in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:session_add@draft                in  404 =   =   =   =   =   =   ok  =   404 =   =   =   =
GET  conferences:track_add                        in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:track_add@draft                  in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:track_add                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:track_add@draft                  in  404 =   =   =   =   =   =   ok  =   404 =   =   =   =
POST conferences:programme_publish                in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:session_edit                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:session_edit                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:session_remove                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:session_remove                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:track_rename                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:track_rename                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:track_remove                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:register                         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:register                         ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:register@undated                 200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:register@undated                 no  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:register@draft                   404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:register@draft                   404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registered                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_open                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_open@other-purpose  404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:allowance_open                   ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:allowance_open@other-purpose     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration@link                200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_correct             404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_correct             404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_correct@link        200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_correct@link        ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_workshops           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_workshops           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_workshops@link      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_workshops@link      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_cancel              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_cancel              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_cancel@link         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_cancel@link         ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_calendar            404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_calendar@link       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_afterwards          404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_afterwards@link     200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_certificate         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_certificate@link    200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_answer              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:registration_answer@link         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_answer              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:registration_answer@link         ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:erasing                          in  403 =   =   =   =   =   =   200 =   403 =   =   =   =

# Registrations, by managers
GET  conferences:guests                           in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:guests@draft                     in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:guests_export                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guests_export@no-kind            in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
POST conferences:kitchen_export                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:guest                            in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:guest@other-event                in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
GET  conferences:guest_correct                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guest_correct                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:guest_workshops                  in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guest_workshops                  in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:guest_workshops@other-event      in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
GET  conferences:guest_add                        in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:guest_add@draft                  in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:guest_add                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:guest_add@draft                  in  404 =   =   =   =   =   =   no  =   404 =   =   =   =
GET  conferences:guest_cancel                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guest_cancel                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:guest_send_again                 in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:places                           in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:capacity                         in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:capacity                         in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:allowance_give                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:allowance_give                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:allowance_change                 in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:allowance_change                 in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:allowance_send                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:allowance_send                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:allowance_take_away              in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:allowance_take_away              in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:allowance_change@other-event     in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
GET  conferences:figures                          in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:event_badges                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:event_badges@draft               in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:event_badges                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:event_badges@draft               in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:guest_badge                      in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:evaluation                       in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:evaluation@draft                 in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:evaluation_export                in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guest_certificate                in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:guest_certificate@other-event    in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
POST conferences:guest_send_thanks                in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =

# Speakers, slides and the participants' list
GET  conferences:check_open                       ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:check_open@other-purpose         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_check                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_check                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_check@link               200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_check@link               ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_correct                  404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_correct                  404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_correct@link             200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_correct@link             ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_slides                   404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_slides@link              200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_slides_add               404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_slides_add               404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:speaker_slides_add@link          200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST conferences:speaker_slides_add@link          ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:guest_slides                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:guest_slides@link                200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:guest_slides_file                404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:guest_slides_file@link           200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:participants                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:participants@link                200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  conferences:event_speakers                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:event_speakers@draft             in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST conferences:speakers_ask                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:speaker_ask                      in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:speaker_withdraw                 in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:speaker_address                  in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:speaker_address                  in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:speaker_edit                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:speaker_edit                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:speaker_merge                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:speaker_merge_with               in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:speaker_merge                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:speaker_delete                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:speaker_delete                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:speakers                         in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:participant_list                 in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:participant_list_export          in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:participant_list_export@no-kind  in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
GET  conferences:slides                           in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:slides@draft                     in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
GET  conferences:slides_add                       in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:slides_add                       in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  conferences:slides_file                      in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  conferences:slides_file@other-event          in  403 =   =   =   =   =   =   404 =   403 =   =   =   =
GET  conferences:slides_remove                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST conferences:slides_remove                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:slides_show                      in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:slides_hold_back                 in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =

# The door, on the day
GET  conferences:doors                            in  403 =   =   =   =   =   =   200 =   403 =   200 403 =
GET  conferences:door                             in  403 =   =   =   =   =   =   200 =   403 =   200 403 =
GET  conferences:door@before                      in  403 =   =   =   =   =   =   200 =   403 =   200 403 =
GET  conferences:door@draft                       in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
GET  conferences:door@after                       in  403 =   =   =   =   =   =   200 =   403 =   200 403 =
POST conferences:door_in                          in  403 =   =   =   =   =   =   ok  =   403 =   ok  403 =
POST conferences:door_in@before                   in  403 =   =   =   =   =   =   403 =   =   =   =   =   =
POST conferences:door_in@after                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST conferences:door_undo                        in  403 =   =   =   =   =   =   ok  =   403 =   ok  403 =
POST conferences:door_code                        in  403 =   =   =   =   =   =   ok  =   403 =   ok  403 =
GET  conferences:door_walk_in                     in  403 =   =   =   =   =   =   200 =   403 =   200 403 =
POST conferences:door_walk_in                     in  403 =   =   =   =   =   =   ok  =   403 =   ok  403 =
GET  conferences:door_list                        401 403 =   =   =   =   =   =   200 =   403 =   200 403 =
GET  conferences:door_list@before                 401 403 =   =   =   =   =   =   403 =   =   =   =   =   =
POST conferences:door_send                        401 403 =   =   =   =   =   =   200 =   403 =   200 403 =
POST conferences:door_send@before                 401 403 =   =   =   =   =   =   403 =   =   =   =   =   =
POST conferences:door_send@after                  401 403 =   =   =   =   =   =   200 =   403 =   200 403 =
GET  conferences:door_worker                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =

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
GET  applications:own_applications                in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
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
POST overview:papers_try_again                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   ok
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
POST applications:begin_for_municipality          in  403 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:hand_over                       in  404 403 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:hand_over                       in  404 403 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:take_over                       in  404 200 =   404 =   =   =   =   =   =   =   =   =   =
POST applications:take_over                       in  404 ok  =   404 =   =   =   =   =   =   =   =   =   =
GET  applications:application@handed-over         in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:application                     in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:application@submitted           in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:section                         in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:section                         in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:section@submitted               in  404 403 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:save                            401 404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:save@submitted                  401 404 403 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:remove_institution              in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:remove_institution              in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
POST applications:presence                        401 404 200 =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:history                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:compare_versions                in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:answer_history                  in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:restore_answer                  in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:send_part                       in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:send_part                       in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
POST applications:resend_part                     in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
POST applications:withdraw_part                   in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:check                           in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:send_for_signature              in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:signature                       in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:resend_link                     in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:withdraw_link                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:correct_approver                in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:correct_approver                in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:add_files                       in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:file                            in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:remove_file                     in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:sign_on_paper                   in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:sign_on_paper                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:prepare_paper                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:submit                          in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
GET  applications:receipt                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:printouts                       in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:printouts                       in  404 ok  =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:printout_progress               in  404 ok  =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:printout_progress@htmx          in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:printout_download               in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:printout_download@other-case    in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:version                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =

# An institution's part: its leader by link, and nobody else
GET  applications:part_start                      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:part_start@other-purpose        404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:part                            404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:part                            404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:part@link                       200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:part@link                       ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:begin_part                      404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:begin_part@link                 ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:save_part                       410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:save_part@link                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:part_thanks                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:part_thanks@link                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

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
GET  applications:sign_file                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_file@link                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_thanks                     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:sign_thanks@link                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

# A mini: begun by whoever acts for an organisation; its leader confirms by link, or signed in; its board by link
GET  applications:begin_mini                      in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:begin_mini                      in  ok  =   =   no  =   =   =   =   =   =   =   =   =   =
GET  applications:application@mini                in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:check@mini                      in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:section@mini                    in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:confirm_signed_in               in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:ask_board                       in  404 403 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:confirm_start                   ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm_start@other-purpose     404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm                         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:confirm                         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm@link                    200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:confirm@link                    ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:confirm_back                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:confirm_back@link               ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm_thanks                  404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm_file                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm_file@other-case         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:confirm_thanks@link             ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_start                     ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_start@other-purpose       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board                           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:board                           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board@link                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:board@link                      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_file                      404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_file@other-case           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_thanks                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:board_thanks@link               ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

# Reviewing
GET  applications:review_list                     in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
GET  applications:review                          in  404 =   =   =   =   200 404 =   =   =   =   =   =   =
POST applications:review                          in  404 =   =   =   =   ok  404 =   =   =   =   =   =   =
GET  applications:review@undeclared               in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:review@undeclared               in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:review_criterion                in  404 =   =   =   =   200 404 =   =   =   =   =   =   =
POST applications:review_criterion                in  404 =   =   =   =   ok  404 =   =   =   =   =   =   =
GET  applications:review_criterion@undeclared     in  404 =   =   =   =   ok  404 =   =   =   =   =   =   =
GET  applications:consensus                       in  404 =   =   =   =   200 404 200 404 403 404 =   =   =
GET  applications:consensus@undeclared            in  404 =   =   =   =   ok  404 ok  =   =   404 =   =   =
GET  applications:agree                           in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:agree                           in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:agree@other-round               in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:read_file                       in  404 =   =   =   =   200 404 200 404 200 404 =   =   =
GET  applications:read_file@paper                 in  404 =   =   =   =   200 404 200 404 200 404 =   =   =
GET  applications:read_file@other-case            in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:check_paper                     in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:declare_interest                in  404 =   =   =   =   200 404 200 404 200 404 =   =   =
POST applications:declare_interest@undeclared     in  404 =   =   =   =   ok  404 ok  =   =   404 =   =   =

# Rounds: whoever has declared an interest is out of the whole of it
GET  applications:round_list                      in  403 =   =   =   =   =   =   200 =   =   403 =   =   =
GET  applications:round_detail                    in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_detail@undeclared         in  404 =   =   =   =   403 404 ok  =   =   404 =   =   =
GET  applications:round_reviewers                 in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_reviewers                 in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:spread_reviewers                in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:read_all                        in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_parts                     in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_parts                     in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:remove_reviewer                 in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:remove_reviewer                 in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:remove_reviewer@other-round     in  404 =   =   =   =   403 404 =   =   403 404 =   =   =
POST applications:put_reviewer_back               in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:spread_reviewers@undeclared     in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
GET  applications:interest_rulings                in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:interest_rulings@undeclared     in  404 =   =   =   =   ok  404 ok  =   =   404 =   =   =
POST applications:interest_rule                   in  404 =   =   =   =   403 404 ok  404 ok  404 =   =   =
POST applications:interest_rule@undeclared        in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:interest_rule@other-round       in  404 =   =   =   =   403 404 =   =   404 =   =   =   =
GET  applications:round_ready                     in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_ready                     in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_own_choice                in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_own_choice                in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_composition               in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_composition               in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_load                       in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
GET  applications:round_map                        in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
GET  applications:round_explanations              in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_explanations              in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_places                    in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_places                    in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_snapshot                  in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_snapshot_file             in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_propose                   in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_propose                   in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_propose@undeclared        in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:round_send_back                 in  404 =   =   =   =   403 404 403 404 ok  404 =   =   =
POST applications:round_send_back@undeclared      in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:round_approve                   in  404 =   =   =   =   403 404 403 404 ok  404 =   =   =
POST applications:round_approve@assessing         in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
POST applications:round_announce                  in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_announce@proposed         in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
GET  applications:round_reserves                  in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_reserves@undeclared       in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
POST applications:round_reserves                  in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:decision_replace                in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:decision_replace                in  404 =   =   =   =   403 404 403 404 ok  404 =   =   =
GET  applications:decision_replace@unannounced    in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
POST applications:decision_replace@unannounced    in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
GET  applications:round_letter                    in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_letter@unannounced        in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
GET  applications:round_application               in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:round_application               in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_application@other-round   in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
POST applications:round_application@other-round   in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
GET  applications:round_application@undeclared    in  404 =   =   =   =   403 404 =   =   =   =   =   =   =
POST applications:round_application@undeclared    in  404 =   =   =   =   403 404 =   =   =   =   =   =   =

# After it is handed in: messages, one answer again, withdrawing
GET  applications:messages                        in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:messages                        in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:messages@draft                  in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:message_attachment              in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:message_attachment@other-case   in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:messages_read                   in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:answer_again                    in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:answer_again                    in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
POST applications:answer_again@other-case         in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:hearing                         in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:hearing                         in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:hearing@other-case              in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:hearing@other-case              in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:withdraw                        in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:withdraw                        in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:withdraw@submitted              in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =

# The formal check, messages and notes of staff: managers, and approvers to read along
GET  applications:round_check                     in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_check@other-round         in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:round_check@undeclared          in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:round_check_pass                in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_check_pass@undeclared     in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:round_ask_again                 in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_ask_again                 in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_ask_again@other-case      in  404 =   =   =   =   403 404 404 =   403 404 =   =   =
POST applications:round_answer_close              in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_hearing                   in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_hearing@undeclared        in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:round_hearing@unheard           in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_hearing_close             in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
POST applications:round_hearing_close@other-case  in  404 =   =   =   =   403 404 404 =   403 404 =   =   =
GET  applications:round_messages                  in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:round_messages                  in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_messages@undeclared       in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:round_messages_read             in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_attachment                in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_attachment@other-case     in  404 =   =   =   =   403 404 404 =   =   =   =   =   =
GET  applications:round_notes                     in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:round_notes                     in  404 =   =   =   =   403 404 ok  404 ok  404 =   =   =
GET  applications:round_notes@undeclared          in  404 =   =   =   =   =   =   =   =   =   =   =   =   =

# The list of applications: whoever reads applications; managers and approvers take it out
GET  applications:application_list                in  403 =   =   =   =   200 =   =   =   =   403 =   =   =
POST applications:application_list                in  403 =   =   =   =   ok  =   =   =   =   403 =   =   =
POST applications:application_export              in  403 =   =   =   =   =   =   200 =   =   403 =   =   =
POST applications:view_remove                     in  403 =   =   =   =   404 =   ok  404 =   403 =   =   =

# Preparing rounds and their questions: managers, until the round is open
GET  applications:round_create                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST applications:round_create                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  applications:round_copy                      in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:round_copy                      in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_edit                      in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:round_edit                      in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_edit@open                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_open                      in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:round_open                      in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_criteria                  in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
GET  applications:criterion_create                in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:criterion_create                in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:criterion_edit                  in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:criterion_edit                  in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
POST applications:criterion_remove                in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_requirements              in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:round_requirements              in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:round_questions                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:programme_questions             in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  applications:question_set                    in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
GET  applications:question_set@published          in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
GET  applications:question_create                 in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:question_create                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:question_edit                   in  404 =   =   =   =   403 =   200 =   403 404 =   =   =
POST applications:question_edit                   in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
POST applications:question_remove                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
POST applications:edition_begin                   in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
POST applications:edition_discard                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
POST applications:edition_publish                 in  404 =   =   =   =   403 =   ok  =   403 404 =   =   =
GET  applications:switch_questions                in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:switch_questions                in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:copy                            in  404 200 =   403 404 =   =   =   =   =   =   =   =   =
POST applications:copy                            in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
POST applications:copy@not-offered                in  404 no  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:copied                          in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:copied@no-copy                  in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:round_extend                    in  404 =   =   =   =   =   =   200 =   403 404 =   =   =
POST applications:round_extend                    in  404 =   =   =   =   =   =   ok  =   403 404 =   =   =
GET  applications:round_extend@closed             in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_extend@closed             in  404 =   =   =   =   403 404 no  404 403 404 =   =   =

# What came by mail: the manager who enters it, and the applicant's people to read along
GET  applications:round_enter                     in  404 =   =   =   =   =   =   200 =   403 404 =   =   =
POST applications:round_enter                     in  404 =   =   =   =   =   =   ok  =   403 404 =   =   =
GET  applications:round_enter@closed              in  404 =   =   =   =   403 404 200 404 403 404 =   =   =
POST applications:round_enter@closed              in  404 =   =   =   =   403 404 ok  404 403 404 =   =   =
GET  applications:round_enter@undeclared          in  404 =   =   =   =   403 404 ok  =   =   404 =   =   =
POST applications:round_enter@undeclared          in  404 =   =   =   =   403 404 403 =   =   404 =   =   =
GET  applications:application@entered             in  404 200 =   =   404 =   =   200 404 =   =   =   =   =
GET  applications:check@entered                   in  404 200 =   =   404 =   =   200 404 =   =   =   =   =
GET  applications:section@entered                 in  404 403 =   =   404 =   =   200 404 =   =   =   =   =
POST applications:save@entered                    401 404 403 =   =   404 =   =   200 404 =   =   =   =   =
GET  applications:file@entered                    in  404 200 =   =   404 =   =   200 404 =   =   =   =   =
GET  applications:sign_on_paper@entered           in  404 403 =   =   404 =   =   200 404 =   =   =   =   =
POST applications:sign_on_paper@entered           in  404 403 =   =   404 =   =   no  404 =   =   =   =   =
POST applications:send_for_signature@entered      in  404 403 =   =   404 =   =   no  404 =   =   =   =   =
POST applications:withdraw@entered                in  404 403 =   =   404 =   =   ok  404 =   =   =   =   =

# Decisions: not there for anybody before they are announced
GET  applications:decision                        in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:decision@unannounced            in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:decision_letter                 in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
GET  applications:decision_letter@unannounced     in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST applications:accept_place                    in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:accept_place@unannounced        in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:decline_place                   in  404 200 403 =   404 =   =   =   =   =   =   =   =   =
POST applications:decline_place                   in  404 ok  403 =   404 =   =   =   =   =   =   =   =   =
POST applications:decline_place@unannounced       in  404 =   =   =   =   =   =   =   =   =   =   =   =   =

# What is asked about decisions, and a round's file
GET  applications:decision_requests               in  404 200 =   =   404 =   =   =   =   =   =   =   =   =
POST applications:decision_requests               in  404 ok  =   403 404 =   =   =   =   =   =   =   =   =
GET  applications:decision_requests@unannounced   in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:request_list                    in  403 =   =   =   =   =   =   200 =   =   403 =   =   =
GET  applications:request_enter                   in  403 =   =   =   =   =   =   200 =   =   403 =   =   =
POST applications:request_enter                   in  403 =   =   =   =   =   =   ok  no  ok  403 =   =   =
GET  applications:request                         in  404 =   =   =   =   =   =   200 404 200 404 =   =   =
POST applications:request                         in  404 =   =   =   =   =   =   ok  404 ok  404 =   =   =
GET  applications:request@undeclared              in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  applications:request_postpone                in  404 =   =   =   =   =   =   200 404 200 404 =   =   =
POST applications:request_postpone                in  404 =   =   =   =   =   =   ok  404 ok  404 =   =   =
GET  applications:round_file                      in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
POST applications:round_file                      in  404 =   =   =   =   403 404 200 404 200 404 =   =   =
GET  applications:round_file@unannounced          in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
POST applications:round_file@unannounced          in  404 =   =   =   =   403 404 403 404 403 404 =   =   =
GET  applications:round_file@undeclared           in  404 =   =   =   =   403 404 ok  =   =   404 =   =   =

# Courses: "rev" is on the team
GET  engagements:my_day                           in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
GET  engagements:my_courses                       in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
GET  engagements:course_list                      in  200 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:course                           in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_people                    in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_condition                 in  404 403 =   =   404 200 =   =   =   404 =   =   =   =
POST engagements:course_condition                 in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:course_hours                     in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:sparring_log                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:sparring_log                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:course_picture                   in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_poster                    in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_history                   in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:step                             in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:course_team                      in  404 403 =   =   404 403 =   200 =   404 =   =   =   =
POST engagements:course_team                      in  404 403 =   =   404 403 =   ok  =   404 =   =   =   =
POST engagements:course_start                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:course_give_back                 in  404 200 403 =   404 403 =   200 =   404 =   =   =   =
POST engagements:course_give_back                 in  404 ok  403 =   404 403 =   ok  =   404 =   =   =   =
POST engagements:course_give_back@running         in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:course_close                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
GET  engagements:course_stop                      in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:course_stop                      in  404 403 =   =   404 no  403 no  =   404 =   =   =   =
POST engagements:course_close                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:course_close@finished            in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
POST engagements:step_complete                    in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:step_complete@meeting            in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:step_reopen                      in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:step_skip                        in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:step_skip                        in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:step_move                        in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:step_move                        in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:step_event                       in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:step_event                       in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:step_event@task                  in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:course_seats                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  engagements:course_seats@draft               in  404 =   =   =   =   =   =   200 =   404 =   =   =   =
POST engagements:course_seats_give                in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST engagements:course_seats_give@draft          in  404 =   =   =   =   =   =   no  =   404 =   =   =   =
GET  engagements:course_events                    in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
POST engagements:course_seats_link                in  404 ok  =   403 404 403 =   =   =   404 =   =   =   =
POST engagements:course_seats_link@other-course   in  404 =   =   =   =   403 =   =   =   404 =   =   =   =
GET  engagements:step_add                         in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:step_add                         in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_plan                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_plan                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_move                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_move                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_hold                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:meeting_hold                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:meeting_hold@other-course        in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:meeting_cancel                   in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:meeting_calendar                 in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:meeting_calendar@other-course    in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:calendar                         in  403 =   =   =   =   200 =   403 =   =   =   =   =   =
POST engagements:calendar_renew                   in  403 =   =   =   =   ok  =   403 =   =   =   =   =   =
GET  engagements:calendar_feed                    200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:calendar_feed@wrong              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:agreements                       in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
POST engagements:agreements                       in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:agreement_progress               in  404 ok  =   =   404 ok  =   =   =   404 =   =   =   =
GET  engagements:agreement_progress@htmx          in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:agreement_download               in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
POST engagements:agreement_try_again              in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =

# A poll for the date of a meeting: "own" is asked, and anybody who has the link
GET  engagements:poll_make                        in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:poll_make                        in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:poll                             in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:poll@other-course                in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:poll_choose                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:poll_remind                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:poll_cancel                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:poll_reply                       in  404 200 404 =   =   =   =   =   =   =   =   =   =   =
POST engagements:poll_reply                       in  404 ok  404 =   =   =   =   =   =   =   =   =   =   =
GET  engagements:poll_open                        ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:poll_open@other-purpose          404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:poll_answer                      404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:poll_answer@link                 200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:poll_answer@link                 ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

# A course that rests, and how it ended
GET  engagements:course_pause                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:course_pause                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:course_resume                    in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:course_resume                    in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:final_evaluation                 in  404 403 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:final_evaluation@finished        in  404 200 =   =   404 200 =   =   =   404 =   =   =   =

# The people of a course: both sides write, the consultants for the next one
GET  engagements:group_add                        in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:group_add                        in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:group_edit                       in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:group_edit                       in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:group_edit@other-course          in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
GET  engagements:member_add                       in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:member_add                       in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:member_edit                      in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:member_edit                      in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:member_remove                    in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:member_remove@closed             in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:contact_change                   in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:contact_change                   in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:contact_change@no-role           in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
GET  engagements:consultant_note                  in  404 403 =   =   404 200 403 =   =   404 =   =   =   =
POST engagements:consultant_note                  in  404 403 =   =   404 ok  403 =   =   404 =   =   =   =

# The plans of a course: both sides write
GET  engagements:plan_list                        in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:change_model                     in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:change_model_pdf                 in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:chain_add                        in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:chain_add                        in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:chain_edit                       in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:chain_edit                       in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:chain_move                       in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:chain_remove                     in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:chain_remove@other-course        in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
POST engagements:chain_remove@closed              in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:self_assessment                  in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:self_assessment_pdf              in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:assessment_edit                  in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:assessment_edit                  in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:assessment_edit@new              in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:assessment_edit@closed           in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:documentation_add                in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:documentation_add                in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:documentation_add@file           in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:documentation_edit               in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:documentation_edit               in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:documentation_remove             in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:documentation_remove@other-course in 404 =   =   403 404 =   403 404 =   =   =   =   =   =
GET  engagements:version_save                     in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:version_save                     in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:version                          in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:version_compare                  in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:plan_history                     in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
# A meeting's page: its agenda, its minutes and what is followed up on
GET  engagements:meeting                          in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:meeting@other-course             in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:agenda_begin                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:agenda_send                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:agenda_item_add                  in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:agenda_item_add                  in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:agenda_item_edit                 in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:agenda_item_edit                 in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:agenda_item_edit@other-course    in  404 403 =   =   404 =   403 404 =   =   =   =   =   =
POST engagements:agenda_item_move                 in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:agenda_item_remove               in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:agenda_item_answer               in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:minutes_edit                     in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:minutes_edit                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:minutes_edit@approved            in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:minutes_history                  in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:minutes_send                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:minutes_return                   in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:minutes_return                   in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:minutes_approve                  in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:minutes_approve                  in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:minutes_approve@draft            in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:minutes_add                      in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:minutes_add                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:minutes_download                 in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:minutes_download@other-course    in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:minutes_try_again                in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:follow_up_list                   in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:follow_up_add                    in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:follow_up_add                    in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:follow_up_edit                   in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:follow_up_edit                   in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:follow_up_done                   in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:follow_up_done@other-course      in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:follow_up_done@closed            in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
POST engagements:follow_up_reopen                 in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:follow_up_drop                   in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:follow_up_drop                   in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
# Interventions, and the links of working groups
GET  engagements:intervention_list                in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:intervention_add                 in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:intervention_add                 in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:intervention_edit                in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:intervention_edit                in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:intervention_edit@other-course   in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
GET  engagements:intervention_end                 in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:intervention_end                 in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:intervention_remove              in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:intervention_remove@closed       in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:trial_add                        in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:trial_add                        in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:trial_edit                       in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:trial_edit                       in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:trial_edit@other-course          in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
POST engagements:trial_remove                     in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:input_sheet                      in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:input_sheet_pdf                  in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:input_write                      in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:input_write                      in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:group_links                      in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:group_links_send                 in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:group_links_send@closed          in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
POST engagements:group_link_send                  in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:group_link_send@other-course     in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
POST engagements:group_link_withdraw              in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:group_link_withdraw@other-course in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
GET  engagements:held_start                       ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_start@other-purpose         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_start@withdrawn             410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_start@expired               410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held                             404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held@link                        200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held@withdrawn                   410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held@expired                     410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held@closed                      410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held@left                        410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_begin                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_begin@link                  ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_begin@closed                410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_add                         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_add@link                    200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_add                         404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_add@link                    ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_add@withdrawn               410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_add@nameless                ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_trial_add                   404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_trial_add@link              200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial_add                   404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial_add@link              ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial_add@other-group       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_trial                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_trial@link                  200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:held_trial@other-group           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial                       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial@link                  ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial@other-group           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:held_trial@closed                410 =   =   =   =   =   =   =   =   =   =   =   =   =   =
# The anchoring plan: both sides write it; once the course is closed its team and the managers see to what is asked
GET  engagements:anchoring_plan                   in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:anchoring_pdf                    in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:anchoring_add                    in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:anchoring_add                    in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:anchoring_add@closed             in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:anchoring_edit                   in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:anchoring_edit                   in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:anchoring_edit@other-course      in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
POST engagements:anchoring_remove                 in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:anchoring_remove@other-course    in  404 =   =   403 404 =   403 404 =   =   =   =   =   =
POST engagements:anchoring_move                   in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
GET  engagements:anchoring_follow_up_send         in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:anchoring_follow_up_send         in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:anchoring_follow_up_withdraw     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:anchoring_follow_up_list         in  403 =   =   =   =   200 =   =   =   403 =   =   =   =
GET  engagements:anchoring_follow_up_start        ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:anchoring_follow_up_start@other-purpose 404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:anchoring_follow_up              404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:anchoring_follow_up@link         200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:anchoring_follow_up@link         ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =

# What a course has learned, and the library, which is the knowledge consultants'
GET  engagements:learning                         in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:learning_add                     in  404 200 =   403 404 200 403 200 =   404 =   =   =   =
POST engagements:learning_add                     in  404 ok  =   403 404 ok  403 ok  =   404 =   =   =   =
POST engagements:learning_add@closed              in  404 403 =   =   404 403 =   =   =   404 =   =   =   =
GET  engagements:learning_edit                    in  404 200 403 =   404 403 =   =   =   404 =   =   =   =
POST engagements:learning_edit                    in  404 ok  403 =   404 403 =   =   =   404 =   =   =   =
GET  engagements:learning_edit@other-course       in  404 =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:learning_remove                  in  404 ok  403 =   404 403 =   =   =   404 =   =   =   =
GET  engagements:library                          200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:article                          200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:article@draft                    404 =   =   =   =   =   =   =   =   =   =   200 404 =   =
GET  engagements:editing                          in  403 =   =   =   =   =   =   =   =   =   200 403 =   =
POST engagements:note_leave_out                   in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
GET  engagements:article_make                     in  403 =   =   =   =   =   =   =   =   =   200 403 =   =
POST engagements:article_make                     in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
GET  engagements:article_edit                     in  403 =   =   =   =   =   =   =   =   =   200 403 =   =
POST engagements:article_edit                     in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
POST engagements:article_publish                  in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
POST engagements:article_take_down                in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
GET  engagements:source_add                       in  403 =   =   =   =   =   =   =   =   =   200 403 =   =
POST engagements:source_add                       in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
GET  engagements:source_edit                      in  403 =   =   =   =   =   =   =   =   =   200 403 =   =
POST engagements:source_edit                      in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
POST engagements:source_remove                    in  403 =   =   =   =   =   =   =   =   =   ok  403 =   =
# The evaluation: a course's surveys, its respondents by link, and the evaluator's page
GET  engagements:course_evaluation                in  404 200 =   =   404 200 =   =   =   404 =   =   =   =
GET  engagements:survey_send                      in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:survey_send                      in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:survey_recipients                in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:survey_recipients                in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:survey_prolong                   in  404 403 =   =   404 200 403 200 =   404 =   =   =   =
POST engagements:survey_prolong                   in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:survey_close                     in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:recipient_remove                 in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
POST engagements:recipient_send_again             in  404 403 =   =   404 ok  403 ok  =   404 =   =   =   =
GET  engagements:survey_start                     ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:survey_start@other-purpose       404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:survey                           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:survey                           404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:survey@link                      200 =   =   =   =   =   =   =   =   =   =   =   =   =   =
POST engagements:survey@link                      ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:survey_thanks                    404 =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:survey_thanks@link               ok  =   =   =   =   =   =   =   =   =   =   =   =   =   =
GET  engagements:evaluation                       in  403 =   =   =   =   =   =   200 =   403 =   =   200 403
GET  engagements:evaluation_results               in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST engagements:evaluation_extract               in  403 =   =   =   =   =   =   200 =   403 =   =   200 403
GET  engagements:collection_add                   in  403 =   =   =   =   =   =   200 =   403 =   =   200 403
POST engagements:collection_add                   in  403 =   =   =   =   =   =   ok  =   403 =   =   ok  403
GET  engagements:collection_edit                  in  403 =   =   =   =   =   =   200 =   403 =   =   200 403
POST engagements:collection_edit                  in  403 =   =   =   =   =   =   ok  =   403 =   =   ok  403
POST engagements:collection_remove                in  403 =   =   =   =   =   =   ok  =   403 =   =   ok  403
# The portfolio taken out, and a course's month
POST engagements:course_export                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  engagements:course_month                     in  404 200 =   =   404 200 =   =   =   404 =   =   =   =

# Planning the consultants: "rev" is the one who is planned
GET  staffing:calendar                            in  403 =   =   =   =   200 =   =   =   403 =   =   =   =
POST staffing:calendar_export                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
GET  staffing:consultant                          in  403 =   =   =   =   200 =   =   =   403 =   =   =   =
GET  staffing:consultant@manager                  in  403 =   =   =   =   404 =   =   =   403 =   =   =   =
GET  staffing:competences                         in  403 =   =   =   =   200 403 200 =   403 =   =   =   =
POST staffing:competences                         in  403 =   =   =   =   ok  403 ok  =   403 =   =   =   =
GET  staffing:usual                               in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST staffing:usual                               in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  staffing:different_months                    in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST staffing:different_months                    in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST staffing:as_usual                            in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  staffing:promise_make                        in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST staffing:promise_make                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST staffing:promise_drop                        in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  staffing:competence_list                     in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST staffing:competence_list                     in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  staffing:competence_rename                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST staffing:competence_rename                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
POST staffing:competence_retire                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  engagements:programme_loads                  in  403 =   =   =   =   200 =   =   =   403 =   =   =   =
GET  engagements:programme_load                   in  403 =   =   =   =   =   =   200 =   403 =   =   =   =
POST engagements:programme_load                   in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =

# The framework of new courses
GET  engagements:framework_list                   in  403 =   =   =   =   200 =   =   =   403 =   =   =   =
GET  engagements:framework                        in  404 =   =   =   =   200 =   =   =   404 =   =   =   =
POST engagements:framework_begin                  in  403 =   =   =   =   =   =   ok  =   403 =   =   =   =
GET  engagements:framework_step_add               in  404 =   =   =   =   403 =   200 =   404 =   =   =   =
POST engagements:framework_step_add               in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
GET  engagements:framework_step_edit              in  404 =   =   =   =   403 =   200 =   404 =   =   =   =
POST engagements:framework_step_edit              in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
GET  engagements:framework_step_edit@in-use       in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
POST engagements:framework_step_remove            in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
POST engagements:framework_note                   in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
POST engagements:framework_use                    in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
POST engagements:framework_discard                in  404 =   =   =   =   403 =   ok  =   404 =   =   =   =
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
