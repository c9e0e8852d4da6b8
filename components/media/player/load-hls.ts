import { lazyModule } from "#components/ui/lazy-module.ts";

/** hls.js: loaded when it is played with, and beforehand once the fast line plays, for the moment in which that breaks. */
export const loadHls = lazyModule(async () => (await import("hls.js/light")).default);
