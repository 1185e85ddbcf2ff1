"""The tests' own servers: they answer, keep strangers out and are gone afterwards."""

import psycopg
import pytest
from redis import Redis
from redis.exceptions import ConnectionError, RedisError

from tests import services


def test_redis_answers_with_its_password_only_and_ends():
    with services.redis() as url:
        assert Redis.from_url(url).ping()
        with pytest.raises(RedisError):
            Redis.from_url(f"redis://{url.split('@')[1]}").ping()
    with pytest.raises(ConnectionError):
        Redis.from_url(url).ping()


def test_postgresql_keeps_rows_and_ends():
    with services.postgresql() as url:
        with psycopg.connect(url) as database:
            database.execute("CREATE TABLE words (word text)")
            database.execute("INSERT INTO words VALUES ('표정')")
        with psycopg.connect(url) as database:
            assert database.execute("SELECT word FROM words").fetchall() == [("표정",)]
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url.replace("reon:", "reon:wrong"))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
