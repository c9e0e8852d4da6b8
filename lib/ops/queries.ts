import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { Board } from "#lib/live/contract.ts";
import { readBoardFigures } from "#lib/ops/read-board.ts";
import { listAllShows } from "#lib/shows/queries.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

/** The board of one show for an operator; null when there is no such show. */
export async function readBoard(
  { db, rooms }: Uses<"db" | "rooms">,
  _reader: MoneyReader,
  showId: string,
): Promise<Board | null> {
  return readBoardFigures(db, rooms, showId);
}

export async function listBoardShows(app: Uses<"db">, _reader: MoneyReader): Promise<ShowCard[]> {
  return listAllShows(app);
}
