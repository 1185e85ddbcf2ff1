// Asking the detector's thread where the faces in a picture are.

const FILE = new URL("../../vendor/blazeface/face_detection_short_range.tflite", import.meta.url);
const WORKER = new URL("./worker.js", import.meta.url);

/** @typedef {import("./blazeface.js").Face} Face */

/**
 * `ready` resolves to whether the detector can be used at all, `find()` to the faces in the
 * pixels of a picture.
 *
 * @typedef {object} Finder
 * @property {Promise<boolean>} ready
 * @property {(pixels: Uint8ClampedArray) => Promise<Face[]>} find
 */

/**
 * Start the detector's thread.
 *
 * @returns {Finder}
 */
export function startFinder() {
  /** @type {Worker} */
  let worker;
  try {
    worker = new Worker(WORKER, { type: "module" });
  } catch {
    return { ready: Promise.resolve(false), find: async () => [] };
  }
  /** @type {(faces: Face[]) => void} */
  let answer = () => {};
  /** @type {Promise<boolean>} */
  const ready = new Promise((resolve) => {
    worker.onerror = () => resolve(false); // the thread's script did not load
    worker.onmessage = ({ data }) => {
      if (data.faces) answer(data.faces);
      else resolve(data.state === "ready");
    };
  });
  worker.postMessage({ address: FILE.href });
  return {
    ready,
    find(pixels) {
      worker.postMessage({ pixels });
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
}
