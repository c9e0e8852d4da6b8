import { useSyncExternalStore } from "react";

const second = 1000;
let offset = 0;
let now = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Tells every clock on the page what time the server has (epoch ms), whatever the device believes. */
export function correctClock(serverNow: number): void {
  offset = serverNow - Date.now();
}

/** The server's time as far as known, epoch ms. */
export function serverTime(): number {
  return Date.now() + offset;
}

/** Epoch ms, ticking each second; `renderedAt` until the page has come alive, so that both renders agree. */
export function useNow(renderedAt: number): number {
  return useSyncExternalStore(
    watchClock,
    () => now || renderedAt,
    () => renderedAt,
  );
}

function watchClock(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

function tick(): void {
  const exact = serverTime();
  now = Math.floor(exact / second) * second;
  timer = setTimeout(tick, second - (exact % second));
  for (const listener of listeners) listener();
}
