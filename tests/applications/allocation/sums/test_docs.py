import json
import re
from pathlib import Path

from applications.allocation.sums.analysis import analyse
from applications.allocation.sums.reading import read

PAGE = Path(__file__).parents[4] / "docs" / "allocation.md"


def test_the_example_in_the_documentation_is_what_the_command_gives():
    snapshot, analysis = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)

    assert analyse(read(snapshot.encode())) == json.loads(analysis)
