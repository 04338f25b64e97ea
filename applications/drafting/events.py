"""What is recorded about an application, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "application.begun": Kind("Ansøgningen blev begyndt."),
    "application.copied": Kind("Svar fra ansøgning {source} blev kopieret hertil."),
    "application.entered": Kind(
        "Vi begyndte at indtaste ansøgningen efter en mail fra {sender} ({address}), modtaget {received}: {reason}"
    ),
    "application.admitted_late": Kind("Ansøgningen kom {received}, efter fristen, og er taget med: {reason}"),
    "round.admitted_late": Kind(
        "{applicant}: kom {received}, efter fristen, og er taget med: {reason}", party_sees_it=False
    ),
    "application.sent_on_behalf": Kind("Vi sendte ansøgningen på vegne af {applicant}, efter mailen fra {sender}."),
    "application.handed_over": Kind("{institution} gav ansøgningen videre til {municipality}."),
    "application.taken_over": Kind("{municipality} overtog ansøgningen fra {institution}."),
    "application.questions_offered": Kind("Spørgsmålene fik en ny udgave: {note}"),
    "application.questions_switched": Kind("Ansøgningen skiftede til de nye spørgsmål."),
    "application.institution_removed": Kind("{name} blev taget ud af ansøgningen."),
    "application.part_sent": Kind("{institution}: delen blev sendt til {name} ({recipient})."),
    "application.part_resent": Kind("{institution}: linket blev sendt igen til {recipient}."),
    "application.part_withdrawn": Kind("{institution}: linket til {recipient} blev trukket tilbage."),
    "application.part_opened": Kind("{institution}: lederen begyndte at udfylde sin del."),
    "application.part_finished": Kind("{institution}: lederen meldte sin del færdig."),
    "application.not_cpr": Kind("»{label}«: det, der ligner et CPR-nummer, blev sagt ikke at være et."),
    "application.sent_for_signature": Kind("Ansøgningen blev sendt til underskrift hos {recipient}."),
    "application.link_resent": Kind("Linket til underskrift blev sendt igen til {recipient}."),
    "application.link_withdrawn": Kind("Linket til underskrift blev trukket tilbage."),
    "application.signed": Kind("Direktøren skrev under."),
    "application.paper_prepared": Kind("Ansøgningen blev gjort klar til at blive underskrevet på papir."),
    "application.signed_on_paper": Kind("Direktørens underskrift på papir blev lagt ind."),
    "application.confirmed_on_paper": Kind("Lederens bekræftelse, som kom i mailen, blev lagt ind."),
    "application.paper_checked": Kind("Vi har set efter, at direktøren har skrevet under på papiret."),
    "application.sent_back": Kind("Direktøren sendte ansøgningen tilbage: »{remark}«"),
    "application.sent_for_confirmation": Kind("Ansøgningen blev sendt til {recipient}, som skal bekræfte den."),
    "application.confirmation_resent": Kind("Linket til bekræftelse blev sendt igen til {recipient}."),
    "application.confirmation_withdrawn": Kind("Linket til bekræftelse blev trukket tilbage."),
    "application.confirmed": Kind("Lederen bekræftede ansøgningen."),
    "application.sent_back_by_leader": Kind("Lederen sendte ansøgningen tilbage: »{remark}«"),
    "application.board_asked": Kind("Bestyrelsens formand, {recipient}, blev bedt om at bekræfte ansøgningen."),
    "application.confirmed_by_board": Kind("Bestyrelsens formand bekræftede ansøgningen."),
    "application.pdf_failed": Kind("Ansøgningen kunne ikke dannes som pdf.", party_sees_it=False),
    "application.submitted": Kind("Ansøgningen blev sendt og modtaget med sagsnummer {reference}."),
}
