import type { QueueEntry } from "#lib/live/contract.ts";
import { textFrame } from "#lib/live/text-frame.ts";

/** One event as every socket gets it, without being encoded again for each: Engine.IO's type 4, Socket.IO's type 2. */
export type Packet = {
  text: string;
  /** As Engine.IO takes what is framed already: in one piece, so that it is one write. */
  options: { compress: false; wsPreEncodedFrame: Buffer[] };
};

export function framePacket(frame: string): Packet {
  return packetOf(`2["frame",${frame}]`);
}

/** A room whole, and what happened in it since, oldest first. */
export function snapshotPacket(snapshot: string, frames: string[]): Packet {
  return packetOf(`2["snapshot",${[snapshot, ...frames].join(",")}]`);
}

export function linePacket(entry: QueueEntry): Packet {
  return packetOf(`2["line",${JSON.stringify(entry)}]`);
}

function packetOf(text: string): Packet {
  return { text, options: { compress: false, wsPreEncodedFrame: [textFrame(`4${text}`)] } };
}
