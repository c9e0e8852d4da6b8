import { type Box, BrokenStream, readBoxHeader } from "./box-reader.ts";

/** A whole piece of the stream: ftyp + moov, or moof + mdat. `position` is where it begins in the stream. */
export type Unit = { bytes: Buffer; position: number } & ({ moov: Box } | { moof: Box; mdat: Box });

/** Why a stream is over. What came before is still good. */
export type Broken = Pick<BrokenStream, "code" | "about"> & { detail: string };

export type BoxSplitter = {
  /** Hands over what these bytes complete; tells when the stream is broken, now or earlier. */
  push: (bytes: Buffer) => Broken | undefined;
  /** Bytes waiting for the rest of their box; never more than one fragment. */
  pendingBytes: () => number;
};

type Found = { bytes: Buffer; moov?: Box; moof?: Box; mdat?: Box };

const mostHeaderBytes = 1024 * 1024;
const mostMediaBytes = 16 * 1024 * 1024;
const skippedTypes = new Set(["styp", "sidx", "emsg", "prft", "free", "skip", "wide", "uuid", "mfra"]);

/**
 * Splits the byte stream of one recording into its initialisation segment and fragments. Chunk borders carry no
 * meaning: the same bytes give the same result however they are cut. `onUnit` may throw BrokenStream, and must copy what
 * it keeps: what waits for its rest lies in one block that is used over and over.
 *
 * @param started the initialisation was read elsewhere: fragments come at once
 */
export function createBoxSplitter(
  onUnit: (unit: Unit) => void,
  { started: isStarted = false }: { started?: boolean } = {},
): BoxSplitter {
  let block = Buffer.alloc(0);
  let held = 0;
  let wanted = 8;
  let position = 0;
  let started = isStarted;
  let broken: Broken | undefined;

  function push(bytes: Buffer): Broken | undefined {
    if (broken) return broken;
    if (held + bytes.length < wanted) {
      hold(bytes);
      return undefined;
    }
    if (held > 0) hold(bytes);
    try {
      drain(held > 0 ? block.subarray(0, held) : bytes);
    } catch (error) {
      broken = explain(error);
      block = Buffer.alloc(0);
      held = 0;
    }
    return broken;
  }

  function hold(bytes: Buffer): void {
    if (held + bytes.length > block.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(wanted, held + bytes.length));
      block.copy(larger, 0, 0, held);
      block = larger;
    }
    held += bytes.copy(block, held);
  }

  function drain(stream: Buffer): void {
    let at = 0;
    for (;;) {
      const found = readUnit(stream.subarray(at), started);
      if (typeof found === "number") {
        wanted = found;
        break;
      }
      accept(found);
      at += found.bytes.length;
      position += found.bytes.length;
    }
    const rest = stream.subarray(at);
    held = 0;
    // Within one block the rest moves to its beginning; `copy` allows for the overlap.
    if (rest.length > 0) hold(rest);
  }

  function accept({ bytes, moov, moof, mdat }: Found): void {
    if (moov) {
      onUnit({ bytes, position, moov });
      started = true;
    } else if (moof && mdat) {
      onUnit({ bytes, position, moof, mdat });
    }
  }

  return { push, pendingBytes: () => held };
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
  if (lead.end > mostHeaderBytes) throw new BrokenStream(`Box ${lead.type} is too large.`);
  if (!partnerType) return rest.length < lead.end ? lead.end : { bytes: rest.subarray(0, lead.end) };
  const partner = readBoxHeader(rest, lead.end);
  if (!partner) return lead.end + (rest.length < lead.end + 8 ? 8 : 16);
  if (partner.type !== partnerType) throw new BrokenStream(`Box ${lead.type} is not followed by ${partnerType}.`);
  const most = started ? mostMediaBytes : mostHeaderBytes;
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
