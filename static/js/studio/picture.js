// Small pictures of the preview for the detector, and where its faces are on the screen.

/** @typedef {import("./advice.js").Box} Box */

/**
 * A function that copies a video into a square, whole, with bars where it is not square.
 *
 * @param {HTMLVideoElement} video
 * @param {number} side In px.
 */
export function squareOf(video, side) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const options = { willReadFrequently: true };
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", options));
  return () => {
    const frame = frameIn(video, side);
    const { x, y, width, height } = frame;
    paper.clearRect(0, 0, side, side);
    paper.drawImage(video, x, y, width, height);
    const inside = [Math.ceil(x), Math.ceil(y), Math.floor(width), Math.floor(height)];
    return {
      square: paper.getImageData(0, 0, side, side).data,
      picture: paper.getImageData(inside[0], inside[1], inside[2], inside[3]),
      /** @param {Box} box In parts of the square; returned in parts of the video's picture. */
      inPicture: (box) => inPicture(box, frame, side),
    };
  };
}

/**
 * Where the video's picture is in the square, in px.
 *
 * @param {{videoWidth: number, videoHeight: number}} video
 * @param {number} side
 * @returns {Box}
 */
export function frameIn({ videoWidth, videoHeight }, side) {
  const scale = side / Math.max(videoWidth, videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return { x: (side - width) / 2, y: (side - height) / 2, width, height };
}

/**
 * A box in parts of the square, as parts of the video's picture.
 *
 * @param {Box} box
 * @param {Box} frame The picture in the square, in px.
 * @param {number} side
 * @returns {Box}
 */
export function inPicture(box, frame, side) {
  return {
    x: (box.x * side - frame.x) / frame.width,
    y: (box.y * side - frame.y) / frame.height,
    width: (box.width * side) / frame.width,
    height: (box.height * side) / frame.height,
  };
}

/**
 * A box in parts of the video's picture, as px on the screen: the preview is mirrored and cut to
 * fill its frame.
 *
 * @param {Box} box
 * @param {{clientWidth: number, clientHeight: number, videoWidth: number, videoHeight: number}}
 *   video
 * @returns {Box}
 */
export function onScreen(box, { clientWidth, clientHeight, videoWidth, videoHeight }) {
  const scale = Math.max(clientWidth / videoWidth, clientHeight / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return {
    x: clientWidth - ((clientWidth - width) / 2 + (box.x + box.width) * width),
    y: (clientHeight - height) / 2 + box.y * height,
    width: box.width * width,
    height: box.height * height,
  };
}
