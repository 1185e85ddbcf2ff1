// Names and colours of the emotions.

/** @type {Record<string, () => string>} */
const NAMES = {
  anger: () => gettext("anger"),
  disgust: () => gettext("disgust"),
  fear: () => gettext("fear"),
  happiness: () => gettext("happiness"),
  neutral: () => gettext("neutral"),
  sadness: () => gettext("sadness"),
  surprise: () => gettext("surprise"),
};

/**
 * The name in the page's language; labels of other models as they are.
 *
 * @param {string} label
 */
export function emotionName(label) {
  return NAMES[label]?.() ?? label;
}

/**
 * A value of the design's tokens, as it is in the present theme.
 *
 * @param {string} name
 */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** @param {string} label */
export function emotionColour(label) {
  return token(`emotion-${label}`) || token("ink-2");
}
