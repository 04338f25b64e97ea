"""What is recorded about badges: that names were taken out on paper, and how many."""

from praksis.cases.log import Kind

EVENTS = {
    "event.badges_made": Kind("Navneskilte er hentet. Med navn: {number}, uden navn: {blank}."),
    "event.badge_made": Kind("Navneskiltet til tilmelding nummer {number} er hentet."),
}
