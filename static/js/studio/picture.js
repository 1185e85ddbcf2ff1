// Small pictures of the preview for the detector, and where its faces are on the screen.

/** A function that copies a video into a square of `side` px, whole, with bars where it is not square. */
export function squareOf(video, side) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return () => {
    const frame = frameIn(video, side);
    paper.clearRect(0, 0, side, side);
    paper.drawImage(video, frame.x, frame.y, frame.width, frame.height);
    const read = (x, y, width, height) => paper.getImageData(x, y, width, height);
    return {
      square: read(0, 0, side, side).data,
      picture: read(Math.ceil(frame.x), Math.ceil(frame.y), Math.floor(frame.width), Math.floor(frame.height)),
      /** A box in parts of the square, as parts of the video's picture. */
      inPicture: (box) => ({
        x: (box.x * side - frame.x) / frame.width,
        y: (box.y * side - frame.y) / frame.height,
        width: (box.width * side) / frame.width,
        height: (box.height * side) / frame.height,
      }),
    };
  };
}

function frameIn({ videoWidth, videoHeight }, side) {
  const scale = side / Math.max(videoWidth, videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return { x: (side - width) / 2, y: (side - height) / 2, width, height };
}

/**
 * A box in parts of the video's picture, as px on the screen: the preview is mirrored and cut to
 * fill its frame.
 */
export function onScreen(box, video) {
  const { clientWidth: wide, clientHeight: high, videoWidth, videoHeight } = video;
  const scale = Math.max(wide / videoWidth, high / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return {
    x: wide - ((wide - width) / 2 + (box.x + box.width) * width),
    y: (high - height) / 2 + box.y * height,
    width: box.width * width,
    height: box.height * height,
  };
}
