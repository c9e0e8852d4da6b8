import type { Packet } from "#lib/live/packets.ts";

/** The WebSocket below a Socket.IO socket. Engine.IO writes what is framed already by the same call. */
export type Wire = {
  readyState: number;
  /** Bytes that its reader has not taken yet. */
  bufferedAmount: number;
  _sender: { sendFrame(pieces: Buffer[]): void };
};

const open = 1;

/** Does nothing where the socket is about to close. */
export function writePacket(wire: Wire, { options }: Packet): void {
  if (wire.readyState === open) wire._sender.sendFrame(options.wsPreEncodedFrame);
}

/** Sockets speak WebSocket from their first byte, so there is one; another transport would have none. */
export function wireOf(transport: unknown): Wire {
  const wire: unknown = typeof transport === "object" && transport ? Reflect.get(transport, "socket") : null;
  if (!isWire(wire)) throw new Error("a socket without a WebSocket");
  return wire;
}

function isWire(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && "_sender" in value && "bufferedAmount" in value;
}
