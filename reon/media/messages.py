"""What a user is told, by error code; every refusal names what was given and what is allowed."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # the file
    "missing": _("No video arrived. Record or choose one, then send it."),
    "empty": _("The file is empty. Record or choose the video again."),
    "not_video": _("This file is not a video that can be read. Send an MP4 or WebM file."),
    "playlist": _(
        "This file only lists other files. Send the video itself, as an MP4 or WebM file."
    ),
    "audio_only": _("This file has sound but no picture. Send a video that shows the face."),
    "unknown_codec": _(
        "The video is coded as “%(actual)s”, which browsers cannot play or which is not known "
        "here. Send H.264, VP8, VP9 or AV1 in an MP4 or WebM file."
    ),
    "h264_pixels": _(
        "The video is H.264 with pixels of the kind %(actual)s, which browsers cannot play. Export "
        "it with %(allowed)s pixels (8 bits, 4:2:0)."
    ),
    "truncated": _("The video is damaged or cut off. Save or record it again, then send it."),
    "too_long": _("The video lasts %(actual)s seconds; at most %(allowed)s are allowed."),
    "too_short": _("The video lasts %(actual)s seconds; at least %(allowed)s are needed."),
    "too_large": _("The file has %(actual)s; at most %(allowed)s are allowed."),
    "too_many_pixels": _("The picture has %(actual)s pixels; at most %(allowed)s are allowed."),
    # the request
    "bad_key": _("The key of this take is not a UUID. Load the page again."),
    "bad_timeline": _(
        "The times sent with this take cannot be read. Load the page again and perform once more."
    ),
    "bad_neutral": _(
        "The recording of your resting face cannot be used. %(actual)s Send again: the take goes "
        "without it."
    ),
    "signed_out": _(
        "You are signed out. Your take is kept on this page: sign in, then send it again."
    ),
    "consent_needed": _(
        "Your consent to being recorded is missing. Agree on the page /accounts/consent/, then "
        "send this take again."
    ),
    "clip_gone": _("This clip has been removed. Your take cannot be scored against it."),
    "clip_changed": _(
        "The clip was cut or replaced after this take, so it cannot be scored against it any more. "
        "Perform it again."
    ),
    "not_finished": _("This clip is waiting or being analysed already."),
    "not_ready": _("Only a clip that was analysed and not refused can be published."),
    "incomplete": _("Before the clip is published it needs: %(actual)s."),
    "not_failed": _("Only a take that failed can be scored again."),
    "not_scored": _("Only a take that has a score can be shared."),
    "bad_visibility": _("Choose who may see this take: only you, or also others."),
    # the admin studio
    "staff_only": _(
        "Your session has ended, or your account may not change clips. Sign in as staff in "
        "another tab, then go on here: nothing is lost."
    ),
    "bad_request": _("The page and the site do not understand each other. Load the page again."),
    "clip_removed": _("This clip has been removed. What you typed is still on this page."),
    "bad_cut": _(
        "A cut needs a start before its end, inside the film and at least %(allowed)s second apart."
    ),
    "cut_open": _("Keep or undo the last cut first."),
    "cut_running": _("The film is being cut. Save again when that is done: nothing is lost."),
    "bad_script": _(
        "No lines with times were found in this file. Choose an .srt or .vtt file of subtitles."
    ),
    "upload_gone": _("This upload is no longer here: it was removed. Choose the file again."),
    "wrong_offset": _("Another window is sending the same file. Its progress is used."),
    # the faces
    "no_face": _("No face was found in the video. Face the camera in even light."),
    "face_too_rare": _(
        "A face is seen in only %(actual)s of the clip; at least %(allowed)s are needed."
    ),
    "too_calm": _(
        "The face in this clip hardly moves (%(actual)s; at least %(allowed)s is needed), so "
        "nobody could be scored against it. Choose a clip with clearer expressions."
    ),
    "reference_empty": _("The clip has not been analysed yet. Have it analysed again."),
    "labels_differ": _(
        "Clip and take were read by models with different emotions. Have the clip analysed again."
    ),
    # the machinery
    "worker_lost": _("The analysis was interrupted several times. Try again later."),
    "bad_model": _("The emotion model is not installed. The host can run the set-up again."),
    "bad_mapping": _(
        "The scale of points that the host has set (REON_MAPPING) cannot be used. Tell the host; "
        "the take can be scored as soon as that is put right."
    ),
    "no_detector": _("The face detector is not installed. The host can run the set-up again."),
    "internal": _("Something went wrong here, not with your video. Try again later."),
}
MEGABYTES = {"too_large"}
SAME = {"unknown_model": "bad_model"}
SHARES = {"face_too_rare"}


def text_of(code, values=None):
    """The message for an error code in the active language.

    Parameters
    ----------
    code : str
        An unknown code gives the message of an error of our own.
    values : dict, optional
        "actual" and "allowed", as numbers or text.
    """
    if not code:
        return ""
    values = values or {}
    shown = {name: _shown(code, values.get(name)) for name in ("actual", "allowed")}
    return str(MESSAGES.get(SAME.get(code, code), MESSAGES["internal"])) % shown


def _shown(code, value):
    if value is None:
        return "?"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    if not isinstance(value, (int, float)):
        return str(value)
    if code in MEGABYTES:
        return gettext("%(number)s MB") % {"number": f"{value / 2**20:.1f}"}
    if code in SHARES:
        return f"{100 * value:.0f} %"
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")
