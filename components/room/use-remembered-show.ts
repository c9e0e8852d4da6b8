import { useEffect } from "react";
import type { ShowView } from "#lib/shows/schema.ts";
import { forgetShow, rememberShow } from "./watched-show.ts";

/** While it is on air, the show of this room is the one that goes on beside other pages. */
export function useRememberedShow({ id, slug, title, poster, wentLiveAt, startsAt }: ShowView, isOver: boolean): void {
  useEffect(() => {
    if (isOver) forgetShow();
    else rememberShow({ showId: id, slug, title, poster, startedMs: Date.parse(wentLiveAt ?? startsAt) });
  }, [id, slug, title, poster, wentLiveAt, startsAt, isOver]);
}
