"""Real videos, a real worker process, a real broker."""

import json
import uuid

import pytest

from reon.clips.models import Clip
from reon.clips.services import clip_upload
from reon.refusals import Refused
from reon.takes.demo import demo_load
from reon.takes.models import Take
from reon.takes.services import take_create, take_retry
from tests.takes import worker_process
from tests.takes.worker_process import ROOT, kill, wait_for
from tests.videos import upload

pytestmark = [pytest.mark.django_db(transaction=True)]
DEMO = ROOT / "demo" / "media"


@pytest.fixture
def worker(redis_server, media_root, tmp_path):
    """Starts workers; ends them after the test."""
    started = []

    def start(**variables):
        with (tmp_path / f"worker-{len(started)}.log").open("wb") as log:
            started.append(worker_process.start(log, **variables))
        return started[-1]

    yield start
    for process in started:
        kill(process)
    for log in sorted(tmp_path.glob("worker-*.log")):
        print(log.read_text())


@pytest.fixture
def reference():
    """The bytes of a demo clip."""
    return (DEMO / entries()[0]["file"]).read_bytes()


def entries():
    return json.loads((ROOT / "demo" / "manifest.json").read_text())["clips"]


def perform(user, clip, content):
    return take_create(user=user, clip=clip, video=upload(content), key=uuid.uuid4(), timeline="")[
        0
    ]


def test_from_upload_to_score(worker, performer, reference):
    clip = clip_upload(video=upload(reference, "my_first-clip.mp4"))
    assert clip.title == "my first clip"
    worker()
    wait_for(clip, "ready")
    assert clip.poster.read(3) == b"\xff\xd8\xff"
    assert len(clip.strip) == pytest.approx(clip.duration * 2, abs=1)
    assert len(clip.emotions) >= 2
    assert 0 < clip.difficulty <= 1
    assert clip.model_name == "reon-b0"

    take = perform(performer, clip, reference)
    wait_for(take, "scored")
    assert take.score == take.result["score"] == 100
    assert take.result["model"]["name"] == "reon-b0"


def test_worker_killed_in_the_middle_of_a_take(worker, performer, reference):
    clip = clip_upload(video=upload(reference))
    first = worker()
    wait_for(clip, "ready")
    take = perform(performer, clip, reference)
    wait_for(take, "running")
    kill(first)
    take.refresh_from_db()
    assert take.state == "running", "the worker was killed too late for this test"

    worker()
    seen = wait_for(take, "scored")
    assert seen[:2] == ["running", "queued"] or seen[0] == "running"
    assert (take.score, take.attempts) == (100, 2)
    assert Take.objects.count() == 1


def test_broker_that_forgot_everything(worker, performer, reference, redis_server):
    """Takes wait in the database, not in the queue."""
    import redis

    clip = clip_upload(video=upload(reference))
    redis.from_url(redis_server).flushall()
    worker()
    wait_for(clip, "ready")


def test_score_again_needs_no_video(worker, performer, reference):
    clip = clip_upload(video=upload(reference))
    worker()
    wait_for(clip, "ready")
    take = perform(performer, clip, reference)
    wait_for(take, "scored")
    take.video.storage.delete(take.video.name)
    Take.objects.update(state="failed")
    take.refresh_from_db()
    take_retry(take=take)
    wait_for(take, "scored")
    assert take.score == 100


def test_clip_without_a_face_is_refused(worker, media):
    clip = clip_upload(video=upload((media / "pyfeat_no_face.mp4").read_bytes()))
    worker()
    wait_for(clip, "refused")
    assert clip.reason in ("no_face", "face_too_rare")
    assert "face" in clip.reason_text
    assert not clip.track


def test_blank_wall_scores_nothing_with_a_reason(worker, performer, reference, small_video):
    clip = clip_upload(video=upload(reference))
    worker()
    wait_for(clip, "ready")
    take = perform(performer, clip, small_video.read_bytes())
    wait_for(take, "scored")
    assert take.score == 0
    assert "no_face" in [warning["code"] for warning in take.result["warnings"]]


def test_codec_that_browsers_cannot_play(media):
    with pytest.raises(Refused, match="unknown_codec"):
        clip_upload(video=upload((media / "sad_KatieHill.mp4").read_bytes()))


def test_demo_is_loaded_once(worker, media_root):
    entry = entries()[0]
    assert demo_load(entry=entry, folder=DEMO) == 2
    worker()
    take = Take.objects.get()
    wait_for(take, "scored", "failed", seconds=120)
    assert take.state == "scored", take.reason
    assert Clip.objects.published().count() == 1
    assert demo_load(entry=entry, folder=DEMO) == 0
    assert (Clip.objects.count(), Take.objects.count()) == (1, 1)
    assert 0 < take.score < 100


def test_live_webm_becomes_seekable(worker, performer, reference, tmp_path):
    import av

    from scoring.video.info import probe

    clip = clip_upload(video=upload(reference))
    worker()
    wait_for(clip, "ready")
    live = tmp_path / "live.webm"
    with (
        av.open(str(DEMO / entries()[0]["file"])) as source,
        av.open(str(live), "w", format="webm", options={"live": "1"}) as copy,
    ):
        stream = copy.add_stream("libvpx", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.options = {"cpu-used": "8", "deadline": "realtime"}
        for number, frame in enumerate(source.decode(video=0)):
            if number > 90:
                break
            small = frame.reformat(320, 240, "yuv420p")
            copy.mux(stream.encode(small))
        copy.mux(stream.encode())
    take = perform(performer, clip, live.read_bytes())
    wait_for(take, "scored")
    with take.video.open() as stored, av.open(stored) as video:
        assert video.duration == pytest.approx(1e6 * probe(live).duration, rel=0.05)
    assert take.video.name.endswith(".webm")
