"""The shell: everything a web application needs, and not one word about fairs."""

from flask import Flask

from app import agenda, cli, config, db, errors, limits, live, log, mail, outage, pages, people


def create_app(**overrides: object) -> Flask:
    """Build the application for one process; keyword arguments win over the environment."""
    import fair
    import region
    import register
    import sessions

    app = Flask(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
        static_url_path=f"/static/{pages.static_version(config.ROOT / 'static')}",
    )
    config.init_app(app, overrides)
    floors = (
        *(log, db, pages, limits, errors, outage, people, live, mail, agenda, cli),
        *(region, register, fair, sessions),
    )
    for floor in floors:
        floor.init_app(app)
    return app
