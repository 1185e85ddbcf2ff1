"""The two demo clips: their stories, lines, actors and takes."""

from dataclasses import dataclass

from .acting import Beat, Manner
from .expressions import ANGER, FEAR, HAPPINESS, NEUTRAL, SADNESS, SURPRISE
from .film import Camera
from .look import BORI, HARU, MIRU, NARI
from .shading import DAY, EVENING, LAMP, WINDOW, Light

RATE = 25


@dataclass(frozen=True)
class Shot:
    """One film: who, in which light, from where, in which manner."""

    id: str
    file: str
    actor: str
    look: object
    light: Light
    camera: Camera
    manner: Manner


@dataclass(frozen=True)
class Clip:
    """A clip, its demo take and what the catalogue says about them."""

    shot: Shot
    take: Shot
    seconds: float
    beats: tuple
    title: tuple
    description: tuple
    script: tuple


POSTCARD = Clip(
    shot=Shot(
        "5f0f3c52-6a0e-4d8c-9d39-2f6b1f4f7a01",
        "postcard.mp4",
        "Nari",
        NARI,
        WINDOW,
        Camera(),
        Manner(seed=3),
    ),
    take=Shot(
        "a7f1c0de-52b4-4a63-8f0b-6e6a2d0c1b02",
        "postcard-take.mp4",
        "Bori",
        BORI,
        LAMP,
        Camera(scale=0.285, x=0.03, y=0.045),
        Manner(
            late=0.6, strength=0.88, underplayed="happiness", mirrored=True, seed=11, restless=1.2
        ),
    ),
    seconds=13.0,
    beats=(
        Beat(-2.0, 2.0, "neutral", NEUTRAL),
        Beat(2.0, 4.8, "surprise", SURPRISE),
        Beat(4.8, 8.4, "happiness", HAPPINESS),
        Beat(8.4, 11.6, "sadness", SADNESS),
        Beat(11.6, 16.0, "neutral", NEUTRAL),
    ),
    title=("The postcard", "엽서"),
    description=(
        "A postcard from a friend: a surprise, a joy, and the line that says when she comes back.",
        "친구가 보낸 엽서. 놀라고, 반갑고, 언제 돌아오는지 적힌 마지막 줄에서 표정이 흐려진다.",
    ),
    script=(
        (2.0, 4.8, "A postcard? For me?", "엽서? 나한테?"),
        (4.8, 8.4, "She made it! She is really there.", "해냈구나! 정말 거기 있네."),
        (8.4, 11.6, "Not before spring, then.", "그럼 봄까지는 못 보겠네."),
    ),
)

ATTIC = Clip(
    shot=Shot(
        "c3b8a4d1-0e57-4b0c-8a5e-91d7b2a6e303",
        "attic.mp4",
        "Haru",
        HARU,
        EVENING,
        Camera(),
        Manner(seed=7),
    ),
    take=Shot(
        "1d9e6b70-3c2f-4f1a-b6a4-d05c7e8f9404",
        "attic-take.mp4",
        "Miru",
        MIRU,
        DAY,
        Camera(scale=0.29, x=-0.03, y=0.04),
        Manner(0.6, 0.88, "anger", mirrored=True, seed=23, restless=1.2),
    ),
    seconds=13.5,
    beats=(
        Beat(-2.0, 2.2, "neutral", NEUTRAL),
        Beat(2.2, 5.4, "fear", FEAR),
        Beat(5.4, 8.6, "anger", ANGER),
        Beat(8.6, 12.0, "happiness", HAPPINESS),
        Beat(12.0, 16.0, "neutral", NEUTRAL),
    ),
    title=("A noise in the attic", "다락방의 소리"),
    description=(
        "Something moves above the ceiling. It is the cat. It has been in the flour again.",
        "천장 위에서 무언가 움직인다. 고양이다. 또 밀가루를 뒤집어썼다.",
    ),
    script=(
        (2.2, 5.4, "What was that?", "방금 뭐였지?"),
        (5.4, 8.6, "You again! Out of the flour!", "또 너야! 밀가루에서 나와!"),
        (8.6, 12.0, "Look at you. A little ghost.", "네 꼴 좀 봐. 꼬마 유령이네."),
    ),
)

CLIPS = (POSTCARD, ATTIC)
