import { loadHls } from "../player/load-hls.ts";
import { mediaSourceKind, playableType } from "../player/media-source.ts";
import { tryWakeLock } from "./page-trials.ts";
import { type Finding, megabits, type Trial, type TrialTools } from "./trial.ts";
import { type AutoplayAnswer, judgeAutoplay } from "./try-autoplay.ts";

export type ViewerTrialId = "downlink" | "fast" | "playlists" | "autoplay" | "captions" | "wakeLock";

/** Two seconds of a show at its best: 720 lines, 30 pictures a second, 2.5 Mbit/s, H.264 and AAC. */
const sample = "/device/sample.mp4";
const sampleType = 'video/mp4; codecs="avc1.64001f, mp4a.40.2"';
const opusType = 'video/mp4; codecs="avc1.64001f, opus"';
const bestBits = 3_200_000;
const leastBits = 600_000;
const playsWithinMs = 12_000;

/** `autoplay` was tried when the page opened: after a press every browser lets sound play. */
export function viewerTrials(autoplay: () => Promise<AutoplayAnswer>): readonly Trial<ViewerTrialId>[] {
  let bytes: Promise<Downloaded> | undefined;
  const load = (tools: TrialTools) => {
    bytes = download(tools);
    return bytes;
  };
  return [
    { id: "downlink", isNeeded: true, run: async (tools) => judgeLine(await load(tools)) },
    { id: "fast", isNeeded: false, run: async (tools) => tryFast((await (bytes ?? load(tools))).bytes) },
    { id: "playlists", isNeeded: true, run: tryPlaylists },
    { id: "autoplay", isNeeded: false, run: async () => judgeAutoplay(await autoplay()) },
    { id: "captions", isNeeded: false, run: tryCaptions },
    { id: "wakeLock", isNeeded: false, run: tryWakeLock },
  ];
}

type Downloaded = { bytes: Uint8Array<ArrayBuffer>; bitsPerSecond: number };

async function download({ signal, tell }: TrialTools): Promise<Downloaded> {
  const startedAt = performance.now();
  const response = await fetch(`${sample}?at=${Date.now()}`, { cache: "no-store", signal });
  if (!response.ok || !response.body) throw new Error(`The server answered ${response.status}.`);
  const length = Number(response.headers.get("content-length") ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    parts.push(part.value);
    received += part.value.byteLength;
    if (length > 0) tell(received / length);
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return { bytes, bitsPerSecond: (received * 8 * 1000) / (performance.now() - startedAt) };
}

function judgeLine({ bitsPerSecond }: Downloaded): Finding {
  const verdict = bitsPerSecond >= bestBits ? "good" : bitsPerSecond >= leastBits ? "limits" : "none";
  return { verdict, details: [megabits(bitsPerSecond)] };
}

/** Half a second behind the host: what came down is handed to the browser's own buffer and played. */
async function tryFast(bytes: Uint8Array<ArrayBuffer>): Promise<Finding> {
  const kind = mediaSourceKind();
  const details = [`MediaSource: ${kind ? kind.name : "—"}`];
  const type = kind && playableType(sampleType, kind);
  if (!kind || !type) return { verdict: "none", details };
  details.push(`H.264 + AAC: +`, `H.264 + Opus: ${playableType(opusType, kind) ? "+" : "—"}`);
  const played = await playBytes(new kind(), type, bytes);
  details.push(`${played.pictures} / 60, −${played.dropped}`);
  if (played.pictures === 0) return { verdict: "none", details };
  return { verdict: played.dropped > played.pictures / 10 ? "limits" : "good", details };
}

async function playBytes(source: MediaSource, type: string, bytes: Uint8Array<ArrayBuffer>) {
  const video = document.createElement("video");
  const address = URL.createObjectURL(source);
  try {
    video.muted = true;
    video.playsInline = true;
    video.disableRemotePlayback = true;
    video.src = address;
    await heard(source, "sourceopen");
    const buffer = source.addSourceBuffer(type);
    buffer.appendBuffer(bytes);
    await heard(buffer, "updateend");
    source.endOfStream();
    await video.play();
    await heard(video, "ended");
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
    return { pictures: totalVideoFrames, dropped: droppedVideoFrames };
  } finally {
    URL.revokeObjectURL(address);
    video.removeAttribute("src");
  }
}

function heard(target: EventTarget, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    target.addEventListener(event, () => resolve(), { once: true });
    setTimeout(() => reject(new Error(`no ${event}`)), playsWithinMs);
  });
}

/** Some seconds behind: by script where Media Source is, else by the browser itself, as on older iPhones. */
async function tryPlaylists(): Promise<Finding> {
  const Hls = await loadHls();
  const byScript = Hls.isSupported();
  const itself = document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
  const details = [`hls.js: ${byScript ? "+" : "—"}`, `HLS: ${itself ? "+" : "—"}`];
  return { verdict: byScript ? "good" : itself ? "limits" : "none", details };
}

async function tryCaptions(): Promise<Finding> {
  const track = document.createElement("video").addTextTrack("captions");
  track.mode = "hidden";
  track.addCue(new VTTCue(0, 1, "—"));
  const shows = track.cues?.length === 1;
  return { verdict: shows ? "good" : "limits", details: [`TextTrack: ${shows ? "+" : "—"}`] };
}
