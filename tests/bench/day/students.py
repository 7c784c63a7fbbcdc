"""What a student does: she books, changes her mind, waits, stands by, queues, and comes or does not."""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from fair.actions import booking, offers, queue, waiting
from fair.models.queue import WAITING
from tests.bench.day.glance import Glance, Row
from tests.bench.day.world import BOOKING_OPENS, CLOSES, FIRST, MINUTE, OPENS, Pupil, Stall, World

if TYPE_CHECKING:
    from tests.bench.day.play import Day

LOG_IN_WITHIN = 50


class Student:
    """Somebody with wishes, a day and habits of her own; the same dice make the same student."""

    def __init__(self, pupil: Pupil, world: World, dice: Random) -> None:
        self.id, self.dice, self.fair, self.groups = pupil.id, dice, world.fair, pupil.groups
        self.stalls = [stall for stall in world.stalls if pupil.level in stall.levels] or world.stalls
        self.wishes = self._wishes(dice.randint(3, 6))
        may_book = min([BOOKING_OPENS, *(FIRST[group] for group in pupil.groups)])
        # A few look too early, and read when they may.
        early = 5 * MINUTE * (dice.random() < 0.03)
        self.logs_in = may_book + dice.randrange(LOG_IN_WITHIN) * MINUTE - early
        self.comes_at = OPENS + dice.randint(-10, 150) * MINUTE
        self.leaves_at = min(self.comes_at + dice.randint(120, 300) * MINUTE, CLOSES)
        self.is_ill = dice.random() < 0.06
        self.would_stand_by = dice.random() < 0.4
        self.changes_at = OPENS + dice.randint(-25, 240) * MINUTE if dice.random() < 0.15 else None
        self.said: dict[int, bool] = {}
        self.goes: dict[int, bool] = {}

    def _wishes(self, number: int) -> list[Stall]:
        drawing = [stall.drawing for stall in self.stalls]
        return list({s.id: s for s in self.dice.choices(self.stalls, drawing, k=number)}.values())

    def is_here(self, seen: Glance) -> bool:
        """Whether she is at the fair."""
        return not self.is_ill and self.comes_at <= seen.now < self.leaves_at

    def shows_up(self, talk: Row, seen: Glance) -> bool:
        """Whether she comes to a talk: nearly always when she is at the fair."""
        if not self.is_here(seen) or seen.talking(self.id):
            return False
        return self.goes.setdefault(talk.id, self.dice.random() < 0.97)

    def answers_call(self, visit: Row) -> bool:
        """Whether she comes when it is her turn in a queue."""
        return self.goes.setdefault(-visit.id, self.dice.random() < 0.85)

    def act(self, day: "Day", seen: Glance) -> None:
        """What she does this minute."""
        if seen.now < OPENS - timedelta(hours=1):
            self._evening(day, seen)
            return
        offer = seen.offers.get(self.id)
        if offer and offer.id not in self.said:
            self._answer(day, offer)
        if self.changes_at == seen.now:
            self._change(day, seen)
        if self.is_here(seen) and not seen.talking(self.id):
            self._walk_around(day, seen)

    def _evening(self, day: "Day", seen: Glance) -> None:
        if seen.now < self.logs_in or self.dice.random() < 0.4:
            return
        offer = seen.offers.get(self.id)
        if offer and offer.id not in self.said:
            self._answer(day, offer)
        elif self.wishes:
            self._wish(day, seen, self.wishes.pop(0))
        elif self.dice.random() < 0.01:
            self._change(day, seen)

    def _wish(self, day: "Day", seen: Glance, stall: Stall) -> None:
        """Book there; when all is taken, wait for any time or for one."""
        slot = self._choose(seen, stall)
        if slot:
            day.do(booking.book_slot, slot_id=slot.id, person_id=self.id, question="")
        elif self.dice.random() < 0.85:
            full = seen.full[stall.id]
            one = self.dice.choice(full).id if full and self.dice.random() < 0.2 else None
            joined = day.do(waiting.join_waiting_list, booth_id=stall.id, slot_id=one, person_id=self.id)
            if joined:
                day.waits[stall.id, self.id] = seen.now

    def _choose(self, seen: Glance, stall: Stall) -> Row | None:
        """A free time at which she thinks she can come; one in ten looks at an old page."""
        if self.dice.random() < 0.1:
            times = seen.free[stall.id] + seen.full[stall.id]
        else:
            times = [slot for slot in seen.free[stall.id] if self._can_have(slot, seen)]
        return self.dice.choice(times) if times else None

    def _can_have(self, slot: Row, seen: Glance) -> bool:
        is_hers = slot.reserved_for in (None, *self.groups) or seen.now >= OPENS
        return is_hers and self._has_time(slot, seen)

    def _has_time(self, slot: Row, seen: Glance) -> bool:
        gap = 10 * MINUTE
        inside = self.comes_at <= slot.starts_at and slot.ends_at <= self.leaves_at
        return inside and all(
            talk.ends_at + gap <= slot.starts_at or slot.ends_at + gap <= talk.starts_at
            for talk in seen.talks[self.id]
        )

    def _answer(self, day: "Day", offer: Row) -> None:
        """Take it, let it go, or do not look at it at all; most need a minute."""
        mood = self.dice.random()
        if mood < 0.3:
            return
        self.said[offer.id] = mood > 0.5
        if mood > 0.6:
            day.do(waiting.accept_offer, offer_id=offer.id, person_id=self.id)
        elif mood > 0.5:
            day.do(offers.let_go, offer_id=offer.id, person_id=self.id)

    def _change(self, day: "Day", seen: Glance) -> None:
        """Move a talk or call it off."""
        ahead = seen.ahead(self.id)
        if not ahead:
            return
        talk = self.dice.choice(ahead)
        free = [slot for slot in seen.free[talk.booth_id] if self._can_have(slot, seen)]
        if free and self.dice.random() < 0.4:
            slot_id = self.dice.choice(free).id
            day.do(booking.move_booking, booking_id=talk.id, slot_id=slot_id, person_id=self.id)
        else:
            day.do(booking.cancel_booking, booking_id=talk.id, person_id=self.id, reason="ill")

    def _walk_around(self, day: "Day", seen: Glance) -> None:
        """Stand by on arrival; then now and then book what is free, join a queue, or leave one."""
        if day.standby and self.would_stand_by and seen.now >= OPENS:
            self.would_stand_by = False
            chosen = {"fair_id": self.fair, "sectors": [], "booth_ids": []}
            day.do(waiting.stand_by, **chosen, until=self.leaves_at, person_id=self.id)
        for visit in seen.places[self.id]:
            if (
                visit.state == WAITING
                and seen.now - visit.joined_at > 30 * MINUTE
                and self.dice.random() < 0.1
            ):
                day.do(queue.leave_queue, visit_id=visit.id, person_id=self.id)
        if self._now_and_then():
            self._wish(day, seen, self.dice.choice(self.stalls))
        elif self._now_and_then() and not self._is_due_soon(seen):
            self._queue(day, seen)

    def _queue(self, day: "Day", seen: Glance) -> None:
        """Join the shortest of three queues, where there is time at all."""
        some = self.dice.sample(self.stalls, min(3, len(self.stalls)))
        stall = min(some, key=lambda each: (len(seen.queues[each.id]), -len(seen.free[each.id])))
        day.do(queue.join_queue, booth_id=stall.id, person_id=self.id)

    def _is_due_soon(self, seen: Glance) -> bool:
        return any(talk.starts_at - seen.now < 25 * MINUTE for talk in seen.ahead(self.id))

    def _now_and_then(self) -> bool:
        return self.dice.random() < 0.02
