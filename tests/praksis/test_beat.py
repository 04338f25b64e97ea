from datetime import timedelta

import pytest
from celery import Celery, beat

from praksis.beat import EmbeddedScheduler, Scheduler

SWEEP, HOURLY = "sweep", "hourly"


@pytest.fixture
def app(tmp_path):
    """A Celery of the test's own, whose beat has two jobs and nobody who does them."""
    with Celery("clocks", broker="memory://", set_as_current=False) as app:
        app.conf.timezone = "UTC"
        app.conf.beat_schedule_filename = str(tmp_path / "schedule")
        app.conf.beat_schedule = {
            SWEEP: {"task": "clocks.sweep", "schedule": 15},
            HOURLY: {"task": "clocks.hourly", "schedule": 3600},
        }
        yield app


@pytest.fixture(params=[EmbeddedScheduler, Scheduler])
def scheduler(app, request, time_machine):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    scheduler = request.param(app, schedule_filename=app.conf.beat_schedule_filename)
    yield scheduler
    scheduler.close()


def runs(scheduler):
    """How often each of the two jobs has been sent."""
    return tuple(scheduler.schedule[name].total_run_count for name in (SWEEP, HOURLY))


def tick(scheduler):
    """What beat does each time it wakes: one job after the other until nothing is due."""
    while (seconds := scheduler.tick()) == 0:
        pass
    return seconds


def test_a_job_comes_every_fifteen_seconds(scheduler, time_machine):
    tick(scheduler)
    time_machine.shift(timedelta(seconds=15))

    seconds = tick(scheduler)

    assert (runs(scheduler), round(seconds)) == ((1, 0), 15)


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(hours=2), timedelta(days=400)])
def test_a_clock_that_is_set_back_does_not_silence_beat(scheduler, time_machine, back):
    time_machine.shift(timedelta(seconds=15))
    tick(scheduler)
    time_machine.shift(-back)

    tick(scheduler)
    for _ in range(4):
        time_machine.shift(timedelta(seconds=15))
        tick(scheduler)
    time_machine.shift(timedelta(hours=1))
    tick(scheduler)

    assert runs(scheduler) == (6, 1)


def test_a_clock_that_jumps_ahead_runs_each_job_once(scheduler, time_machine):
    tick(scheduler)
    time_machine.shift(timedelta(days=1))

    tick(scheduler)

    assert runs(scheduler) == (1, 1)


def test_red_twin_celerys_own_beat_is_silent_for_as_long_as_the_clock_was_ahead(app, time_machine):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    celerys = beat.Scheduler(app)
    time_machine.shift(timedelta(seconds=15))
    tick(celerys)
    time_machine.shift(timedelta(hours=-2))

    tick(celerys)
    time_machine.shift(timedelta(hours=1))
    tick(celerys)

    assert runs(celerys) == (1, 0)
