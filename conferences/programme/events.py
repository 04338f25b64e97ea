"""What is recorded about conferences and theme days, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "event.created": Kind("Arrangementet »{title}« blev oprettet."),
    "event.facts_changed": Kind("Oplysningerne om arrangementet blev rettet."),
    "event.programme_set": Kind("Programmet blev lagt: {talks} oplæg og {workshops} workshops."),
    "event.session_added": Kind("»{title}« blev lagt i programmets kladde."),
    "event.session_changed": Kind("»{title}« blev rettet i programmets kladde."),
    "event.session_removed": Kind("»{title}« blev taget ud af programmets kladde."),
    "event.track_added": Kind("Sporet »{name}« blev tilføjet."),
    "event.track_renamed": Kind("Sporet »{before}« hedder nu »{name}«."),
    "event.track_removed": Kind("Sporet »{name}« blev fjernet."),
    "event.published": Kind("Programmet blev offentliggjort."),
    "event.changes_published": Kind("Ændringerne i programmet blev offentliggjort som udgave {number}."),
    "event.called_off": Kind("Arrangementet blev aflyst: {reason}"),
    "event.taken_down": Kind("Programmet blev taget ned fra hjemmesiden."),
}
