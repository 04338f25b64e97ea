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
    "event.speakers_told": Kind("Oplægsholdere, som var spurgt om programmet, har fået en mail: {number}."),
    # Speakers stand in the public programme, and so may their names here.
    "speaker.asked": Kind("{name} er spurgt om sin del af programmet."),
    "speaker.asked_again": Kind("{name} er spurgt igen om sin del af programmet. Det gamle link virker ikke længere."),
    "speaker.link_withdrawn": Kind("Linket til {name} er trukket tilbage."),
    "speaker.confirmed": Kind("{name} har bekræftet sin del af programmet."),
    "speaker.corrected": Kind("{name} har rettet i sin del af programmets kladde: {what}."),
    "speaker.address_changed": Kind("Mailadressen på oplægsholderen {name} er rettet."),
    "speaker.changed": Kind("Oplægsholderen {before} er rettet til {after}."),
    "speaker.merged": Kind("Oplægsholderne {gone} og {kept} er samlet til én: {kept}."),
    "speaker.deleted": Kind("Oplægsholderen {name} er slettet."),
    "event.taken_down": Kind("Programmet blev taget ned fra hjemmesiden."),
}
