/** What boxes are made of: bytes, copied in the order given. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** An ISO base media box of these parts. */
export function box(type: string, ...parts: Bytes[]): Bytes {
  const body = join(parts);
  return join([u32(8 + body.length), latin(type), body]);
}

/** A box with a version and 24 bits of flags. */
export function fullBox(type: string, { version = 0, flags = 0 }, ...parts: Bytes[]): Bytes {
  return box(type, u32(((version << 24) | flags) >>> 0), ...parts);
}

export function join(parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function u8(...values: number[]): Bytes {
  return Uint8Array.from(values);
}

export function u16(...values: number[]): Bytes {
  return u8(...values.flatMap((value) => [value >>> 8, value & 0xff]));
}

export function u32(...values: number[]): Bytes {
  return u8(...values.flatMap((value) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]));
}

/** A whole number of up to 53 bits in eight bytes. */
export function u64(value: number): Bytes {
  return u32(Math.floor(value / 2 ** 32), value % 2 ** 32);
}

export function latin(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function zeros(length: number): Bytes {
  return new Uint8Array(length);
}
