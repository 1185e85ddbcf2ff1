"""A fake camera: any video file becomes the motion JPEG that Chromium plays as a webcam."""

import cv2

from scoring.video.frames import sample_frames

RATE = 30  # Chromium plays a motion JPEG file at this rate
WIDTH, HEIGHT = 640, 480


def webcam_file(video, path, seconds=None, lead=0.0):
    """Write `video` as a 640 x 480 motion JPEG of 30 frames/s.

    Parameters
    ----------
    video : path or ndarray of uint8, shape (H, W, 3)
        A video file, or one RGB picture to stand still.
    path : path
        Of the .mjpeg to write.
    seconds : float, optional
        Length; the last frame is held, or the video cut, to reach it.
    lead : float
        Seconds for which the first frame is held before the video moves.

    Returns
    -------
    float
        Seconds until the camera starts over.
    """
    if hasattr(video, "shape"):
        frames = [_jpeg(video)] * int(RATE * (seconds or 2))
    else:
        frames = _on_the_clock(video)
        frames = [frames[0]] * round(lead * RATE) + frames
    if seconds:
        count = round(seconds * RATE)
        frames = (frames + [frames[-1]] * count)[:count]
    path.write_bytes(b"".join(frames))
    return len(frames) / RATE


def _on_the_clock(video):
    """One JPEG for each tick of the camera: the newest frame of the video at that time."""
    ticks = []
    newest = None
    for timestamp, frame in sample_frames(video, rate=RATE):
        newest = newest or _jpeg(frame)
        while len(ticks) / RATE < timestamp - 0.5 / RATE:
            ticks.append(newest)
        newest = _jpeg(frame)
    return [*ticks, newest]


def _jpeg(frame):
    """A frame fitted into the camera's picture, with bars, as JPEG."""
    height, width = frame.shape[:2]
    scale = min(WIDTH / width, HEIGHT / height)
    frame = cv2.resize(frame, (round(width * scale), round(height * scale)))
    above, left = (HEIGHT - frame.shape[0]) // 2, (WIDTH - frame.shape[1]) // 2
    frame = cv2.copyMakeBorder(
        frame,
        above,
        HEIGHT - frame.shape[0] - above,
        left,
        WIDTH - frame.shape[1] - left,
        cv2.BORDER_CONSTANT,
        value=(40, 40, 40),
    )
    return cv2.imencode(".jpg", cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))[1].tobytes()
