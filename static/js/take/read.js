// A result from the server, and what to say where it does not come.

/** The result's JSON; throws where the server has none. */
export async function readResult(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** Put a note in the place of `root`'s content. */
export function tell(root, text) {
  const note = document.createElement("p");
  note.className = "note bad";
  note.role = "alert";
  note.textContent = text;
  root.replaceChildren(note);
}

/** Say in `root` that a result could not be loaded. */
export function sorry(root) {
  return (error) => {
    tell(root, gettext("The curves could not be loaded. Check the connection and load the page again."));
    console.warn(error);
  };
}
