/** For so long a line that nothing takes back stands at the most. */
const maxSeconds = 20;

/**
 * The lines that stand over the picture, in the video itself too: a screen that the system fills, and the picture in the
 * picture, show nothing of the page. Shown only there, so that nobody reads a line twice.
 */
export class CaptionTrack {
  readonly #video: HTMLVideoElement;
  readonly #track: TextTrack;
  #cue: VTTCue | undefined;

  constructor(video: HTMLVideoElement, { label, language }: { label: string; language: string }) {
    this.#video = video;
    // A track cannot be taken out again, so the element has one for good.
    const own = Array.from(video.textTracks).find((track) => track.kind === "captions");
    this.#track = own ?? video.addTextTrack("captions", label, language);
    this.setAlone(false);
  }

  /** The system shows the video without the page. */
  setAlone(isAlone: boolean): void {
    this.#track.mode = isAlone ? "showing" : "hidden";
  }

  /** These stand from now on, in place of those before. */
  show(lines: string[]): void {
    if (this.#cue) this.#track.removeCue(this.#cue);
    const { currentTime } = this.#video;
    this.#cue = lines.length > 0 ? new VTTCue(currentTime, currentTime + maxSeconds, lines.join("\n")) : undefined;
    if (this.#cue) this.#track.addCue(this.#cue);
  }

  close(): void {
    this.show([]);
    this.#track.mode = "disabled";
  }
}

/** Calls back whenever the system begins or ends to show the video without the page. */
export function watchAlone(video: HTMLVideoElement, tell: (isAlone: boolean) => void): () => void {
  const begins = ["enterpictureinpicture", "webkitbeginfullscreen"];
  const ends = ["leavepictureinpicture", "webkitendfullscreen"];
  const enter = () => tell(true);
  const leave = () => tell(false);
  const look = () => {
    if (Reflect.get(video, "webkitPresentationMode") === "inline") tell(false);
  };
  for (const name of begins) video.addEventListener(name, enter);
  for (const name of ends) video.addEventListener(name, leave);
  video.addEventListener("webkitpresentationmodechanged", look);
  return () => {
    for (const name of begins) video.removeEventListener(name, enter);
    for (const name of ends) video.removeEventListener(name, leave);
    video.removeEventListener("webkitpresentationmodechanged", look);
  };
}
