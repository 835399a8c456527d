"""Fit the weights of `graph/answers/weights.toml` to all of INDIGO that is at hand, and write them.

Run: .venv/bin/python -m bench.answers.fit   (needs ../shared/data/indigo; some minutes)
"""

from collections.abc import Mapping

from bench.answers import coinvestors, overlap
from bench.answers.indigo import Indigo
from graph.answers.weights import WEIGHTS_FILE

HEAD = "# Weights that were found by measurement. Written by: python -m bench.answers.fit"


def main() -> None:
    """Fit and write."""
    indigo = Indigo()
    siblings = overlap.fit(overlap.cases(indigo), until=overlap.FIRST_TESTED)
    deals = coinvestors.fit(coinvestors.cases(indigo, True, range(2010, 2020)))
    text = "\n".join([HEAD, *_table("overlap", siblings), "", *_table("deals", deals), ""])
    WEIGHTS_FILE.write_text(text, encoding="utf-8")
    print(text)


def _table(name: str, weights: Mapping[str, float]) -> list[str]:
    return [f"[{name}]", *(f"{key} = {round(value, 3)}" for key, value in weights.items())]


if __name__ == "__main__":
    main()
