"""What is recorded about what courses have learned, and about the library."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "learning.noted": Kind("Et notat om læring er skrevet: {themes}."),
    "learning.changed": Kind("Et notat om læring er rettet: {themes}."),
    "learning.removed": Kind("Et notat om læring er taget tilbage: {themes}."),
    "article.made": Kind("Artiklen »{title}« er oprettet."),
    "article.changed": Kind("Artiklen »{title}« er rettet."),
    "article.published": Kind("Artiklen »{title}« er udgivet."),
    "article.taken_down": Kind("Artiklen »{title}« er taget ned."),
}
