// What failures mean to the scripts that wait for the site.

const PASSING = [0, 408, 425, 429, 500, 502, 503, 504];

/**
 * Whether a request that was answered with this status may succeed when it is sent again;
 * 0 stands for no answer.
 *
 * @param {number} status
 */
export function isPassing(status) {
  return PASSING.includes(status);
}

/**
 * The message of whatever was thrown.
 *
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
