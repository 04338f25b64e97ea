"""What is recorded about the framework that new courses begin with. It belongs to no case."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "framework.begun": Kind("Udgave {number} af rammen for {of} blev begyndt", party_sees_it=False),
    "framework.step_added": Kind("»{step}« blev føjet til udgave {number} af rammen for {of}", party_sees_it=False),
    "framework.step_saved": Kind("»{step}« blev rettet i udgave {number} af rammen for {of}", party_sees_it=False),
    "framework.step_removed": Kind("»{step}« blev fjernet fra udgave {number} af rammen for {of}", party_sees_it=False),
    "framework.noted": Kind("Hvad der er nyt i udgave {number} af rammen for {of}: {note}", party_sees_it=False),
    "framework.taken_into_use": Kind(
        "Udgave {number} af rammen for {of} blev taget i brug: {note}", party_sees_it=False
    ),
    "framework.discarded": Kind("Udgave {number} af rammen for {of} blev kasseret", party_sees_it=False),
}
