// The link of a shared take: copied on a press; the recording is no question for a private take.

import { byId, find, optional } from "../dom.js";

const form = document.querySelector("form.share");
const copy = optional("copy");

if (form instanceof HTMLFormElement) {
  const showsVideo = find(form, "[name=shows_video]", HTMLInputElement);
  const fit = () => {
    showsVideo.disabled = new FormData(form).get("visibility") === "private";
  };
  form.addEventListener("change", fit);
  fit();
}

copy?.addEventListener("click", async () => {
  const link = byId("link", HTMLInputElement);
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    copy.textContent = copy.dataset.done ?? "";
  } catch {
    // no permission: the link is selected and can be copied by hand
  }
});
