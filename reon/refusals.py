"""Every reason why something is refused or fails: code, message and HTTP status in one place.

The messages are translated; each names what was given and what is allowed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def plain(value: object) -> str:
    """A value as the messages show it: lists with commas, numbers with few digits."""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def megabytes(value: object) -> str:
    """Bytes as megabytes; what is no number as `plain` shows it."""
    if not isinstance(value, (int, float)):
        return plain(value)
    return gettext("%(number)s MB") % {"number": f"{value / 2**20:.1f}"}


def percent(value: object) -> str:
    """A share as a percentage; what is no number as `plain` shows it."""
    return f"{100 * value:.0f}%" if isinstance(value, (int, float)) else plain(value)


@dataclass(frozen=True)
class Refusal:
    """What a code stands for.

    Attributes
    ----------
    message
        With places for `actual` and `allowed`.
    status
        Of the HTTP answer, where a request is refused.
    shown
        How the two values are shown.
    """

    message: "str | _StrPromise"
    status: int = 400
    shown: Callable[[object], str] = plain


REFUSALS = {
    # the file
    "missing": Refusal(_("No video arrived. Record or choose one, then send it.")),
    "empty": Refusal(_("The file is empty. Record or choose the video again.")),
    "not_video": Refusal(_("This file is not a video that can be read. Send an MP4 or WebM file.")),
    "playlist": Refusal(
        _("This file only lists other files. Send the video itself, as an MP4 or WebM file.")
    ),
    "audio_only": Refusal(
        _("This file has sound but no picture. Send a video that shows the face.")
    ),
    "unknown_codec": Refusal(
        _(
            "The video is encoded as “%(actual)s”, which browsers cannot play or this site does "
            "not know. Send H.264, VP8, VP9 or AV1 in an MP4 or WebM file."
        )
    ),
    "h264_pixels": Refusal(
        _(
            "The video is H.264 with pixels of the kind %(actual)s, which browsers cannot play. "
            "Export it with %(allowed)s pixels (8 bits, 4:2:0)."
        )
    ),
    "truncated": Refusal(
        _("The video is damaged or cut off. Save or record it again, then send it.")
    ),
    "too_long": Refusal(_("The video lasts %(actual)s seconds; at most %(allowed)s are allowed.")),
    "too_short": Refusal(_("The video lasts %(actual)s seconds; at least %(allowed)s are needed.")),
    "too_large": Refusal(
        _("The file has %(actual)s; at most %(allowed)s are allowed."), 413, shown=megabytes
    ),
    "too_many_pixels": Refusal(
        _("The picture has %(actual)s pixels; at most %(allowed)s are allowed.")
    ),
    # the request
    "bad_key": Refusal(_("The key of this take is not a UUID. Load the page again.")),
    "bad_timeline": Refusal(
        _(
            "The times sent with this take cannot be read. Load the page again and perform once "
            "more."
        )
    ),
    "bad_neutral": Refusal(
        _(
            "The recording of your resting face cannot be used. %(actual)s Send again: the take "
            "is sent without it."
        )
    ),
    "signed_out": Refusal(
        _("You are signed out. Your take is kept on this page: sign in, then send it again."), 401
    ),
    "consent_needed": Refusal(
        _(
            "Your consent to being recorded is missing. Agree on the page /accounts/consent/, "
            "then send this take again."
        ),
        403,
    ),
    "clip_gone": Refusal(
        _("This clip has been removed. Your take cannot be scored against it."), 410
    ),
    "clip_changed": Refusal(
        _(
            "The clip was cut or replaced after this take, so it cannot be scored against it any "
            "more. Perform it again."
        )
    ),
    "not_finished": Refusal(_("This clip is waiting or being analysed already."), 409),
    "not_ready": Refusal(_("Only a clip that was analysed and not refused can be published.")),
    "incomplete": Refusal(_("Before the clip is published it needs: %(actual)s.")),
    "not_failed": Refusal(_("Only a take that failed can be scored again."), 409),
    "not_scored": Refusal(_("Only a take that has a score can be shared."), 409),
    "bad_visibility": Refusal(_("Choose who may see this take: only you, or also others.")),
    # the admin studio
    "staff_only": Refusal(
        _(
            "Your session has ended, or your account may not change clips. Sign in as staff in "
            "another tab, then continue here: nothing is lost."
        ),
        403,
    ),
    "bad_request": Refusal(_("This page does not match the site's version. Reload the page.")),
    "clip_removed": Refusal(
        _("This clip has been removed. What you typed is still on this page."), 410
    ),
    "bad_cut": Refusal(
        _(
            "A cut needs a start before its end, inside the video and at least %(allowed)s second "
            "apart."
        )
    ),
    "cut_open": Refusal(_("Keep or undo the last cut first."), 409),
    "cut_running": Refusal(
        _("The video is being cut. Save again when that is done: nothing is lost."), 409
    ),
    "bad_script": Refusal(
        _("No lines with times were found in this file. Choose an .srt or .vtt file of subtitles.")
    ),
    "upload_gone": Refusal(_("This upload was removed. Choose the file again."), 404),
    "wrong_offset": Refusal(
        _("Another window is sending the same file. Its progress is used."), 409
    ),
    # the faces
    "no_face": Refusal(_("No face was found in the video. Face the camera in even light.")),
    "face_too_rare": Refusal(
        _("A face is seen in only %(actual)s of the clip; at least %(allowed)s are needed."),
        shown=percent,
    ),
    "too_calm": Refusal(
        _(
            "The face in this clip hardly moves (%(actual)s; at least %(allowed)s is needed), so "
            "nobody could be scored against it. Choose a clip with clearer expressions."
        )
    ),
    "reference_empty": Refusal(_("The clip has not been analysed yet. Have it analysed again.")),
    "labels_differ": Refusal(
        _(
            "Clip and take were read by models with different emotions. Have the clip analysed "
            "again."
        )
    ),
    # the machinery
    "worker_lost": Refusal(_("The analysis was interrupted several times. Try again later.")),
    "bad_model": Refusal(
        _("The emotion model is not installed. The host can run the set-up again.")
    ),
    "bad_mapping": Refusal(
        _(
            "The scoring curve that the host has set (REON_MAPPING) cannot be used. Tell the host; "
            "the take can be scored once that is fixed."
        )
    ),
    "no_detector": Refusal(
        _("The face detector is not installed. The host can run the set-up again.")
    ),
    "csrf": Refusal(_("This page is out of date. Sign in again, then send once more."), 403),
    "internal": Refusal(_("Something went wrong here, not with your video. Try again later.")),
}
REFUSALS["unknown_model"] = REFUSALS["bad_model"]  # the library distinguishes the two


class Refused(Exception):
    """What was asked for cannot be done; `code`, one of `REFUSALS`, and `values` say why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def text(self) -> str:
        """The reason in the active language."""
        return text_of(self.code, self.values)

    @property
    def status(self) -> int:
        return refusal_of(self.code).status


def refusal_of(code: str) -> Refusal:
    """What a code stands for; an unknown one is an internal error."""
    return REFUSALS.get(code, REFUSALS["internal"])


def text_of(code: str, values: Mapping[str, Any] | None = None) -> str:
    """The message for a code in the active language; none for an empty code.

    Parameters
    ----------
    code
    values
        "actual" and "allowed", as numbers or text.
    """
    if not code:
        return ""
    refusal, values = refusal_of(code), values or {}
    given = {name: values.get(name) for name in ("actual", "allowed")}
    shown = {name: "?" if value is None else refusal.shown(value) for name, value in given.items()}
    return str(refusal.message) % shown
