// What stands in the place of a video that does not load.

/** Say so beside the video once it fails, and tell `onMissing`. */
export function watchLoading(video, onMissing = () => {}) {
  function say() {
    const note = document.createElement("p");
    note.className = "gone";
    note.role = "alert";
    note.textContent = gettext("This video could not be loaded. Check the connection and load the page again.");
    video.hidden = true;
    video.after(note);
    onMissing();
  }
  if (video.error) say();
  else video.addEventListener("error", say, { once: true });
}
