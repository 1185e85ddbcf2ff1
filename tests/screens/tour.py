"""The pictures of docs/tour.md and the README, cut out of the screens."""

from PIL import Image

WIDTH = 960
HEIGHT = 720  # at most
PICTURES = {
    "catalogue": "catalogue-en-1280-light",
    "clip": "clip-en-1280-light",
    "consent": "consent-en-1280-light",
    "camera": "studio-ready-en-1280-light",
    "performing": "studio-performing-en-1280-light",
    "review": "studio-review-en-1280-light",
    "scoring": "scoring-en-1280-light",
    "result": "result-en-1280-light",
    "history": "history-ko-1280-dark",
    "clip-studio": "clip-studio-edit-en-1280-light",
}


def tour_pictures(folder, images):
    """Write tour-NAME.webp for every station of the tour, and the whole result page."""
    for name, source in PICTURES.items():
        with Image.open(folder / f"{source}.png") as picture:
            picture = picture.convert("RGB")
            height = round(picture.height * WIDTH / picture.width)
            picture = picture.resize((WIDTH, height), Image.LANCZOS)
            picture.crop((0, 0, WIDTH, min(height, HEIGHT))).save(
                images / f"tour-{name}.webp", quality=78, method=6
            )
    with Image.open(folder / f"{PICTURES['result']}.png") as picture:
        picture.convert("RGB").save(images / "result.webp", quality=82, method=6)
