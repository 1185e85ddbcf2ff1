// The operators of a small convolutional network. Pictures are flat arrays in the order row,
// column, channel; their shapes are [1, height, width, channels]. Plain loops: they are what a
// browser's compiler makes fast.

/**
 * @typedef {number[]} Shape
 * @typedef {{data: Float32Array, shape: Shape}} Tensor
 */

/**
 * How windows step along an axis, `before` being the padding in front.
 *
 * @typedef {{count: number, step: number, before: number}} Walk
 * @typedef {(size: number, kernel: number) => Walk} Stride
 * @typedef {{rows: Stride, columns: Stride}} Strides
 */

/**
 * Full convolution; weights are [out, rows, columns, in].
 *
 * @param {Float32Array} input
 * @param {Shape} shape
 * @param {Float32Array} weights
 * @param {Shape} kernel
 * @param {Float32Array} bias
 * @param {Strides} steps
 * @returns {Tensor}
 */
export function convolve(
  input,
  [, height, width, depth],
  weights,
  [out, rows, columns],
  bias,
  steps,
) {
  const down = steps.rows(height, rows);
  const right = steps.columns(width, columns);
  const result = new Float32Array(down.count * right.count * out);
  let to = 0;
  for (let y = 0; y < down.count; y++) {
    const top = y * down.step - down.before;
    for (let x = 0; x < right.count; x++, to += out) {
      const left = x * right.step - right.before;
      const from = Math.max(0, -left);
      const run = (Math.min(columns, width - left) - from) * depth; // neighbours lie side by side
      for (let c = 0; c < out; c++) result[to + c] = bias[c];
      for (let row = Math.max(0, -top); row < rows && top + row < height; row++) {
        const pixel = ((top + row) * width + left + from) * depth;
        addProducts(
          input,
          pixel,
          weights,
          (row * columns + from) * depth,
          rows * columns * depth,
          run,
          result,
          to,
          out,
        );
      }
    }
  }
  return { data: result, shape: [1, down.count, right.count, out] };
}

/**
 * Add a run of inputs, weighted, to each output channel; four sums at once keep a core busy.
 *
 * @param {Float32Array} input
 * @param {number} pixel Where the run begins.
 * @param {Float32Array} weights
 * @param {number} weight Where the weights of the first channel begin.
 * @param {number} kernel Weights of a channel.
 * @param {number} run
 * @param {Float32Array} result
 * @param {number} to
 * @param {number} out Channels.
 */
function addProducts(input, pixel, weights, weight, kernel, run, result, to, out) {
  let c = 0;
  for (; c + 3 < out; c += 4) {
    const first = weight + c * kernel;
    const second = first + kernel;
    const third = second + kernel;
    const fourth = third + kernel;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let n = 0; n < run; n++) {
      const value = input[pixel + n];
      sum0 += value * weights[first + n];
      sum1 += value * weights[second + n];
      sum2 += value * weights[third + n];
      sum3 += value * weights[fourth + n];
    }
    result[to + c] += sum0;
    result[to + c + 1] += sum1;
    result[to + c + 2] += sum2;
    result[to + c + 3] += sum3;
  }
  for (; c < out; c++) {
    let sum = 0;
    for (let n = 0; n < run; n++) sum += input[pixel + n] * weights[weight + c * kernel + n];
    result[to + c] += sum;
  }
}

/**
 * Every channel with a kernel of its own; weights are [1, rows, columns, channels].
 *
 * @param {Float32Array} input
 * @param {Shape} shape
 * @param {Float32Array} weights
 * @param {Shape} kernel
 * @param {Float32Array} bias
 * @param {Strides} steps
 * @returns {Tensor}
 */
export function convolveEach(
  input,
  [, height, width, depth],
  weights,
  [, rows, columns],
  bias,
  steps,
) {
  const down = steps.rows(height, rows);
  const right = steps.columns(width, columns);
  const result = new Float32Array(down.count * right.count * depth);
  let to = 0;
  for (let y = 0; y < down.count; y++) {
    const top = y * down.step - down.before;
    for (let x = 0; x < right.count; x++, to += depth) {
      const left = x * right.step - right.before;
      for (let c = 0; c < depth; c++) result[to + c] = bias[c];
      for (let row = Math.max(0, -top); row < rows && top + row < height; row++) {
        for (let column = Math.max(0, -left); column < columns && left + column < width; column++) {
          const pixel = ((top + row) * width + left + column) * depth;
          const weight = (row * columns + column) * depth;
          for (let c = 0; c < depth; c++) result[to + c] += input[pixel + c] * weights[weight + c];
        }
      }
    }
  }
  return { data: result, shape: [1, down.count, right.count, depth] };
}

/**
 * The largest value of each channel under each window.
 *
 * @param {Float32Array} input
 * @param {Shape} shape
 * @param {number[]} kernel Rows and columns.
 * @param {Strides} steps
 * @returns {Tensor}
 */
export function largest(input, [, height, width, depth], [rows, columns], steps) {
  const down = steps.rows(height, rows);
  const right = steps.columns(width, columns);
  const result = new Float32Array(down.count * right.count * depth).fill(-Infinity);
  let to = 0;
  for (let y = 0; y < down.count; y++) {
    const top = y * down.step - down.before;
    for (let x = 0; x < right.count; x++, to += depth) {
      const left = x * right.step - right.before;
      for (let row = Math.max(0, -top); row < rows && top + row < height; row++) {
        for (let column = Math.max(0, -left); column < columns && left + column < width; column++) {
          const pixel = ((top + row) * width + left + column) * depth;
          for (let c = 0; c < depth; c++) {
            if (input[pixel + c] > result[to + c]) result[to + c] = input[pixel + c];
          }
        }
      }
    }
  }
  return { data: result, shape: [1, down.count, right.count, depth] };
}

/**
 * Zeros around a picture; `widths` holds the number before and after for each axis.
 *
 * @param {Float32Array} input
 * @param {Shape} shape
 * @param {ArrayLike<number>} widths
 * @returns {Tensor}
 */
export function pad(input, shape, widths) {
  const grown = shape.map((size, axis) => widths[2 * axis] + size + widths[2 * axis + 1]);
  const result = new Float32Array(grown.reduce((product, size) => product * size));
  const [, height, width, depth] = shape;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * depth;
      const to = ((y + widths[2]) * grown[2] + x + widths[4]) * grown[3] + widths[6];
      for (let c = 0; c < depth; c++) result[to + c] = input[from + c];
    }
  }
  return { data: result, shape: grown };
}

/**
 * @param {Float32Array} one
 * @param {Float32Array} other
 */
export function add(one, other) {
  const result = new Float32Array(one.length);
  for (let n = 0; n < result.length; n++) result[n] = one[n] + other[n];
  return result;
}

/** @param {Float32Array} input */
export function rectify(input) {
  const result = new Float32Array(input.length);
  for (let n = 0; n < result.length; n++) result[n] = input[n] > 0 ? input[n] : 0;
  return result;
}

/**
 * Numbers of half precision, given as their bits.
 *
 * @param {Uint16Array} bits
 */
export function widen(bits) {
  return Float32Array.from(bits, (half) => {
    const sign = half >> 15 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const rest = half & 1023;
    if (exponent === 31) return rest ? NaN : sign * Infinity;
    return sign * (exponent ? 2 ** (exponent - 15) * (1 + rest / 1024) : 2 ** -14 * (rest / 1024));
  });
}
