/** A track that gives nothing: what a browser would hand out for a device. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly id: string;
  readonly kind: "audio" | "video";
  readonly label: string;
  readonly muted = false;
  contentHint = "";
  enabled = true;
  onended = null;
  onmute = null;
  onunmute = null;
  readyState: MediaStreamTrackState = "live";

  constructor(kind: "audio" | "video", id: string) {
    super();
    this.kind = kind;
    this.id = id;
    this.label = `The ${id}`;
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.id };
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** The plug is pulled. */
  lose(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind, this.id);
  }

  async applyConstraints(): Promise<void> {}
  getCapabilities = (): MediaTrackCapabilities => ({});
  getConstraints = (): MediaTrackConstraints => ({});
}
