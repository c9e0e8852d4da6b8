import { lazyModule } from "#components/ui/lazy-module.ts";

const load = lazyModule(() => import("./live-line.ts"));

type Line = Awaited<ReturnType<typeof load>>;

/** Starts something with the live line as soon as its script is here; returns what stops it, also before. */
export function onLine(start: (line: Line) => () => void): () => void {
  let isGone = false;
  let stop: (() => void) | undefined;
  void load().then((line) => {
    if (!isGone) stop = start(line);
  });
  return () => {
    isGone = true;
    stop?.();
  };
}
