/**
 * Who watches what, by viewer (one browser), however many tabs they opened. In memory: each process counts its own.
 */
export class Presence {
  readonly #shows = new Map<string, Map<string, number>>();
  readonly #changed: (showId: string, viewers: number) => void;

  constructor(changed: (showId: string, viewers: number) => void) {
    this.#changed = changed;
  }

  viewers(showId: string): number {
    return this.#shows.get(showId)?.size ?? 0;
  }

  viewerIds(showId: string): Iterable<string> {
    return this.#shows.get(showId)?.keys() ?? [];
  }

  enter(showId: string, viewerId: string) {
    const viewers = this.#shows.get(showId) ?? new Map<string, number>();
    this.#shows.set(showId, viewers);
    viewers.set(viewerId, (viewers.get(viewerId) ?? 0) + 1);
    if (viewers.get(viewerId) === 1) this.#changed(showId, viewers.size);
  }

  leave(showId: string, viewerId: string) {
    const viewers = this.#shows.get(showId);
    const tabs = viewers?.get(viewerId);
    if (!viewers || !tabs) return;
    if (tabs > 1) {
      viewers.set(viewerId, tabs - 1);
      return;
    }
    viewers.delete(viewerId);
    if (viewers.size === 0) this.#shows.delete(showId);
    this.#changed(showId, viewers.size);
  }
}
