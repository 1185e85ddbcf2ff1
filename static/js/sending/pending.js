// Takes that have not been sent yet, kept by the browser (IndexedDB) across reloads and sign-in.

const NAME = "reon";
const STORE = "takes";

/**
 * Keep a take: {key, user, clip, title, create, blob, neutral, timeline, whole, saved, kept}.
 * Resolves to false where this browser keeps nothing.
 */
export async function keepTake(take) {
  try {
    await withStore("readwrite", (store) => store.put(take));
    return true;
  } catch {
    return false;
  }
}

export async function dropTake(key) {
  try {
    await withStore("readwrite", (store) => store.delete(key));
  } catch {
    // nothing was kept
  }
}

/** The user's kept takes, the newest first. */
export async function keptTakes(user) {
  try {
    const all = await withStore("readonly", (store) => store.getAll());
    return all.filter((take) => take.user === user).sort((a, b) => b.saved - a.saved);
  } catch {
    return [];
  }
}

async function withStore(mode, action) {
  const database = await answerOf(open());
  try {
    return await answerOf(action(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  return request;
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}
