import { type Box, BrokenStream, readBoxHeader } from "./box-reader.ts";
import { type Fragment, parseFragment } from "./fragment.ts";
import { type InitSegment, parseInit } from "./init-segment.ts";

/** What one push completed. After `broken` the stream is over; what came before it is still good. */
export type Pushed = {
  init?: InitSegment;
  fragments: Fragment[];
  broken?: { code: BrokenStream["code"]; detail: string };
};

export type BoxSplitter = {
  push: (bytes: Buffer) => Pushed;
  /** Bytes waiting for the rest of their box; never more than one fragment. */
  pendingBytes: () => number;
};

type Unit = { bytes: Buffer; moov?: Box; moof?: Box; mdat?: Box };

const mostHeaderBytes = 1024 * 1024;
const mostMediaBytes = 16 * 1024 * 1024;
const mostOverlapSeconds = 0.5;
const skippedTypes = new Set(["styp", "sidx", "emsg", "prft", "free", "skip", "wide", "uuid", "mfra"]);

/**
 * Splits the byte stream of one recording into its initialisation segment and fragments. Chunk borders carry no
 * meaning: the same bytes give the same result however they are cut.
 */
export function createBoxSplitter(): BoxSplitter {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 8;
  let init: InitSegment | undefined;
  let broken: Pushed["broken"];
  let end = 0;

  function push(bytes: Buffer): Pushed {
    if (broken) return { fragments: [], broken };
    parts.push(bytes);
    held += bytes.length;
    const pushed: Pushed = { fragments: [] };
    if (held < wanted) return pushed;
    try {
      drain(Buffer.concat(parts, held), pushed);
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      broken = { code: error.code, detail: error.message };
      pushed.broken = broken;
      parts = [];
      held = 0;
    }
    return pushed;
  }

  function drain(stream: Buffer, pushed: Pushed): void {
    let at = 0;
    for (;;) {
      const unit = readUnit(stream.subarray(at), init !== undefined);
      if (typeof unit === "number") {
        wanted = unit;
        break;
      }
      accept(unit, pushed);
      at += unit.bytes.length;
    }
    parts = at < stream.length ? [Buffer.from(stream.subarray(at))] : [];
    held = stream.length - at;
  }

  function accept({ bytes, moov, moof, mdat }: Unit, pushed: Pushed): void {
    if (moov) {
      init = parseInit(Buffer.from(bytes), moov);
      pushed.init = init;
    } else if (moof && mdat && init) {
      const fragment = parseFragment(Buffer.from(bytes), moof, mdat, init);
      if (fragment.baseTimeSeconds < end - mostOverlapSeconds) throw new BrokenStream("Time runs backwards.");
      end = fragment.baseTimeSeconds + fragment.durationSeconds;
      pushed.fragments.push(fragment);
    }
  }

  return { push, pendingBytes: () => held };
}

/** The next whole unit (ftyp + moov, moof + mdat, or a box to skip), or how many bytes it takes to know. */
function readUnit(rest: Buffer, started: boolean): Unit | number {
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
