import type { Queryable } from "#lib/db.ts";

/** The buyers of an edition, each as the last 32 bits of the account's id; `through` is the database's clock when they were read. */
export type BuyerMarks = { marks: Uint32Array; through: Date };

/** What was placed before the last look may have been committed after it. */
const overlapSeconds = 30;

/** 32 bits of the id; a collision only costs a statement. */
export function markOf(userId: string): number {
  return Number.parseInt(userId.slice(-8), 16);
}

/** Everybody who ever ordered an edition, or who did since the last look: sorted, one buffer however many they are. */
export async function readBuyerMarks(db: Queryable, editionId: string, since?: Date): Promise<BuyerMarks> {
  const [row] = await db.$queryRaw<{ through: Date; marks: Uint8Array | null }[]>`
    SELECT now() AS through, string_agg(mark, ''::bytea ORDER BY mark) AS marks FROM (
      SELECT DISTINCT decode(right(user_id::text, 8), 'hex') AS mark FROM preorder WHERE edition_id = ${editionId}::uuid
      AND placed_at >= coalesce(${since ?? null}::timestamptz - make_interval(secs => ${overlapSeconds}), '-infinity')) buyers`;
  return { through: row?.through ?? new Date(0), marks: readMarks(row?.marks ?? new Uint8Array()) };
}

/** Sorted marks hold this one. */
export function hasMark(marks: Uint32Array, mark: number): boolean {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle] ?? 0) < mark) low = middle + 1;
    else high = middle;
  }
  return marks[low] === mark;
}

function readMarks(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getUint32(index * 4));
}
