"""What is recorded about slides. Their speakers stand in the public programme."""

from praksis.cases.log import Kind

EVENTS = {
    "slides.added": Kind("Slides til »{title}« er lagt op."),
    "slides.removed": Kind("Slides til »{title}« er taget væk. Filen bliver på sagen."),
    "slides.shown": Kind("Deltagerne kan hente slides."),
    "slides.held_back": Kind("Slides holdes tilbage for deltagerne."),
}
