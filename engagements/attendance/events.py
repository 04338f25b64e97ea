"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "course.seats_held": Kind("Der holdes {seats} til »{event}« til og med {until}."),
    "step.attended": Kind("»{step}« er {became}: fremmøde ved »{event}«. {people} var med til {day}."),
    "step.event_chosen": Kind("»{step}« handler om: {event}."),
}
