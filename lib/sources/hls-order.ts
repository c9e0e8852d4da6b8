/** What orders the pieces of a playlist: their media sequence, and what they are called. */
type Numbered = { mediaSequenceNumber: number; uri: string; discontinuity?: boolean };

export type Ordered<Piece> = {
  pieces: Piece[];
  /** They have nothing to do with those before. */
  isAnew: boolean;
};

/** From here behind the newest piece it begins: near enough to be live, far enough to never wait. */
const piecesBehind = 3;
const rememberedNames = 64;

/**
 * Tells which pieces of each reading of a playlist are new. A server that began anew counts from somewhere else; one that
 * does not count, or a cache that answers an older list, is known by the names of the pieces.
 */
export function createHlsOrder<Piece extends Numbered>({ now = Date.now }: { now?: () => number } = {}) {
  let next: number | undefined;
  let names: string[] = [];
  let oddSince: number | undefined;

  function read(listed: Piece[], { isEnded, patienceMs }: { isEnded: boolean; patienceMs: number }): Ordered<Piece> {
    const last = listed.at(-1);
    if (!last) return nothing;
    if (next === undefined) return { pieces: begin(listed, isEnded), isAnew: true };
    if (goesOn(listed, next)) {
      oddSince = undefined;
      const from = next;
      return { pieces: listed.filter(({ mediaSequenceNumber: n }) => n >= from), isAnew: false };
    }
    const known = listed.findLastIndex(({ uri }) => nameOf(uri) === names.at(-1));
    if (known >= 0 && known < listed.length - 1) return { pieces: listed.slice(known + 1), isAnew: false };
    if (known < 0 && !listed.some(({ uri }) => names.includes(nameOf(uri))))
      return { pieces: begin(listed, isEnded), isAnew: true };
    // An older list of a cache, until it stays.
    oddSince ??= now();
    if (last.mediaSequenceNumber >= next - 1 || now() - oddSince < patienceMs) return nothing;
    return { pieces: begin(listed, isEnded), isAnew: true };
  }

  function begin(listed: Piece[], isEnded: boolean): Piece[] {
    oddSince = undefined;
    names = [];
    return isEnded ? listed : listed.slice(-piecesBehind);
  }

  /** Whether it counts on from what was taken: it is past it, or has the last one in its place. */
  function goesOn(listed: Piece[], wanted: number): boolean {
    const last = listed.find(({ mediaSequenceNumber: n }) => n === wanted - 1);
    if (last) return nameOf(last.uri) === names.at(-1);
    return (listed[0]?.mediaSequenceNumber ?? 0) >= wanted;
  }

  return {
    read,
    taken: ({ mediaSequenceNumber, uri }: Piece) => {
      next = mediaSequenceNumber + 1;
      names = [...names, nameOf(uri)].slice(-rememberedNames);
    },
  };
}

const nothing = { pieces: [], isAnew: false };

/** Servers change hosts, folders and tokens from reading to reading, but not what a piece is called. */
function nameOf(uri: string): string {
  return uri.replace(/[?#].*$/, "").replace(/^.*\//, "");
}
