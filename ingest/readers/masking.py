"""Markup that strayed into plain text, such as OCR leaves: made blank, character by character, so that no offset
moves.
"""

import re
from typing import Final

# A block's tags end a line, a table's set cells and rows apart. What stands first in a tag must fit into it.
_INSTEAD: Final = (
    dict.fromkeys(("li",), "\n•")
    | dict.fromkeys(("/td", "/th"), "\t")
    | dict.fromkeys(("tr", "/tr"), "\n")
    | dict.fromkeys(
        [s + t for t in ("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6") for s in ("", "/")],
        "\n\n",
    )
    | dict.fromkeys(("br", "/li", "hr"), "\n")
)
_INLINE: Final = "b|i|u|s|em|strong|span|sub|sup|small|font|a|mark|td|th|thead|tbody|tfoot|caption|img|code|blockquote"
_TAG: Final = re.compile(
    rf"<(/?(?:p|div|ul|ol|li|br|hr|table|tr|h[1-6]|{_INLINE}))\b(?:\s[^<>]{{0,500}})?/?>|<!--[^<>]{{0,500}}-->",
    re.IGNORECASE,
)
_EMPHASIS: Final = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\1(?![\w*])")


def masked(text: str) -> tuple[str, str]:
    """Return the text with HTML tags and asterisks of emphasis blank, and its shape: the same with the line ends, cell
    ends and bullets that the tags stood for. Both are as long as the text.
    """
    plain = _TAG.sub(lambda m: " " * len(m[0]), text)
    shape = _TAG.sub(lambda m: _INSTEAD.get((m[1] or "").lower(), "").ljust(len(m[0])), text)
    return _EMPHASIS.sub(_blank_stars, plain), _EMPHASIS.sub(_blank_stars, shape)


def _blank_stars(found: re.Match[str]) -> str:
    stars = " " * len(found[1])
    return stars + found[2] + stars
