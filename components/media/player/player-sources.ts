import { FastSource } from "./fast-source.ts";
import type { PlayerEvent, SourceEffect } from "./player-machine.ts";
import { createPlaylistSource } from "./playlist-source.ts";
import type { Source } from "./source.ts";
import type { Unplayable } from "./ways.ts";

type SourcesWish = {
  video: HTMLVideoElement;
  showId: string;
  /** Told before the element loses its picture for a while. */
  onReset: () => void;
  onEvent: (event: PlayerEvent) => void;
};

/** The sources of one player by their numbers, from when they are opened until they are let go of. */
export class PlayerSources {
  readonly #wish: SourcesWish;
  readonly #open = new Map<number, Source>();

  constructor(wish: SourcesWish) {
    this.#wish = wish;
  }

  streamClock(id: number): number | null {
    return this.#open.get(id)?.streamClock() ?? null;
  }

  act(effect: SourceEffect): void {
    const source = this.#open.get(effect.id);
    switch (effect.do) {
      case "openFast":
        this.#openFast(effect.id);
        break;
      case "attachPlaylist":
        this.#attachPlaylist(effect);
        break;
      case "attach":
        source?.attach(this.#wish.video);
        break;
      case "detach":
        source?.detach();
        this.#open.delete(effect.id);
        break;
      case "goLive":
        source?.goLive();
        break;
      case "setThin":
        source?.setThin?.(effect.isThin);
        break;
      case "refresh":
        source?.refresh?.();
        break;
      case "seek":
        if (!source?.seek(effect.streamMs)) this.#wish.onEvent({ ...effect, type: "unseekable" });
    }
  }

  close(): void {
    for (const source of this.#open.values()) source.detach();
    this.#open.clear();
  }

  #openFast(id: number): void {
    const { showId, onEvent } = this.#wish;
    const opened = new FastSource({
      showId,
      onReady: () => onEvent({ type: "ready", id }),
      onTrouble: (trouble, againMs) => onEvent({ type: "trouble", id, trouble, againMs }),
    });
    this.#open.set(id, opened);
  }

  #attachPlaylist({ id, ...how }: Extract<SourceEffect, { do: "attachPlaylist" }>): void {
    const { showId, video, onReset, onEvent } = this.#wish;
    const onUnplayable = (why: Unplayable) => onEvent({ type: "unplayable", id, why });
    const source = createPlaylistSource({ ...how, showId, onReset, onUnplayable });
    this.#open.set(id, source);
    source.attach(video);
  }
}
