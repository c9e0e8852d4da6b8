import Flv from "node-media-server/src/protocol/flv.js";
import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import { fragmentedMp4 } from "#lib/sources/ffmpeg.ts";
import { createPacketWatch, type PacketKind } from "#lib/sources/packet-watch.ts";
import type { Remux } from "#lib/sources/remux.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";
import { judgeHeader } from "#lib/sources/sequence-header.ts";

const gatherMs = 1000;
const headersLateMs = 4000;
const readFlv = "-protocol_whitelist pipe -f flv -analyzeduration 1500000 -probesize 1000000 -i pipe:0";
const args = () => [...readFlv.split(" "), "-max_interleave_delta", "1000000", ...fragmentedMp4];

/** A stretch of the stream with the same headers, tracks and clock. It waits until its tracks are known. */
type Run = { openedAt: number; tracks: Set<PacketKind>; waiting: Buffer[]; isOpen: boolean };

/**
 * Hands an encoder's packets on in runs: a header, track or clock that changes ends one and begins the next, with the headers
 * that are valid by then. A header that says the same again is dropped.
 */
export class EncoderRuns {
  readonly #remux: Pick<Remux, "begin" | "write">;
  readonly #now: () => number;
  readonly #headers: Partial<Record<PacketKind, Buffer>> = {};
  readonly #watch: ReturnType<typeof createPacketWatch>;
  readonly #firstAt: number;
  #run: Run;

  constructor(remux: Pick<Remux, "begin" | "write">, { now = Date.now } = {}) {
    this.#remux = remux;
    this.#now = now;
    this.#watch = createPacketWatch({ now });
    this.#firstAt = now();
    this.#run = this.#newRun();
  }

  /** Answers why the encoder has to be turned away, if it has to. */
  take(kind: PacketKind, packet: AvPacket, isHeader: boolean): SourceTrouble | undefined {
    if (isHeader) return this.#takeHeader(kind, packet);
    if (!this.#headers[kind]) return undefined;
    const judged = this.#watch.judge(kind, packet.dts);
    if (judged.act === "drop") return undefined;
    if (judged.act === "refuse") return "unsteady";
    if (judged.act === "renew") this.#renew();
    if (this.#run.isOpen && !this.#run.tracks.has(kind)) {
      if (!this.#watch.renew()) return "unsteady";
      this.#renew();
      return this.take(kind, packet, false);
    }
    this.#add(kind, Flv.createMessage({ ...packet, dts: judged.dts }));
    return undefined;
  }

  /** Whether it sends pictures or sound that nobody can decode, because their header never came. */
  lacksHeader(): boolean {
    return !this.#headers.picture && !this.#headers.sound && this.#now() - this.#firstAt > headersLateMs;
  }

  #takeHeader(kind: PacketKind, packet: AvPacket): SourceTrouble | undefined {
    const bytes = Buffer.from(packet.data.subarray(0, packet.size));
    const message = Flv.createMessage({ ...packet, data: bytes, dts: 0 });
    if (this.#headers[kind]?.equals(message)) return undefined;
    const refused = judgeHeader(kind, bytes);
    if (refused) return refused;
    this.#headers[kind] = message;
    if (!this.#run.tracks.has(kind)) return undefined;
    this.#renew();
    return this.#watch.renew() ? undefined : "unsteady";
  }

  #add(kind: PacketKind, message: Buffer): void {
    this.#run.tracks.add(kind);
    if (this.#run.isOpen) {
      this.#remux.write(message);
      return;
    }
    this.#run.waiting.push(message);
    const isWhole = this.#headers.picture && this.#headers.sound && this.#run.tracks.size === 2;
    if (isWhole || this.#now() - this.#run.openedAt > gatherMs) this.#open();
  }

  #open(): void {
    const { tracks, waiting } = this.#run;
    this.#run.isOpen = true;
    this.#run.waiting = [];
    this.#remux.begin({ args, preamble: () => this.#preambleOf(tracks) });
    for (const message of waiting) this.#remux.write(message);
  }

  #preambleOf(tracks: Set<PacketKind>): Buffer[] {
    const kept = [...tracks].flatMap((kind) => this.#headers[kind] ?? []);
    return [Flv.createHeader(tracks.has("sound"), tracks.has("picture")), ...kept];
  }

  #renew(): void {
    if (!this.#run.isOpen && this.#run.waiting.length > 0) this.#open();
    this.#run = this.#newRun();
  }

  #newRun(): Run {
    return { openedAt: this.#now(), tracks: new Set(), waiting: [], isOpen: false };
  }
}
