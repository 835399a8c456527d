"""What the cells of a table's first row are: names of columns, or content like the others."""

import re
from collections.abc import Sequence


def names_columns(cells: Sequence[str]) -> bool:
    """Tell whether the cells of a first row name the columns: all of them words, and not a field with its value."""
    words = [cell.strip() for cell in cells]
    field = len(words) == 2 and words[0].endswith(":")
    return len(words) > 1 and not field and all(w and not re.fullmatch(r"[\d\s.,%-]+", w) for w in words)
