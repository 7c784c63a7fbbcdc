"""What is due is done, also when one job fails."""

from app import worker


def test_a_job_that_fails_holds_up_no_other(app, now, monkeypatch, caplog):
    def fail(_now):
        raise ZeroDivisionError

    def do_two(_now):
        return 2

    monkeypatch.setattr(worker, "_jobs", [fail, do_two])
    assert worker.do_what_is_due(now) == 2
    assert "job failed" in caplog.text
    caplog.clear()
