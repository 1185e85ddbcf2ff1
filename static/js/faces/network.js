// Running a small network, operator by operator, in plain JavaScript: nothing to download but its
// weights, and no exception to the page's content security policy.

import { add, convolve, convolveEach, largest, pad, rectify, widen } from "./kernels.js";
import { readNetwork } from "./tflite.js";

const SAME = 0; // the padding of which the file's operators speak by number

/**
 * @typedef {import("./kernels.js").Shape} Shape
 * @typedef {import("./kernels.js").Strides} Strides
 * @typedef {import("./tflite.js").Operator} Operator
 */

/**
 * A tensor whose numbers are there. Which kind of numbers an operator gets, the file decides.
 *
 * @typedef {{shape: Shape, data: any}} Value
 */

/** @type {Record<number, (given: Value[], option: Operator["option"], shape: Shape) => Value>} */
const OPERATORS = {
  0: ([one, other]) => ({ shape: one.shape, data: add(one.data, other.data) }),
  2: (parts) => joined(parts),
  3: ([input, weights, bias], option) =>
    convolve(input.data, input.shape, weights.data, weights.shape, bias.data, strides(option)),
  4: ([input, weights, bias], option) =>
    convolveEach(input.data, input.shape, weights.data, weights.shape, bias.data, strides(option)),
  6: ([input]) => ({ shape: input.shape, data: widen(input.data) }),
  17: ([input], option) =>
    largest(input.data, input.shape, [option(4, 1), option(3, 1)], strides(option)),
  19: ([input]) => ({ shape: input.shape, data: rectify(input.data) }),
  22: ([input], _, shape) => ({ shape, data: input.data }),
  34: ([input, widths]) => pad(input.data, input.shape, widths.data),
};

/**
 * Make a network ready from the content of a TensorFlow Lite file.
 *
 * Returns a function from the input to the list of outputs. Throws where the file holds an
 * operator that is not known here.
 *
 * @param {ArrayBuffer} buffer
 * @returns {(input: Float32Array) => Float32Array[]}
 */
export function loadNetwork(buffer) {
  const { tensors, operators, inputs, outputs } = readNetwork(buffer);
  for (const { code } of operators) {
    if (!OPERATORS[code]) throw new Error(`operator ${code} of the network is unknown`);
  }
  /** @type {(Value | null)[]} */
  const known = tensors.map((tensor) => (tensor.data ? tensor : null));
  /** @param {Operator} operator */
  const constant = ({ inputs: needed }) => needed.every((index) => known[index]);
  for (const operator of operators) if (constant(operator)) apply(operator, known, tensors);
  const rest = operators.filter((operator) => !known[operator.outputs[0]]);
  return (input) => {
    const values = [...known];
    values[inputs[0]] = { shape: tensors[inputs[0]].shape, data: input };
    for (const operator of rest) apply(operator, values, tensors);
    return outputs.map((index) => values[index]?.data);
  };
}

/**
 * @param {Operator} operator
 * @param {(Value | null)[]} values
 * @param {{shape: Shape}[]} tensors
 */
function apply({ code, inputs, outputs, option }, values, tensors) {
  const [target] = outputs;
  const given = inputs.map((index) => /** @type {Value} */ (values[index]));
  values[target] = OPERATORS[code](given, option, tensors[target].shape);
}

/**
 * @param {Operator["option"]} option
 * @returns {Strides}
 */
function strides(option) {
  /** @type {(step: number) => import("./kernels.js").Stride} */
  const along = (step) => (size, kernel) => {
    if (option(0, SAME) % 256 !== SAME) {
      return { count: Math.floor((size - kernel) / step) + 1, step, before: 0 };
    }
    const count = Math.ceil(size / step);
    const padding = Math.max(0, (count - 1) * step + kernel - size);
    return { count, step, before: Math.floor(padding / 2) };
  };
  return { columns: along(option(1, 1)), rows: along(option(2, 1)) };
}

/**
 * One after the other; here always along the only axis that is longer than one row of numbers.
 *
 * @param {Value[]} parts
 * @returns {Value}
 */
function joined(parts) {
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { shape: [data.length], data };
}
