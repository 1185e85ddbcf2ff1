// Reading a subtitle file into the editor, in whatever encoding it was written.

import { byId } from "../dom.js";
import { messageOf } from "../errors.js";
import { call } from "./calls.js";

/**
 * Ask what to do with the lines of a chosen file and put them into the script.
 *
 * @param {string} address Reads the file's text.
 * @param {import("./lines.js").Script} script
 */
export function subtitleInput(address, script) {
  const input = byId("subtitles", HTMLInputElement);
  const problem = byId("script-problem");
  const dialog = byId("import-dialog", HTMLDialogElement);

  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    problem.textContent = "";
    try {
      const text = decoded(await file.arrayBuffer());
      const { lines } = await call("POST", address, { name: file.name, text });
      if (script.lines.length) ask(lines);
      else script.add(lines);
    } catch (error) {
      problem.textContent = messageOf(error);
    }
    input.value = "";
  });

  /** @param {import("./script.js").StoredLine[]} lines */
  function ask(lines) {
    const text = gettext("The file has %s lines; here are %s.");
    const counts = [lines.length, script.lines.length];
    byId("import-words").textContent = interpolate(text, counts);
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "replace") script.replace(lines);
      if (dialog.returnValue === "add") script.add(lines);
      if (dialog.returnValue === "korean") script.addKorean(lines);
    };
    dialog.showModal();
  }
}

/**
 * The text of a file: UTF-8, UTF-16 with its mark, or the older Korean encoding.
 *
 * @param {ArrayBuffer} buffer
 */
export function decoded(buffer) {
  const [first, second] = new Uint8Array(buffer);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(buffer);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(buffer);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder("euc-kr").decode(buffer);
  }
}
