// Reading a network from a TensorFlow Lite file: its tensors and its operators, in order.
//
// The file is a FlatBuffer: tables whose fields are found through a list of offsets, vectors and
// strings that begin with their length. The numbers of fields below are those of TensorFlow's
// public schema.

const MODEL = { codes: 1, graphs: 2, buffers: 4 };
const CODE = { old: 0, now: 3 };
const GRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3 };
const TENSOR = { shape: 0, type: 1, buffer: 2 };
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4 };
/** @type {Record<number, any>} */
const TYPES = { 0: Float32Array, 1: Uint16Array, 2: Int32Array }; // 1: half precision, as its bits

/**
 * `data` is null where it is computed.
 *
 * @typedef {{shape: number[], data: Float32Array | Uint16Array | Int32Array | null}} Tensor
 */

/**
 * Inputs and outputs are indices of tensors; `option(n, otherwise)` reads the n-th whole number
 * of the operator's options.
 *
 * @typedef {object} Operator
 * @property {number} code
 * @property {number[]} inputs
 * @property {number[]} outputs
 * @property {(field: number, otherwise: number) => number} option
 */

/**
 * A table of the file, whose fields are read by their number.
 *
 * @typedef {object} Table
 * @property {(field: number) => number} byte
 * @property {(field: number, otherwise: number) => number} int
 * @property {(field: number) => number[]} ints
 * @property {(field: number) => Table[]} tables
 * @property {(field: number) => Table | null} table
 * @property {(field: number) => Uint8Array | null} bytes
 */

/**
 * Read a network.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{tensors: Tensor[], operators: Operator[], inputs: number[], outputs: number[]}}
 */
export function readNetwork(buffer) {
  const view = new DataView(buffer);
  const model = table(view, at(view, 0));
  const graph = model.tables(MODEL.graphs)[0];
  const codes = model
    .tables(MODEL.codes)
    .map((code) => Math.max(code.byte(CODE.old), code.int(CODE.now, 0)));
  const buffers = model.tables(MODEL.buffers).map((one) => one.bytes(0));
  return {
    tensors: graph.tables(GRAPH.tensors).map((tensor) => ({
      shape: tensor.ints(TENSOR.shape),
      data: typed(tensor.byte(TENSOR.type), buffers[tensor.int(TENSOR.buffer, 0)]),
    })),
    operators: graph.tables(GRAPH.operators).map((operator) => ({
      code: codes[operator.int(OPERATOR.code, 0)],
      inputs: operator.ints(OPERATOR.inputs),
      outputs: operator.ints(OPERATOR.outputs),
      option: options(operator),
    })),
    inputs: graph.ints(GRAPH.inputs),
    outputs: graph.ints(GRAPH.outputs),
  };
}

/** @param {Table} operator */
function options(operator) {
  const own = operator.table(OPERATOR.options);
  /** @type {Operator["option"]} */
  return (field, otherwise) => own?.int(field, otherwise) ?? otherwise;
}

/**
 * The constant of a tensor; null where there is none.
 *
 * @param {number} type
 * @param {Uint8Array | null} bytes
 */
function typed(type, bytes) {
  if (!bytes?.length) return null;
  const Kind = TYPES[type];
  if (!Kind) throw new Error(`tensors of type ${type} cannot be read`);
  return new Kind(bytes.slice().buffer);
}

/**
 * The place that an offset points to.
 *
 * @param {DataView} view
 * @param {number} place
 */
function at(view, place) {
  return place + view.getUint32(place, true);
}

/**
 * @param {DataView} view
 * @param {number} start
 * @returns {Table}
 */
function table(view, start) {
  const list = start - view.getInt32(start, true);
  const size = view.getUint16(list, true);
  /** @param {number} field */
  const find = (field) => {
    const entry = 4 + 2 * field;
    const offset = entry < size ? view.getUint16(list + entry, true) : 0;
    return offset && start + offset;
  };
  /**
   * The places of a vector's elements of four bytes.
   *
   * @param {number} field
   */
  const elements = (field) => {
    const place = find(field);
    if (!place) return [];
    const vector = at(view, place);
    return Array.from(
      { length: view.getUint32(vector, true) },
      (_, index) => vector + 4 + 4 * index,
    );
  };
  return {
    byte: (field) => (find(field) ? view.getInt8(find(field)) : 0),
    int(field, otherwise) {
      const place = find(field);
      if (!place) return otherwise;
      return place + 4 <= view.byteLength ? view.getInt32(place, true) : otherwise;
    },
    ints: (field) => elements(field).map((place) => view.getInt32(place, true)),
    tables: (field) => elements(field).map((place) => table(view, at(view, place))),
    table: (field) => (find(field) ? table(view, at(view, find(field))) : null),
    bytes(field) {
      const place = find(field);
      if (!place) return null;
      const vector = at(view, place);
      return new Uint8Array(view.buffer, vector + 4, view.getUint32(vector, true));
    },
  };
}
