"""A document as text with places: what every reader of files returns, and everything that reads Danish works on."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "cell"]


@dataclass(frozen=True)
class Cell:
    """Where a block stands in a table: the table's number in the document, row and column, all from 0; `header` says
    whether the row names the columns.
    """

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True)
class Block:
    """One piece of a document: the characters from `start` to `end` (excluded) of its text.

    `path` holds the headings above it, outermost first; `level` is the depth of a heading or list item, from 1; `page`
    counts from 1, where the format has pages.
    """

    kind: BlockKind
    start: int
    end: int
    path: tuple[str, ...] = ()
    level: int = 1
    page: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class Document:
    """The text of a file and its blocks, in order and without overlap.

    `digest` is the SHA-256 of the file's bytes, hexadecimal. All offsets count characters of `text`. In a plain text
    file that is the decoded file with newlines as one character, and markup that stood in it is blank, so that offsets
    are offsets in the file as a person sees it; other formats are composed of their blocks, a line each. `encoding`
    is how the bytes of a text were read.
    """

    name: str
    media_type: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None

    def words(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]
