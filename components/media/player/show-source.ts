const appleList = "application/vnd.apple.mpegurl";

/**
 * Gives an element a media source. A Safari that manages its buffers by itself opens them only when a television may take the
 * same show over by AirPlay, from an address beside it, or when none may at all.
 */
export function showSource(video: HTMLVideoElement, address: string, elsewhere: string): void {
  const canBeElsewhere = typeof MediaSource === "undefined" && video.canPlayType(appleList) !== "";
  hideSources(video);
  video.disableRemotePlayback = !canBeElsewhere;
  if (!canBeElsewhere) {
    video.src = address;
    return;
  }
  video.removeAttribute("src");
  for (const [src, type] of [
    [address, "video/mp4"],
    [elsewhere, appleList],
  ] as const) {
    video.append(Object.assign(document.createElement("source"), { src, type }));
  }
  video.load();
}

/** The addresses that were put in by `showSource`. */
export function hideSources(video: HTMLVideoElement): void {
  for (const each of video.querySelectorAll("source")) each.remove();
}
