import { mediaSourceKind } from "./media-source.ts";

/**
 * How a playlist gets into the element: through Media Source, by the browser itself, and, where neither plays it, the
 * pictures without the sound.
 */
export type Way = "mse" | "native" | "picture";

/** Why it plays nothing: the browser does not know the kind of video, or its decoder gave up. */
export type Unplayable = "codec" | "decoder";

const appleList = "application/vnd.apple.mpegurl";

/** The ways of this browser, best first. */
export function waysOf(canPlayType = askElement): Way[] {
  const hasMediaSource = mediaSourceKind() !== undefined;
  const isNative = canPlayType(appleList) !== "";
  const own: Way[] = isNative ? ["native"] : [];
  return hasMediaSource ? ["mse", ...own, "picture"] : own;
}

/** An iPhone stops a page's timers behind its lock screen, and with them what feeds Media Source; what it plays itself goes on. */
export function playsSoundItself(canPlayType = askElement): boolean {
  return Reflect.get(globalThis, "ManagedMediaSource") !== undefined && canPlayType(appleList) !== "";
}

function askElement(type: string): string {
  return document.createElement("video").canPlayType(type);
}
