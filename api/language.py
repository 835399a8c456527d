"""The words of the doors in the reader's language: English in the code, Danish from a gettext catalogue."""

import gettext
import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ontology.words import Language

Translate = Callable[[str], str]
LANGUAGES: Final[tuple[Language, ...]] = ("da", "en")
CATALOGUES: Final = Path(__file__).parent / "locale"


@cache
def translation(language: Language) -> Translate:
    """Return the function that says an English text in the language; a text that the catalogue lacks stays English."""
    if language == "en":
        return str
    with (CATALOGUES / language / "LC_MESSAGES" / "samspil.po").open("rb") as catalogue:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled).gettext


def help_translation() -> Translate:
    """Return what says the help of the commands in the language of the environment: it is made before any is given."""
    return translation("en" if os.environ.get("SAMSPIL_LANG") == "en" else "da")
