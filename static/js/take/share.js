// The link of a shared take: copied on a press; the recording is no question for a private take.

const form = document.querySelector(".share");
const copy = document.getElementById("copy");

function fit() {
  form.elements.shows_video.disabled = form.elements.visibility.value === "private";
}

form?.addEventListener("change", fit);
if (form) fit();

copy?.addEventListener("click", async () => {
  const link = document.getElementById("link");
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    copy.textContent = copy.dataset.done;
  } catch {
    // no permission: the link is selected and can be copied by hand
  }
});
