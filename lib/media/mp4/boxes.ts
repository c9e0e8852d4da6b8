import { type Box, BrokenStream, readBoxHeader } from "./box-reader.ts";

/** A whole piece of the stream: ftyp + moov, or moof + mdat. `position` is where it begins in the stream. */
export type Unit = { bytes: Buffer; position: number } & ({ moov: Box } | { moof: Box; mdat: Box });

/** Why a stream is over. What came before is still good. */
export type Broken = Pick<BrokenStream, "code" | "about"> & { detail: string };

type Found = { bytes: Buffer; moov?: Box; moof?: Box; mdat?: Box };

const maxHeaderBytes = 1024 * 1024;
const maxMediaBytes = 16 * 1024 * 1024;
const skippedTypes = new Set(["styp", "sidx", "emsg", "prft", "free", "skip", "wide", "uuid", "mfra"]);

/**
 * Splits the byte stream of one recording into its initialisation segment and fragments. Chunk borders carry no
 * meaning: the same bytes give the same result however they are cut. `onUnit` may throw BrokenStream, and must copy what
 * it keeps: what waits for its rest lies in one block that is used over and over.
 */
export class BoxSplitter {
  readonly #onUnit: (unit: Unit) => void;
  #block = Buffer.alloc(0);
  #held = 0;
  #wanted = 8;
  #position = 0;
  #started: boolean;
  #broken: Broken | undefined;

  /** @param started the initialisation was read elsewhere: fragments come at once */
  constructor(onUnit: (unit: Unit) => void, { started = false }: { started?: boolean } = {}) {
    this.#onUnit = onUnit;
    this.#started = started;
  }

  /** Hands over what these bytes complete; tells when the stream is broken, now or earlier. */
  push(bytes: Buffer): Broken | undefined {
    if (this.#broken) return this.#broken;
    if (this.#held + bytes.length < this.#wanted) {
      this.#hold(bytes);
      return undefined;
    }
    if (this.#held > 0) this.#hold(bytes);
    try {
      this.#drain(this.#held > 0 ? this.#block.subarray(0, this.#held) : bytes);
    } catch (error) {
      this.#broken = explain(error);
      this.#block = Buffer.alloc(0);
      this.#held = 0;
    }
    return this.#broken;
  }

  /** Bytes waiting for the rest of their box; never more than one fragment. */
  pendingBytes(): number {
    return this.#held;
  }

  #hold(bytes: Buffer): void {
    if (this.#held + bytes.length > this.#block.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#wanted, this.#held + bytes.length));
      this.#block.copy(larger, 0, 0, this.#held);
      this.#block = larger;
    }
    this.#held += bytes.copy(this.#block, this.#held);
  }

  #drain(stream: Buffer): void {
    let at = 0;
    for (;;) {
      const found = readUnit(stream.subarray(at), this.#started);
      if (typeof found === "number") {
        this.#wanted = found;
        break;
      }
      this.#accept(found);
      at += found.bytes.length;
      this.#position += found.bytes.length;
    }
    const rest = stream.subarray(at);
    this.#held = 0;
    // Within one block the rest moves to its beginning; `copy` allows for the overlap.
    if (rest.length > 0) this.#hold(rest);
  }

  #accept({ bytes, moov, moof, mdat }: Found): void {
    const position = this.#position;
    if (moov) {
      this.#onUnit({ bytes, position, moov });
      this.#started = true;
    } else if (moof && mdat) {
      this.#onUnit({ bytes, position, moof, mdat });
    }
  }
}

/** A number that fits no field is the stream's fault too: a strange source must not take the shop down. */
function explain(error: unknown): Broken {
  if (error instanceof BrokenStream) return { code: error.code, about: error.about, detail: error.message };
  if (error instanceof RangeError)
    return { code: "not_fragmented_mp4", about: undefined, detail: "A number is out of range." };
  throw error;
}

/** The next whole unit (ftyp + moov, moof + mdat, or a box to skip), or how many bytes it takes to know. */
function readUnit(rest: Buffer, started: boolean): Found | number {
  const lead = readBoxHeader(rest, 0);
  if (!lead) return rest.length < 8 ? 8 : 16;
  const partnerType = partnerOf(lead.type, started);
  if (lead.end > maxHeaderBytes) throw new BrokenStream(`Box ${lead.type} is too large.`);
  if (!partnerType) return rest.length < lead.end ? lead.end : { bytes: rest.subarray(0, lead.end) };
  const partner = readBoxHeader(rest, lead.end);
  if (!partner) return lead.end + (rest.length < lead.end + 8 ? 8 : 16);
  if (partner.type !== partnerType) throw new BrokenStream(`Box ${lead.type} is not followed by ${partnerType}.`);
  const most = started ? maxMediaBytes : maxHeaderBytes;
  if (partner.end - partner.start > most) throw new BrokenStream(`Box ${partner.type} is too large.`);
  if (rest.length < partner.end) return partner.end;
  const bytes = rest.subarray(0, partner.end);
  return started ? { bytes, moof: lead, mdat: partner } : { bytes, moov: partner };
}

function partnerOf(type: string, started: boolean): string | undefined {
  if (!started && type === "ftyp") return "moov";
  if (started && type === "moof") return "mdat";
  if (skippedTypes.has(type)) return undefined;
  throw new BrokenStream(`Box ${type} has no place here.`);
}
