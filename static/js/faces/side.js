/** Pixels along each side of the square picture that the detector sees. */
export const SIDE = 128;
