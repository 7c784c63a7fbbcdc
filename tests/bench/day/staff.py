"""What a member of staff does: sees who comes, says what came of it, calls the next, changes plans."""

from random import Random
from typing import TYPE_CHECKING, Any

from app import clock
from fair.actions import handover, queue, stall, waiting
from fair.actions.talk import mark_attendance, record_outcome
from fair.models import ATTENDED, BOOKED, NO_FIT, NO_SHOW, ONWARD
from fair.models.booking import AGAIN
from fair.models.queue import CALLED
from tests.bench.day import rosters
from tests.bench.day.glance import Glance, Row
from tests.bench.day.world import CLOSES, MINUTE, OPENS, Stall

if TYPE_CHECKING:
    from tests.bench.day.play import Day

PATIENCE = 5 * MINUTE


class Host:
    """Somebody who works at a stall all day."""

    def __init__(self, person_id: int, at: Stall, dice: Random) -> None:
        self.id, self.stall, self.dice = person_id, at, dice
        self.pauses_at = OPENS + dice.randint(60, 300) * MINUTE if dice.random() < 0.2 else None
        self.calls_off_at = OPENS + dice.randint(0, 180) * MINUTE if dice.random() < 0.1 else None
        self.changes_at = OPENS + dice.randint(30, 240) * MINUTE if dice.random() < 0.1 else None
        self.back_at = OPENS
        self.pause_lasts = dice.choice((15, 15, 30)) * MINUTE
        self.comes_back_early = dice.random() < 0.3
        self.colleagues = [each for each in at.staff if each != person_id]
        self.recorded: set[int] = set()

    def act(self, day: "Day", seen: Glance) -> None:
        """What happens at her table this minute."""
        if not OPENS <= seen.now < CLOSES:
            return
        self._change_plans(day, seen)
        self._record(day, seen)
        begun = [t for t in seen.agenda[self.id] if t.state == BOOKED and t.starts_at <= seen.now]
        for talk in begun:
            self._receive(day, seen, talk)
        if not begun and seen.now >= self.back_at:
            self._serve(day, seen)

    def _change_plans(self, day: "Day", seen: Glance) -> None:
        if seen.now == self.calls_off_at:
            self._call_off(day, seen)
        if seen.now == self.changes_at:
            rosters.change(day, self.stall.shifts[self.id], self.id, self.dice)
        if seen.now == self.pauses_at:
            self._pause(day, seen)
        elif self.pauses_at and self.comes_back_early and seen.now == self.back_at - 5 * MINUTE:
            self.back_at = seen.now
            day.do(stall.resume_stall, booth_id=self.stall.id, person_id=self.id)
        if self.colleagues and self.dice.random() < 0.005:
            self._hand_over(day, seen)

    def _record(self, day: "Day", seen: Glance) -> None:
        """Say what came of talks that are over; of some nobody ever does."""
        for talk in seen.agenda[self.id]:
            if talk.state == ATTENDED and talk.ends_at <= seen.now and talk.id not in self.recorded:
                self.recorded.add(talk.id)
                if self.dice.random() < 0.7:
                    day.do(record_outcome, booking_id=talk.id, person_id=self.id, **self._outcome())

    def _outcome(self) -> dict[str, Any]:
        mood = self.dice.random()
        if mood < 0.1:
            return {"outcome": ONWARD, "place_id": self.stall.place}
        return {"outcome": AGAIN} if mood < 0.7 else {"outcome": NO_FIT, "reason": "hours"}

    def _receive(self, day: "Day", seen: Glance, talk: Row) -> None:
        """Say who came, and after a while who did not."""
        came = day.student(talk.person_id).shows_up(talk, seen)
        if came or seen.now - talk.starts_at >= PATIENCE:
            state = ATTENDED if came else NO_SHOW
            day.do(mark_attendance, booking_id=talk.id, state=state, person_id=self.id)

    def _serve(self, day: "Day", seen: Glance) -> None:
        """Talk with whom was called, or call the next one when there is time."""
        line = seen.queues[self.stall.id]
        called = next((each for each in line if each.state == CALLED and each.staff_id == self.id), None)
        if called:
            self._receive_called(day, seen, called)
        elif any(each.state != CALLED for each in line) and not self._is_taken(seen):
            short = self.dice.random() < 0.5
            day.do(queue.call_next, booth_id=self.stall.id, short=short, person_id=self.id)
        elif self.dice.random() < 0.01:
            self._release(day, seen)

    def _receive_called(self, day: "Day", seen: Glance, called: Row) -> None:
        student = day.student(called.person_id)
        if student.is_here(seen) and student.answers_call(called):
            day.do(queue.begin_talk, visit_id=called.id, person_id=self.id)
        elif seen.now >= called.come_by and self.dice.random() < 0.5:
            day.do(queue.miss_turn, visit_id=called.id, person_id=self.id)

    def _is_taken(self, seen: Glance) -> bool:
        """In a talk, or so shortly before one that calling makes no sense."""
        return any(
            talk.starts_at - PATIENCE < seen.now < talk.ends_at and talk.state != NO_SHOW
            for talk in seen.agenda[self.id]
        )

    def _pause(self, day: "Day", seen: Glance) -> None:
        self.back_at = min(seen.now + self.pause_lasts, CLOSES)
        here = {"booth_id": self.stall.id, "person_id": self.id}
        day.do(stall.pause_stall, reason="break", until=clock.local(self.back_at).time(), **here)

    def _call_off(self, day: "Day", seen: Glance) -> None:
        talk = self._one_ahead(seen)
        if talk:
            why = {"reason": "illness", "words": "", "seen": talk.sequence}
            day.do(handover.call_off, booking_id=talk.id, person_id=self.id, **why)

    def _hand_over(self, day: "Day", seen: Glance) -> None:
        talk = self._one_ahead(seen)
        if talk:
            said = {"staff_id": self.dice.choice(self.colleagues), "seen": talk.sequence}
            day.do(handover.hand_over, booking_id=talk.id, person_id=self.id, **said)

    def _one_ahead(self, seen: Glance) -> Row | None:
        ahead = [t for t in seen.agenda[self.id] if t.state == BOOKED and t.starts_at > seen.now]
        return self.dice.choice(ahead) if ahead else None

    def _release(self, day: "Day", seen: Glance) -> None:
        own = [slot for slot in seen.free[self.stall.id] if slot.staff_id == self.id]
        if own:
            day.do(waiting.release_slot, slot_id=own[0].id, person_id=self.id)
