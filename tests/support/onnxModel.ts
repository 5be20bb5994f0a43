// A small face model as an organisation might bring one: an ONNX file that yields the face in 14 × 14 coarse points of each colour,
// less their mean. Good enough to tell pictures apart; no more. Written here, as no model with a free licence is small.

type Field = readonly [number: number, value: number | string | Buffer];

/** Protocol buffers: varints and what has a length are all that ONNX needs here. */
function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)];
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      return [varint((number << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** Numbers of fields: onnx/onnx.proto3. */
const FLOAT = 1;
const INTS = 7;

function ints(name: string, values: readonly number[]): Buffer {
  return message([1, name], [20, INTS], ...values.map((value): Field => [8, value]));
}

function node(type: string, inputs: readonly string[], output: string, attributes: readonly Buffer[] = []): Buffer {
  return message(
    ...inputs.map((name): Field => [1, name]),
    [2, output],
    [4, type],
    ...attributes.map((attribute): Field => [5, attribute]),
  );
}

function tensor(name: string, shape: readonly number[]): Buffer {
  const dimensions = message(...shape.map((size): Field => [1, message([1, size])]));
  return message([1, name], [2, message([1, message([1, FLOAT], [2, dimensions])])]);
}

/** `pool`: points of the picture in one of the descriptor's, each way. @returns the file */
export function onnxFaceModel({ pool = 8 }: { pool?: number } = {}): Buffer {
  const numbers = 3 * (112 / pool) ** 2;
  const graph = message(
    [1, node('AveragePool', ['face'], 'coarse', [ints('kernel_shape', [pool, pool]), ints('strides', [pool, pool])])],
    [1, node('ReduceMean', ['coarse'], 'mean', [ints('axes', [1, 2, 3])])],
    [1, node('Sub', ['coarse', 'mean'], 'centred')],
    [1, node('Flatten', ['centred'], 'descriptor')],
    [2, 'coarse face'],
    [11, tensor('face', [1, 3, 112, 112])],
    [12, tensor('descriptor', [1, numbers])],
  );
  return message([1, 8], [2, 'visavis tests'], [7, graph], [8, message([1, ''], [2, 13])]);
}
