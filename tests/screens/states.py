"""Every page and state: a name and how to get there."""

from datetime import UTC, datetime

from tests.browser.studio import open_camera, record, record_short
from tests.screens.stage import FILM

NOWHERE = "/takes/00000000-0000-4000-8000-000000000000/"
STATES = {}


def state(function):
    """A function that brings a page into a state; named after it."""
    STATES[function.__name__.replace("_", "-")] = function
    return function


def moving(function):
    """A state that does not last: it is gone to for each picture."""
    function.moving = True
    return state(function)


def opened(person, address):
    person.page.goto(address)
    person.page.wait_for_load_state("networkidle")
    return person.page


@state
def catalogue(stage):
    return opened(stage.person("member"), "/")


@state
def catalogue_none_found(stage):
    return opened(stage.person(), "/?query=zzzz&emotion=anger")


@state
def catalogue_empty(stage):
    return opened(stage.person(site=stage.bare), "/")


@state
def catalogue_preparing(stage):
    story = stage.story
    story.database(story.folder, "UPDATE clips_clip SET wanted_model = track, track = ''")
    try:
        person = stage.person()
        page = opened(person, "/")
        page.route(f"{person.site}/", lambda route: route.abort())  # it would reload itself
        return page
    finally:
        undo = "UPDATE clips_clip SET track = wanted_model, wanted_model = ''"
        story.database(story.folder, undo)


@state
def clip(stage):
    return opened(stage.person("member"), stage.story.clip)


@state
def signup(stage):
    return opened(stage.person(), "/accounts/signup/")


@state
def signup_refused(stage):
    page = opened(stage.person(), "/accounts/signup/")
    page.fill("input[name=username]", "mina")
    page.fill("input[name=password1]", "1234")
    page.fill("input[name=password2]", "123")
    page.click("main form [type=submit]")
    page.wait_for_selector("[role=alert]")
    return page


@state
def login(stage):
    return opened(stage.person(), "/accounts/login/")


@state
def consent(stage):
    return opened(stage.person("undecided"), f"/accounts/consent/?next={stage.story.clip}perform/")


@state
def studio(stage):
    return opened(stage.person("member"), f"{stage.story.clip}perform/")


@state
def studio_no_camera(stage):
    person = stage.person("newcomer")
    person.context.clear_permissions()
    person.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => "
        "Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page = opened(person, f"{stage.story.clip}perform/")
    page.click("#open:enabled")
    page.wait_for_selector("#reopen", state="visible")
    return page


@state
def studio_resting_face(stage):
    page = opened(stage.person("newcomer"), f"{stage.story.clip}perform/")
    page.click("#open:enabled")
    page.wait_for_selector("#capture", state="visible")
    page.wait_for_timeout(1500)
    return page


@state
def studio_ready(stage):
    page = open_camera(stage.person("newcomer"), stage.story.clip)
    page.wait_for_timeout(1500)
    return page


@moving
def studio_countdown(stage):
    page = open_camera(stage.person("newcomer"), stage.story.clip)
    page.click("#start")
    page.wait_for_timeout(900)
    return page


@state
def studio_performing(stage):
    page = open_camera(stage.person("newcomer"), stage.story.clip)
    record(page)
    return page


@state
def studio_review(stage):
    page = open_camera(stage.person("newcomer"), stage.story.clip)
    record_short(page)
    return page


@state
def scoring(stage):
    """A take in the middle of the work, held there: a fast machine would be done too soon."""
    story, page = stage.story, stage.person("member").page
    page.route("**/state.json", lambda route: route.abort())
    take = story.second.strip("/").rpartition("/")[2].replace("-", "")
    query = "UPDATE takes_take SET state = ?, stage = ?, progress = ?, heartbeat = ? WHERE id = ?"
    alive = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    story.database(story.folder, query, "running", "expressions", 0.62, alive, take)
    try:
        page.goto(story.second)
        page.wait_for_selector("[aria-current=step][data-stage=expressions]")
        page.wait_for_timeout(500)  # the socket tells the state once more
    finally:
        story.database(story.folder, query, "scored", "", 1, alive, take)
    return page


@state
def result_of_a_cut_clip(stage):
    story = stage.story
    take = story.second.strip("/").rpartition("/")[2].replace("-", "")
    query = "UPDATE takes_take SET clip_file = ? || clip_file WHERE id = ?"
    story.database(story.folder, query, "before/", take)
    try:
        page = opened(stage.person("member"), story.second)
        page.wait_for_selector("#png:not([disabled])")
        return page
    finally:
        query = "UPDATE takes_take SET clip_file = replace(clip_file, ?, '') WHERE id = ?"
        story.database(story.folder, query, "before/", take)


@state
def failed(stage):
    story = stage.story
    take = story.second.strip("/").rpartition("/")[2].replace("-", "")
    query = "UPDATE takes_take SET state = ?, reason = ? WHERE id = ?"
    story.database(story.folder, query, "failed", "worker_lost", take)
    try:
        return opened(stage.person("member"), story.second)
    finally:
        story.database(story.folder, query, "scored", "", take)


@state
def result(stage):
    page = opened(stage.person("member"), stage.story.take)
    page.wait_for_selector("#png:not([disabled])")
    return page


@state
def shared(stage):
    page = stage.person("member").page
    page.goto(stage.story.take)
    address = page.locator("#share a[href*='/shared/']").get_attribute("href")
    page = opened(stage.person(), address)
    page.wait_for_selector("#png:not([disabled])")
    return page


@state
def history(stage):
    return opened(stage.person("member"), "/takes/")


@state
def history_empty(stage):
    return opened(stage.person("undecided"), "/takes/")


@state
def compare(stage):
    pks = [take.strip("/").rpartition("/")[2] for take in (stage.story.take, stage.story.second)]
    return opened(stage.person("member"), f"/takes/compare/?first={pks[1]}&second={pks[0]}")


@state
def account(stage):
    return opened(stage.person("member"), "/accounts/me/")


@state
def account_withdrawn(stage):
    return opened(stage.person("withdrawn"), "/accounts/me/")


@state
def privacy(stage):
    return opened(stage.person(), "/privacy/")


@state
def missing(stage):
    return opened(stage.person(), NOWHERE)


@state
def refused(stage):
    person = stage.person()
    page = opened(person, "/accounts/login/")
    person.context.clear_cookies()
    page.fill("input[name=username]", "x")
    page.fill("input[name=password]", "x")
    with page.expect_navigation():
        page.click("main form [type=submit]")
    return page


@state
def broken(stage):
    story, bare = stage.story, stage.story.folder / "bare"
    story.database(bare, "ALTER TABLE clips_clip RENAME TO away")
    try:
        return opened(stage.person(site=stage.bare), "/")
    finally:
        story.database(bare, "ALTER TABLE away RENAME TO clips_clip")


@state
def clip_studio(stage):
    stage.story.database(stage.story.folder, "DELETE FROM clips_upload")  # of clip_studio_lost
    return opened(stage.person("admin"), "/clips/studio/")


@state
def clip_studio_edit(stage):
    return opened(stage.person("admin"), f"{stage.story.clip.replace('/clips/', '/clips/studio/')}")


@state
def clip_studio_found(stage):
    return opened(stage.person("admin"), "/clips/studio/?query=postcard&show=published")


@state
def clip_studio_models(stage):
    return opened(stage.person("admin"), "/clips/studio/models/")


@state
def clip_studio_machine(stage):
    return opened(stage.person("admin"), "/clips/studio/machine/")


@state
def clip_studio_lost(stage):
    page = opened(stage.person("admin"), "/clips/studio/")
    page.route("**/studio/uploads/", lambda route: route.abort())
    page.set_input_files("#files", FILM)
    page.wait_for_selector("#uploads .is-lost")
    return page


@state
def clip_studio_wrong(stage):
    page = opened(stage.person("admin"), f"{stage.story.clip.replace('/clips/', '/clips/studio/')}")
    page.click("#add-line")
    page.fill(".line.is-chosen [data-of=end]", "soon")
    page.click("#save")
    page.wait_for_selector(".save-bar.is-bad")
    return page
