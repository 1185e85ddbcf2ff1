// Takes that have not been sent yet, kept by the browser (IndexedDB) across reloads and sign-in.

const NAME = "reon";
const STORE = "takes";

/**
 * A take as the browser keeps it.
 *
 * @typedef {object} Take
 * @property {string} key Random; the site stores a take that arrives twice once.
 * @property {string} user
 * @property {string} clip
 * @property {string} title Of the clip.
 * @property {string} create Address to which the take is sent.
 * @property {Blob} blob The video.
 * @property {Blob | null} neutral The video of the resting face.
 * @property {import("../clock.js").Timeline} timeline
 * @property {boolean} whole Whether the clip was performed to its end.
 * @property {number} saved When, in ms since 1970.
 * @property {boolean} kept Whether the browser keeps it.
 */

/**
 * Keep a take; resolves to false where this browser keeps nothing.
 *
 * @param {Take} take
 */
export async function keepTake(take) {
  try {
    await withStore("readwrite", (store) => store.put(take));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
export async function dropTake(key) {
  try {
    await withStore("readwrite", (store) => store.delete(key));
  } catch {
    // nothing was kept
  }
}

/**
 * The user's kept takes, the newest first.
 *
 * @param {string} user
 * @returns {Promise<Take[]>}
 */
export async function keptTakes(user) {
  try {
    /** @type {Take[]} */
    const all = await withStore("readonly", (store) => store.getAll());
    return all.filter((take) => take.user === user).sort((a, b) => b.saved - a.saved);
  } catch {
    return [];
  }
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} action
 */
async function withStore(mode, action) {
  const database = await open();
  try {
    return await answerOf(action(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  return new Promise((resolve, reject) => {
    request.onblocked = () => reject(new Error("blocked"));
    answerOf(request).then(resolve, reject);
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
