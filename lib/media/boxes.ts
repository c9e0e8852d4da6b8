import { type Box, BrokenStream, readBoxHeader } from "./box-reader.ts";

/** A whole piece of the stream: ftyp + moov, or moof + mdat. `position` is where it begins in the stream. */
export type Unit = { bytes: Buffer; position: number } & ({ moov: Box } | { moof: Box; mdat: Box });

/** Why a stream is over. What came before is still good. */
export type Broken = { code: BrokenStream["code"]; detail: string };

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
 * it keeps.
 */
export function createBoxSplitter(onUnit: (unit: Unit) => void): BoxSplitter {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 8;
  let position = 0;
  let started = false;
  let broken: Broken | undefined;

  function push(bytes: Buffer): Broken | undefined {
    if (broken) return broken;
    parts.push(bytes);
    held += bytes.length;
    if (held < wanted) return undefined;
    try {
      drain(parts.length === 1 ? bytes : Buffer.concat(parts, held));
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      broken = { code: error.code, detail: error.message };
      parts = [];
      held = 0;
    }
    return broken;
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
    parts = at < stream.length ? [Buffer.from(stream.subarray(at))] : [];
    held = stream.length - at;
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
