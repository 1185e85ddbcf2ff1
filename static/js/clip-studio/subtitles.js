// Reading a subtitle file into the editor: in whatever encoding it was written.

import { call } from "./calls.js";

/** Ask what to do with the lines of a chosen file and put them into the script. */
export function subtitleInput(address, script) {
  const input = document.querySelector("#subtitles");
  const problem = document.querySelector("#script-problem");
  const dialog = document.querySelector("#import-dialog");

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    problem.textContent = "";
    try {
      const text = decoded(await file.arrayBuffer());
      const { lines } = await call("POST", address, { name: file.name, text });
      if (script.lines.length) ask(lines);
      else script.add(lines);
    } catch (error) {
      problem.textContent = error.message;
    }
    input.value = "";
  });

  function ask(lines) {
    const values = [lines.length, script.lines.length];
    document.querySelector("#import-words").textContent = interpolate(
      gettext("The file has %s lines; here are %s."),
      values,
    );
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "replace") script.replace(lines);
      if (dialog.returnValue === "add") script.add(lines);
      if (dialog.returnValue === "korean") script.addKorean(lines);
    };
    dialog.showModal();
  }
}

/** UTF-8, UTF-16 with its mark, or the older Korean encoding. */
function decoded(buffer) {
  const [first, second] = new Uint8Array(buffer);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(buffer);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(buffer);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder("euc-kr").decode(buffer);
  }
}
