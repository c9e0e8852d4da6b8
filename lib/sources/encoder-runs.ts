import Flv from "node-media-server/src/protocol/flv.js";
import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import { fragmentedMp4 } from "#lib/sources/ffmpeg.ts";
import { createPacketWatch, type PacketKind } from "#lib/sources/packet-watch.ts";
import type { Remux } from "#lib/sources/remux.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";
import { judgeHeader } from "#lib/sources/sequence-header.ts";

const gatherMs = 1000;
const headersLateMs = 4000;
const args = () => [
  ...["-protocol_whitelist", "pipe", "-f", "flv", "-analyzeduration", "1500000", "-probesize", "1000000"],
  ...["-i", "pipe:0", "-max_interleave_delta", "1000000", ...fragmentedMp4],
];

/** A stretch of the stream with the same headers, tracks and clock. It waits until its tracks are known. */
type Run = { openedAt: number; tracks: Set<PacketKind>; waiting: Buffer[]; isOpen: boolean };

/**
 * Hands an encoder's packets on in runs: a header, track or clock that changes ends one and begins the next, with the headers
 * that are valid by then. A header that says the same again is dropped.
 */
export function createEncoderRuns(remux: Pick<Remux, "begin" | "write">, { now = Date.now } = {}) {
  const headers: Partial<Record<PacketKind, Buffer>> = {};
  const watch = createPacketWatch({ now });
  const firstAt = now();
  let run = newRun();

  function newRun(): Run {
    return { openedAt: now(), tracks: new Set(), waiting: [], isOpen: false };
  }

  /** Answers why the encoder has to be turned away, if it has to. */
  function take(kind: PacketKind, packet: AvPacket, isHeader: boolean): SourceTrouble | undefined {
    if (isHeader) return takeHeader(kind, packet);
    if (!headers[kind]) return undefined;
    const judged = watch.judge(kind, packet.dts);
    if (judged.act === "drop") return undefined;
    if (judged.act === "refuse") return "unsteady";
    if (judged.act === "renew") renew();
    if (run.isOpen && !run.tracks.has(kind)) {
      if (!watch.renew()) return "unsteady";
      renew();
      return take(kind, packet, false);
    }
    add(kind, Flv.createMessage({ ...packet, dts: judged.dts }));
    return undefined;
  }

  function takeHeader(kind: PacketKind, packet: AvPacket): SourceTrouble | undefined {
    const bytes = Buffer.from(packet.data.subarray(0, packet.size));
    const message = Flv.createMessage({ ...packet, data: bytes, dts: 0 });
    if (headers[kind]?.equals(message)) return undefined;
    const refused = judgeHeader(kind, bytes);
    if (refused) return refused;
    headers[kind] = message;
    if (!run.tracks.has(kind)) return undefined;
    renew();
    return watch.renew() ? undefined : "unsteady";
  }

  function add(kind: PacketKind, message: Buffer): void {
    run.tracks.add(kind);
    if (run.isOpen) {
      remux.write(message);
      return;
    }
    run.waiting.push(message);
    const isWhole = headers.picture && headers.sound && run.tracks.size === 2;
    if (isWhole || now() - run.openedAt > gatherMs) open();
  }

  function open(): void {
    const { tracks, waiting } = run;
    run.isOpen = true;
    run.waiting = [];
    remux.begin({ args, preamble: () => preambleOf(tracks) });
    for (const message of waiting) remux.write(message);
  }

  function preambleOf(tracks: Set<PacketKind>): Buffer[] {
    const kept = [...tracks].flatMap((kind) => headers[kind] ?? []);
    return [Flv.createHeader(tracks.has("sound"), tracks.has("picture")), ...kept];
  }

  function renew(): void {
    if (!run.isOpen && run.waiting.length > 0) open();
    run = newRun();
  }

  return {
    take,
    /** Whether it sends pictures or sound that nobody can decode, because their header never came. */
    lacksHeader: () => !headers.picture && !headers.sound && now() - firstAt > headersLateMs,
  };
}
