"""The steps that parties take on a placement: what each is called, what it says, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.once import once_by
from register import actions
from register.forms import AnswerForm, PlacementForm, ReasonForm, TermsForm, VersionForm


@dataclass(frozen=True)
class Door:
    """A step that a party can take on a page of its own: its rule, its words, its form and its verb."""

    rule: str
    title: Any
    text: Any
    button: Any
    done: Any
    form: type[PlacementForm]
    verb: Callable[..., None]
    command: str = ""  # for pages of their own; the short forms on the placement name theirs

    def enter(self, placement_id: int, person_id: int, form: PlacementForm) -> str:
        """Take the step once; returns what to say."""
        once_by(form, self.verb, person_id, placement_id=placement_id, **form.said())
        return str(self.done)


DOORS = {
    "antwoord": Door(
        "decline",
        _l("Say no to this internship?"),
        _l("The other one sees it at once. The seat is free for somebody else."),
        _l("Say no"),
        _l("Your answer has been sent."),
        AnswerForm,
        actions.answer_proposal,
        "placement:answer",
    ),
    "goedkeuren": Door(
        "approve",
        _l("Approve this place?"),
        _l("After this the student, the employer and the school can sign."),
        _l("Approve"),
        _l("The place is approved. It can be signed now."),
        VersionForm,
        actions.approve,
    ),
    "terugsturen": Door(
        "send_back",
        _l("Ask for a change?"),
        _l("The employer changes the terms and the student answers again. Until then no seat is held."),
        _l("Send back"),
        _l("The employer sees what you ask."),
        ReasonForm,
        actions.send_back,
        "placement:send-back",
    ),
    "aanpassen": Door(
        "adjust",
        _l("Change the terms"),
        _l("This makes a new version. The student then has five working days to answer."),
        _l("Send the new terms"),
        _l("The student sees the new terms."),
        TermsForm,
        actions.adjust_proposal,
    ),
    "tekenen": Door(
        "sign",
        _l("Sign this agreement?"),
        _l("By signing you say that you agree with all terms of this version."),
        _l("Sign"),
        _l("Your signature has been recorded."),
        VersionForm,
        actions.sign,
    ),
    "intrekken": Door(
        "withdraw",
        _l("Withdraw this internship?"),
        _l("The other two see it at once, with your reason. The seat becomes free. This cannot be undone."),
        _l("Withdraw"),
        _l("The internship has been withdrawn."),
        ReasonForm,
        actions.withdraw,
    ),
    "annuleren": Door(
        "cancel",
        _l("Cancel this internship?"),
        _l("All three have signed. The other two see it at once, with your reason. This cannot be undone."),
        _l("Cancel the internship"),
        _l("The internship has been cancelled."),
        ReasonForm,
        actions.cancel,
    ),
    "stoppen": Door(
        "terminate",
        _l("End this internship early?"),
        _l("The student and the employer see it at once, with your reason. This cannot be undone."),
        _l("End it early"),
        _l("The internship has ended."),
        ReasonForm,
        actions.terminate,
    ),
    "afronden": Door(
        "complete",
        _l("Is the internship completed?"),
        _l("The student and the employer see that it is done."),
        _l("Yes, completed"),
        _l("The internship is completed."),
        PlacementForm,
        actions.complete,
    ),
}
WAY_OUT = {door.rule: slug for slug, door in DOORS.items()}  # the address of a rule's page
