import { BoxSplitter } from "#lib/media/mp4/boxes.ts";
import { parseFragment } from "#lib/media/mp4/fragment.ts";
import { parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";

const backwardsSeconds = 0.5;
const aheadSeconds = 30;

/**
 * Whether the pieces of a stream go on from one another as their playlist says: fragmented MP4 by its clock, a transport
 * stream by the picture's settings. What cannot be read is not judged; ffmpeg says what is wrong with it.
 */
export function createPieceClock() {
  let layout: SourceLayout = new Map();
  let end: number | undefined;
  let settings: string | undefined;

  function leaps(piece: Buffer): boolean {
    const times = timesOf(piece, layout);
    const [before, first] = [end, times[0]];
    end = times.at(-1)?.end ?? end;
    if (before === undefined || !first) return false;
    return first.start - before < -backwardsSeconds || first.start - before > aheadSeconds;
  }

  function changes(piece: Buffer): boolean {
    const found = findSettings(piece);
    const before = settings;
    settings = found ?? settings;
    return found !== undefined && before !== undefined && found !== before;
  }

  return {
    begin: (head: Buffer | undefined) => {
      layout = head ? layoutOf(head) : new Map();
      end = undefined;
      settings = undefined;
    },
    isAnother: (piece: Buffer) => (layout.size > 0 ? leaps(piece) : changes(piece)),
  };
}

function layoutOf(head: Buffer): SourceLayout {
  let layout: SourceLayout = new Map();
  const splitter = new BoxSplitter((unit) => {
    if ("moov" in unit) ({ layout } = parseInit(unit.bytes, unit.moov));
  });
  splitter.push(head);
  return layout;
}

function timesOf(piece: Buffer, layout: SourceLayout): { start: number; end: number }[] {
  const times: { start: number; end: number }[] = [];
  const splitter = new BoxSplitter(
    (unit) => {
      if ("moov" in unit) return;
      const { video, audio } = parseFragment({ ...unit, layout });
      const lead = video ?? audio;
      if (!lead) return;
      const ticks = lead.samples.reduce((sum, { duration }) => sum + duration, 0);
      times.push({ start: lead.start / lead.timescale, end: (lead.start + ticks) / lead.timescale });
    },
    { started: true },
  );
  splitter.push(piece);
  return times;
}

const packetBytes = 188;
const startCode = Buffer.from([0, 0, 1]);
const settingsType = 7;

/** The first sequence parameter set of H.264 in a transport stream, if it lies whole in one packet, as nearly all do. */
function findSettings(piece: Buffer): string | undefined {
  for (let at = piece.indexOf(startCode); at >= 0; at = piece.indexOf(startCode, at + 3)) {
    if (((piece[at + 3] ?? 0) & 0x9f) !== settingsType) continue;
    const end = piece.indexOf(startCode, at + 3);
    const isWhole = end > 0 && Math.floor(at / packetBytes) === Math.floor(end / packetBytes);
    return isWhole ? piece.toString("latin1", at, end).replace(/\0+$/, "") : undefined;
  }
  return undefined;
}
