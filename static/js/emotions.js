// Names and colours of the emotions.

const NAMES = {
  anger: () => gettext("anger"),
  disgust: () => gettext("disgust"),
  fear: () => gettext("fear"),
  happiness: () => gettext("happiness"),
  neutral: () => gettext("neutral"),
  sadness: () => gettext("sadness"),
  surprise: () => gettext("surprise"),
};

/** The name in the page's language; labels of other models as they are. */
export function emotionName(label) {
  return NAMES[label]?.() ?? label;
}

/** The colour of the design's tokens, as it is in the theme of the moment. */
export function token(name, element = document.documentElement) {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim();
}

export function emotionColour(label, element) {
  return token(`emotion-${label}`, element) || token("ink-2", element);
}
