/** The text of a file in the encoding that it shows: Unicode, else what Chinese editors still write. Undefined when it is no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes, encodingOf(bytes)) ?? decode(bytes, "gb18030");
  return text === undefined || /[^\P{Cc}\t\n\v\f\r\u0085]/u.test(text) ? undefined : text;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
