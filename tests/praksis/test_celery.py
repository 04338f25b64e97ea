from praksis.celery import app


def test_however_long_redis_is_away_worker_and_beat_try_again():
    assert app.conf.broker_connection_max_retries is None


def test_a_job_is_acknowledged_only_when_it_is_done_and_given_to_another_when_its_worker_dies():
    conf = app.conf

    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
