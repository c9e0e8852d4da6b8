import type { OwnLine } from "#lib/live/contract.ts";

/** How the server says that a line of one's own stands, which is not in the talk. */
export type HeldState = Pick<OwnLine, "id" | "state" | "rule">;

/**
 * A line that is not in the talk. What the server has not confirmed goes out by itself, or waits to be asked for because it has become old;
 * what it holds is asked about again whenever there is a line to it.
 */
export type UnsentLine = {
  key: string;
  body: string;
  writtenAt: number;
  isOld: boolean;
  answers?: string;
  held?: HeldState;
};

export type KeptLines = {
  read: () => UnsentLine[];
  keep: (line: UnsentLine) => void;
  drop: (key: string) => void;
};

/** The oldest go first: nobody has more to say into a room that does not hear them. */
const most = 20;

/**
 * What one has said and the server has not confirmed, kept in this tab for a reload. What an account said waits for that
 * account; what somebody said before they had one goes with the guest they become.
 */
export function keptLines({ showId, account, isGuest }: { showId: string; account: string | null; isGuest: boolean }) {
  const nobodys = `unsent:${showId}:nobody`;
  const own = account ? `unsent:${showId}:${account}` : nobodys;
  const places = isGuest ? new Set([own, nobodys]) : new Set([own]);
  const kept: KeptLines = {
    read: () => [...places].flatMap(readPlace).toSorted((a, b) => a.writtenAt - b.writtenAt),
    keep(line) {
      kept.drop(line.key);
      writePlace(own, [...readPlace(own), line].slice(-most));
    },
    drop(key) {
      for (const place of places) {
        const lines = readPlace(place);
        const rest = lines.filter((line) => line.key !== key);
        if (rest.length < lines.length) writePlace(place, rest);
      }
    },
  };
  return kept;
}

function readPlace(place: string): UnsentLine[] {
  try {
    const lines: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    return [];
  }
}

/** A browser that keeps nothing, or has no room left, loses the line with the page, as it would without this. */
function writePlace(place: string, lines: UnsentLine[]): void {
  try {
    if (lines.length === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(lines));
  } catch {}
}

function isLine(value: unknown): value is UnsentLine {
  if (typeof value !== "object" || value === null) return false;
  if (!("key" in value && "body" in value && "writtenAt" in value && "isOld" in value)) return false;
  const { key, body, writtenAt, isOld } = value;
  return [key, body].every(isText) && typeof writtenAt === "number" && typeof isOld === "boolean";
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
