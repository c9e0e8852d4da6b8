export type WatchedShow = { showId: string; slug: string; title: string; poster: string | null; startedMs: number };

const key = "launchroom.watched-show";

/** The show that is watched in this tab, so that it goes on beside the pages one reads meanwhile. */
export function rememberShow(show: WatchedShow): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(show));
  } catch {
    return;
  }
}

export function forgetShow(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    return;
  }
}

/** Null where none was watched, or this browser keeps nothing. */
export function watchedShow(): WatchedShow | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return isShow(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isShow(kept: unknown): kept is WatchedShow {
  if (typeof kept !== "object" || kept === null) return false;
  const named = ["showId", "slug", "title"].every((name) => typeof Reflect.get(kept, name) === "string");
  return named && "startedMs" in kept && typeof kept.startedMs === "number" && "poster" in kept;
}
