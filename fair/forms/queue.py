"""What is sent about a queue: at which booth, and whose place."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from fair.forms.booking import OnceForm, number


class JoinForm(OnceForm):
    """The booth whose queue a student joins."""

    booth_id = number(InputRequired())


class VisitForm(OnceForm):
    """A place in a queue."""

    visit_id = number(InputRequired())


class CallForm(JoinForm):
    """The booth at which the next one is called; `short`: also when there is little time."""

    short = BooleanField()
