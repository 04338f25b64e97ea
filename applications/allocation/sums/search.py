"""The best sets of k applicants, found without going through all of them: of 98 there are 68 million sets of five.

Dynamic programming. The applicants are walked through one by one, and each is left out or picked. What matters for the
rest of the way is not who was picked, but a *state*: how many, whether a small, a larger and one with much dagpleje are
among them, and in how many regions they lie. Region by region, so that the state need not know which regions those are,
only whether the region at hand is counted already. All ways that come to the same state go on together, which keeps
ties and near-best sets: they are ways of the same graph, and are listed by following only those that can still reach
the value that is wanted.

`Ways` is the graph, made once for a round's facts; `Paths` is what is left of it for one goal, and takes any merits, so
that the stress test does not build it anew. Values are whole numbers (see `balance.Values`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from applications.allocation.sums.considerations import Traits

# A state is one whole number. In its lowest bits: is the region at hand counted, and which kinds are picked.
COUNTED, SMALL, LARGER, DAGPLEJE, A_REGION = 1, 2, 4, 8, 16
NOWHERE = -1

Values = Mapping[str, int]
# Of each applicant, for each state before it: the state after leaving it out, and after picking it
Layer = list[tuple[int, int]]


class Ways:
    """Every way of picking k of the applicants, by what they bring; `regions` is how many are asked for, 0 if none."""

    def __init__(self, traits: Mapping[str, Traits], k: int, regions: int):
        self.k = k
        self.regions = regions
        self.keys = sorted(traits, key=lambda key: (traits[key].region or "", key))
        # Regions are counted no further than asked for, so that the states stay few.
        self._a_pick = A_REGION * (regions + 1)
        self._steps, self._ends = self._walk([traits[key] for key in self.keys])

    def _walk(self, brought: list[Traits]) -> tuple[list[dict[int, tuple[int, int]]], list[int]]:
        states, steps = [0], []
        enough = self.k * self._a_pick
        for number, each in enumerate(brought):
            following = brought[number + 1 :]
            # Fewer picked than this cannot become k any more.
            least = (self.k - len(following)) * self._a_pick
            forget = ~0 if following and following[0].region == each.region else ~COUNTED
            steps.append(
                {
                    state: (
                        state & forget if state >= least else NOWHERE,
                        self._picked(state, each) & forget if state < enough else NOWHERE,
                    )
                    for state in states
                }
            )
            reached = {state for pair in steps[-1].values() for state in pair}
            states = sorted(reached - {NOWHERE})
        return steps, states

    def _picked(self, state: int, each: Traits) -> int:
        kinds = SMALL * each.is_small | LARGER * each.is_larger | DAGPLEJE * each.has_dagpleje
        after = (state | kinds) + self._a_pick
        if each.region is None or state & COUNTED:
            return after
        return (after | COUNTED) + (A_REGION if self._in_regions(state) < self.regions else 0)

    def _in_regions(self, state: int) -> int:
        return state % self._a_pick // A_REGION

    def _meets(self, state: int) -> frozenset[str]:
        answers = {
            "dagpleje": state & DAGPLEJE,
            "regions": self._in_regions(state) >= self.regions,
            "size": state & SMALL and state & LARGER,
        }
        return frozenset(name for name, answer in answers.items() if answer)

    def outcomes(self) -> set[frozenset[str]]:
        """Of every set of k which considerations it meets: each combination once."""
        return {self._meets(state) for state in self._ends}

    def towards(self, goal: frozenset[str]) -> "Paths":
        """The ways that end in a set which meets the goal; at least one outcome must."""
        ahead = {state: number for number, state in enumerate(end for end in self._ends if goal <= self._meets(end))}
        ends, layers = len(ahead), []
        for steps in reversed(self._steps):
            layer: Layer = []
            here = {}
            for state, (without, with_it) in steps.items():
                edge = ahead.get(without, NOWHERE), ahead.get(with_it, NOWHERE)
                if edge != (NOWHERE, NOWHERE):
                    here[state] = len(layer)
                    layer.append(edge)
            layers.append(layer)
            ahead = here
        return Paths(self.k, self.keys, layers[::-1], ends)


@dataclass(frozen=True)
class Forced:
    """The best value of a set with this applicant, and of one without it; None where there is no such set."""

    inside: int | None
    outside: int | None


class Paths:
    """The ways of `Ways` that meet one goal: of each applicant, in the order of `keys`, a layer of states by number.

    `values` are whole numbers, one for each applicant, and stay as they are once they are handed in.
    """

    def __init__(self, k: int, keys: list[str], layers: list[Layer], ends: int):
        self.k = k
        self.keys = keys
        self.layers = layers
        self.ends = ends
        self._last: tuple[Values, list[list[int]]] | None = None

    def best(self, values: Values) -> int:
        """The highest sum of values of any set."""
        return self._ahead(values)[0][0]

    def sets(self, values: Values, worst: int) -> Iterator[tuple[str, ...]]:
        """Every set whose sum is `worst` or more, one after the other, always in the same order; some sets must be.

        Depth first, and only where the best that can still be added is enough: no way is followed in vain.
        """
        ahead = self._ahead(values)
        waiting: list[tuple[int, int, int, tuple[str, ...]]] = [(0, 0, worst, ())]
        while waiting:
            number, state, wanted, picked = waiting.pop()
            if len(picked) == self.k:
                yield picked
                continue
            without, with_it = self.layers[number][state]
            key, after = self.keys[number], ahead[number + 1]
            if without != NOWHERE and after[without] >= wanted:
                waiting.append((number + 1, without, wanted, picked))
            if with_it != NOWHERE and values[key] + after[with_it] >= wanted:
                waiting.append((number + 1, with_it, wanted - values[key], (*picked, key)))

    def in_every_best(self, values: Values) -> set[str]:
        """The applicants who are in all sets with the highest sum."""
        ahead, states, certain = self._ahead(values), {0}, set()
        for number, key in enumerate(self.keys):
            after, following = ahead[number + 1], set()
            is_certain = True
            for state in states:
                without, with_it = self.layers[number][state]
                if without != NOWHERE and after[without] == ahead[number][state]:
                    following.add(without)
                    is_certain = False
                if with_it != NOWHERE and values[key] + after[with_it] == ahead[number][state]:
                    following.add(with_it)
            if is_certain:
                certain.add(key)
            states = following
        return certain

    def forced(self, values: Values) -> dict[str, Forced]:
        """For each applicant the best with it and the best without it."""
        ahead, behind = self._ahead(values), [0]
        found = {}
        for key, layer, after in zip(self.keys, self.layers, ahead[1:], strict=True):
            left, picked = [], []
            following: list[int | None] = [None] * len(after)
            for so_far, (without, with_it) in zip(behind, layer, strict=True):
                if without != NOWHERE:
                    left.append(so_far + after[without])
                    following[without] = _higher(following[without], so_far)
                if with_it != NOWHERE:
                    picked.append(so_far + values[key] + after[with_it])
                    following[with_it] = _higher(following[with_it], so_far + values[key])
            found[key] = Forced(max(picked, default=None), max(left, default=None))
            # Every state of the graph is reached, so nothing is left empty.
            behind = [value for value in following if value is not None]
        return found

    def _ahead(self, values: Values) -> list[list[int]]:
        """Of each state in each layer the most that can still be added; behind the last layer nothing can."""
        # Several questions are asked of the same values in turn.
        if self._last is None or self._last[0] is not values:
            self._last = values, self._added(values)
        return self._last[1]

    def _added(self, values: Values) -> list[list[int]]:
        after = [0] * self.ends
        found = [after]
        for key, layer in zip(reversed(self.keys), reversed(self.layers), strict=True):
            value, here = values[key], []
            for without, with_it in layer:
                if with_it == NOWHERE:
                    here.append(after[without])
                elif without == NOWHERE:
                    here.append(value + after[with_it])
                else:
                    here.append(max(after[without], value + after[with_it]))
            found.append(here)
            after = here
        return found[::-1]


def _higher(one: int | None, other: int) -> int:
    return other if one is None or other > one else one
