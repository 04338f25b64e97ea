"""What a composition can be looked at by: each a yes or no about a set of applicants, never about one of them.

Source: Bredereck et al., AAAI 2018: committees that are the best among those that meet conditions of diversity.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from applications.allocation.sums.snapshot import Applicant, Considerations, Size


@dataclass(frozen=True)
class Traits:
    """What one applicant brings to a set; nothing by an unknown fact, or by one that the round does not ask for."""

    is_small: bool
    is_larger: bool
    has_dagpleje: bool
    region: str | None


def traits(considerations: Considerations, applicant: Applicant) -> Traits:
    """What this applicant brings, by the round's thresholds."""
    size, high = considerations.size, considerations.dagpleje
    population, share = applicant.population, applicant.dagpleje_share
    return Traits(
        is_small=size is not None and population is not None and population < size.small_below,
        is_larger=size is not None and population is not None and population >= size.larger_from,
        has_dagpleje=high is not None and share is not None and share >= high,
        region=None if considerations.regions is None else applicant.region,
    )


def met(considerations: Considerations, chosen: Iterable[Applicant]) -> dict[str, bool]:
    """Of each consideration that the round uses, whether this set meets it."""
    brought = [traits(considerations, applicant) for applicant in chosen]
    regions = {each.region for each in brought} - {None}
    answers = {
        "dagpleje": any(each.has_dagpleje for each in brought),
        "regions": len(regions) >= (considerations.regions or 0),
        "size": any(each.is_small for each in brought) and any(each.is_larger for each in brought),
    }
    return {name: answers[name] for name in considerations.names}


def scaled(considerations: Considerations, factor: Fraction) -> Considerations:
    """The same with every threshold of size and of dagpleje `factor` times as high; the number of regions stays."""
    size, dagpleje = considerations.size, considerations.dagpleje
    return Considerations(
        size=size and Size(size.small_below * factor, size.larger_from * factor),
        regions=considerations.regions,
        dagpleje=dagpleje and dagpleje * factor,
    )
