"""Turns are fair, and waiting for one ends."""

import asyncio

import pytest

from graph.sparql.turns import Turns
from ontology.errors import Busy, TooManyAtOnce


def turns(**changed):
    return Turns(**{"at_once": 2, "each": 1, "most_waiting": 3, "each_waiting": 2, "seconds": 0.1} | changed)


def test_a_turn_given_back_goes_to_the_first_in_the_queue_who_may_have_it():
    async def run():
        t = turns(seconds=5)
        await t.take("a")
        await t.take("b")
        told = []

        async def wait(client):
            await t.take(client)
            told.append(client)

        waiting = [asyncio.create_task(wait(c)) for c in ("a", "c")]
        await asyncio.sleep(0)
        t.give("b")  # a runs one already, so c goes before it
        await asyncio.sleep(0)
        assert told == ["c"]
        t.give("a")
        await asyncio.gather(*waiting)
        assert (told, t.running, t.waiting) == (["c", "a"], 2, 0)

    asyncio.run(run())


def test_waiting_ends_and_leaves_nothing_behind():
    async def run():
        t = turns()
        await t.take("a")
        with pytest.raises(Busy, match=r"busy for 0\.1 seconds"):
            await t.take("a")
        task = asyncio.create_task(t.take("a"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        t.give("a")
        assert (t.running, t.waiting) == (0, 0)

    asyncio.run(run())


def test_a_turn_that_comes_as_the_waiting_is_broken_off_is_not_lost():
    async def run():
        t = turns(seconds=5)
        await t.take("a")
        task = asyncio.create_task(t.take("a"))
        await asyncio.sleep(0)
        t.give("a")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (t.running, t.waiting) == (0, 0)

    asyncio.run(run())


def test_the_queue_is_bounded_for_all_and_for_each():
    async def run():
        t = turns(seconds=5)
        await t.take("a")
        await t.take("b")
        waiting = [asyncio.create_task(t.take(c)) for c in ("a", "a", "b")]
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="wait already"):
            await t.take("c")
        waiting.pop().cancel()
        await asyncio.sleep(0)
        with pytest.raises(TooManyAtOnce, match="More than 2 of your queries"):
            await t.take("a")
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(run())
