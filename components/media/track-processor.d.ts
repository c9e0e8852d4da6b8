/** Of mediacapture-transform, not yet in TypeScript's list. Chromium has it in pages, Safari in workers. */
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}
