"""Names as short names in addresses."""

import re
import unicodedata

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def slug(name: str) -> str:
    """Return a name in the letters a-z, digits and hyphens; `unnamed` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(DANISH))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-") or "unnamed"
