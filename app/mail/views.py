"""Pages of letters: notices on the site, what one wants letters about, and for organisers what went wrong."""

from email import message_from_bytes
from email.policy import SMTP
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app import clock
from app.mail import choices, keeping, notices
from app.mail.letters import DEAD, KEPT, SENT, WAITING, Letter
from app.mail.message import preview
from app.mail.server import folder_of_letters
from app.mail.words import topics, words_of
from app.pages import add_to_menu, current_role
from app.people import Person, csrf, me, signed_in

STATES = {
    WAITING: _l("Waiting"),
    SENT: _l("Sent"),
    KEPT: _l("Only on the site"),
    DEAD: _l("Not delivered"),
}

SPOKEN = [SelectChoice("nl", _l("Dutch")), SelectChoice("en", _l("English"))]

blueprint = Blueprint("mail", __name__)


class ChoicesForm(FlaskForm):
    """About what one wants letters, and in which language."""

    wanted = SelectMultipleField(
        _l("I want letters about"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    language = RadioField(_l("Language of my letters"), choices=SPOKEN)


@blueprint.get("/berichten", endpoint="notices")
@signed_in
def show_notices() -> str:
    """What happened that one should know."""
    return render_template("mail/notices.html", notices=notices.notices_of(me().id))


@blueprint.post("/berichten/<int:letter_id>")
@signed_in
def open_notice(letter_id: int) -> AnyResponse:
    """Go to what a notice is about; from then on it has been read."""
    letter = notices.read(letter_id=letter_id, person_id=me().id, now=clock.now())
    return redirect(words_of(letter).link or url_for(".notices"))


@blueprint.post("/berichten/gelezen")
@signed_in
def read_all() -> AnyResponse:
    """Everything has been read."""
    notices.read_all(person_id=me().id, now=clock.now())
    return redirect(url_for(".notices"))


@blueprint.route("/berichten/post", methods=["GET", "POST"])
@signed_in
def settings() -> Any:
    """One switch for each topic."""
    return _choose(me(), url_for(".settings"))


@blueprint.route("/post/keuze/<token>", methods=["GET", "POST"])
def by_link(token: str) -> Any:
    """The same switches, for who comes from a letter and need not sign in."""
    person_id, _topic = choices.read_token(token)
    return _choose(choices.person(person_id), url_for(".by_link", token=token))


@blueprint.route("/post/uit/<token>", methods=["GET", "POST"])
@csrf.exempt
def way_out(token: str) -> Any:
    """The link in a letter: people get the switches, and mail programs switch the topic off at once."""
    person_id, topic = choices.read_token(token)
    if request.method == "POST":
        choices.switch_off(person_id=person_id, topic=topic)
    return redirect(url_for(".by_link", token=token))


def _choose(person: Person, here: str) -> Any:
    form = ChoicesForm(data={"language": person.language})
    form.wanted.choices = [SelectChoice(name, label) for name, label in topics().items()]
    if form.validate_on_submit():
        wanted, language = form.wanted.data or [], form.language.data
        choices.choose(person_id=person.id, wanted=wanted, language=language)
        flash(_("Your choices are saved."), "success")
        return redirect(here)
    off = choices.switched_off(person.id)
    if not form.is_submitted():
        form.wanted.data = [name for name in topics() if name not in off]
    return render_template("mail/choices.html", form=form)


def _organisers_only() -> None:
    if current_role() != "organiser":
        abort(404)


@blueprint.get("/post")
@signed_in
def post() -> str:
    """Letters that could not be delivered; in a demo all letters."""
    _organisers_only()
    dead, reads_all = keeping.undelivered(), current_app.config["DEMO"]
    letters = keeping.latest() if reads_all else dead
    subjects = {each.id: _subject(each) for each in letters if reads_all}
    shown = {"letters": letters, "subjects": subjects, "states": STATES, "dead": dead, "reads_all": reads_all}
    return render_template("mail/post.html", held_up=keeping.held_up(), **shown)


@blueprint.post("/post/opnieuw")
@signed_in
def try_all_again() -> AnyResponse:
    """Send everything again that could not be delivered."""
    return _try_again()


@blueprint.post("/post/<int:letter_id>/opnieuw")
@signed_in
def try_again(letter_id: int) -> AnyResponse:
    """Send one letter again."""
    return _try_again(letter_id=letter_id)


def _try_again(**which: int) -> AnyResponse:
    _organisers_only()
    number = keeping.try_again(now=clock.now(), **which)
    flash(ngettext("%(num)d letter goes out again.", "%(num)d letters go out again.", number), "success")
    return redirect(url_for(".post"))


@blueprint.get("/post/<int:letter_id>")
@signed_in
def letter(letter_id: int) -> str:
    """One letter as its receiver reads it: only in a demo, where nobody is real."""
    found = _demo_letter(letter_id)
    subject, text = _lying(found) or preview(found)
    return render_template("mail/letter_page.html", letter=found, subject=subject, text=text, states=STATES)


@blueprint.get("/post/<int:letter_id>.eml")
@signed_in
def letter_file(letter_id: int) -> Response:
    """One letter as a file for a mail program: only in a demo."""
    path = _path(_demo_letter(letter_id))
    if not path.exists():
        abort(404)
    disposition = f'attachment; filename="{letter_id}.eml"'
    headers = {"Content-Disposition": disposition}
    return Response(path.read_bytes(), mimetype="message/rfc822", headers=headers)


def _subject(letter: Letter) -> str:
    """What a letter is about, also when nothing is kept of it any more but the file."""
    try:
        return words_of(letter).subject
    except LookupError:
        lying = _lying(letter)
        return lying[0] if lying else letter.to


def _demo_letter(letter_id: int) -> Letter:
    _organisers_only()
    if not current_app.config["DEMO"]:
        abort(404)
    return keeping.letter(letter_id)


def _path(letter: Letter) -> Any:
    return folder_of_letters() / f"{letter.id}-{letter.uid}.eml"


def _lying(letter: Letter) -> tuple[str, str] | None:
    """Subject and text of a letter that lies in the data folder."""
    if not _path(letter).exists():
        return None
    message = message_from_bytes(_path(letter).read_bytes(), policy=SMTP)
    text = message.get_body(("plain",))
    return str(message["Subject"]), text.get_content() if text else ""


def init_app(app: Flask) -> None:
    """Add the pages, and the place of letters in the menu."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["words_of"] = words_of
    also = ("mail.letter",)
    add_to_menu("organiser", 70, "mail.post", _l("Letters"), "mail", also=also)
