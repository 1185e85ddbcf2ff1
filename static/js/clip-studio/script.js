// The script as the editor holds it: lines of typed texts, right or wrong, and what is stored.

/**
 * A line as it is stored, its times in s.
 *
 * @typedef {{start: number, end: number, text: string, text_ko?: string}} StoredLine
 */

/**
 * A line as it is typed.
 *
 * @typedef {{start: string, end: string, text: string, text_ko: string}} Line
 */

/**
 * @param {StoredLine} line
 * @returns {Line}
 */
export function fromStored({ start, end, text, text_ko = "" }) {
  return { start: typed(start), end: typed(end), text, text_ko };
}

/**
 * What is sent of a line: numbers where numbers were typed, anything else as it is.
 *
 * @param {Line} line
 */
export function toSend({ start, end, text, text_ko }) {
  return { start: numberOf(start), end: numberOf(end), text, text_ko };
}

/**
 * A time as somebody would type it, to the millisecond.
 *
 * @param {number} second
 */
export function typed(second) {
  return String(Math.round(second * 1000) / 1000);
}

/**
 * A number from what was typed, "1,5" too; what is none stays as it is.
 *
 * @param {string} text
 */
function numberOf(text) {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() && Number.isFinite(number) ? number : text;
}

/**
 * Give lines the texts of others in Korean, each to the line that it shares most time with.
 * Returns those that share time with none, as lines of their own.
 *
 * @param {Line[]} lines
 * @param {StoredLine[]} korean
 * @returns {StoredLine[]}
 */
export function addKorean(lines, korean) {
  const unmatched = [];
  for (const value of korean) {
    const line = nearest(lines, value);
    if (line) line.text_ko = [line.text_ko, value.text].filter(Boolean).join(" ");
    else unmatched.push({ ...value, text_ko: value.text });
  }
  return unmatched;
}

/**
 * The line that shares most time with a stretch, the first of equal ones.
 *
 * @param {Line[]} lines
 * @param {{start: number, end: number}} stretch
 */
function nearest(lines, { start, end }) {
  let most = 0;
  let best = null;
  for (const line of lines) {
    const shared = Math.min(Number(line.end), end) - Math.max(Number(line.start), start);
    if (shared > most) [most, best] = [shared, line];
  }
  return best;
}
