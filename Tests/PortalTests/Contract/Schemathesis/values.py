"""What schemathesis cannot know of the portal's values."""

import schemathesis
from hypothesis import strategies

# People of the demonstration, and one whom no register knows: other numbers would all fail at the check digit.
PEOPLE = ("850315300019", "790427300064", "881219400071", "900101300017")
schemathesis.openapi.format("iin", strategies.sampled_from(PEOPLE))
