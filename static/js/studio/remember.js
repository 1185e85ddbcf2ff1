// Choices that outlive the visit; where the browser keeps nothing, they are simply forgotten.

const PREFIX = "reon.";

/**
 * @param {string} name
 * @returns {string} Nothing where nothing was remembered.
 */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // private windows may refuse
  }
}
