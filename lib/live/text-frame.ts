const finalText = 0x81;

/** A text as one WebSocket message from a server, header and all (RFC 6455, 5.2): made once, written to any number of sockets. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = headerFor(length);
  const frame = Buffer.allocUnsafeSlow(head.length + length);
  frame.set(head);
  frame.write(text, head.length);
  return frame;
}

function headerFor(length: number): number[] {
  if (length < 126) return [finalText, length];
  if (length < 65_536) return [finalText, 126, length >> 8, length & 255];
  return [finalText, 127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
}
