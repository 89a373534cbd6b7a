/**
 * The frames of Feishu's long connection (proto2 `pbbp2`), written by hand so that the double
 * shares no code with the SDK under test.
 *
 *   Header { 1: key string, 2: value string }
 *   Frame  { 1: SeqID uint64, 2: LogID uint64, 3: service int32, 4: method int32,
 *            5: headers repeated, 7: payloadType string, 8: payload bytes }
 */
export type Frame = {
  readonly seqId: number;
  readonly logId: number;
  readonly service: number;
  /** 0 control, 1 data. */
  readonly method: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Buffer;
};

export function encodeFrame(frame: Frame): Buffer {
  return Buffer.concat([
    number(1, frame.seqId),
    number(2, frame.logId),
    number(3, frame.service),
    number(4, frame.method),
    ...[...frame.headers].map(([key, value]) =>
      bytes(5, Buffer.concat([bytes(1, Buffer.from(key)), bytes(2, Buffer.from(value))])),
    ),
    bytes(8, frame.payload),
  ]);
}

export function decodeFrame(data: Buffer): Frame {
  const numbers = new Map<number, number>();
  const headers = new Map<string, string>();
  let payload = Buffer.alloc(0);
  for (const { id, value } of fieldsOf(data)) {
    if (typeof value === "bigint") numbers.set(id, Number(BigInt.asIntN(32, value)));
    else if (id === 5) headers.set(...header(value));
    else if (id === 8) payload = Buffer.from(value);
  }
  return {
    seqId: numbers.get(1) ?? 0,
    logId: numbers.get(2) ?? 0,
    service: numbers.get(3) ?? 0,
    method: numbers.get(4) ?? 0,
    headers,
    payload,
  };
}

function header(data: Buffer): [string, string] {
  const parts = new Map(fieldsOf(data).map(({ id, value }) => [id, String(value)]));
  return [parts.get(1) ?? "", parts.get(2) ?? ""];
}

function fieldsOf(data: Buffer): { id: number; value: bigint | Buffer }[] {
  const fields: { id: number; value: bigint | Buffer }[] = [];
  let at = 0;
  const next = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = data[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < data.length) {
    const tag = Number(next());
    const value = next();
    if ((tag & 7) === 0) fields.push({ id: tag >> 3, value });
    else if ((tag & 7) === 2) {
      fields.push({ id: tag >> 3, value: data.subarray(at, at + Number(value)) });
      at += Number(value);
    } else throw new Error(`wire type ${tag & 7} is not one of these frames`);
  }
  return fields;
}

function varint(value: number | bigint): Buffer {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(out);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id << 3), varint(value)]);
}

function bytes(id: number, data: Buffer): Buffer {
  return Buffer.concat([varint((id << 3) | 2), varint(data.length), data]);
}
