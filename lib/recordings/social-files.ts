import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/log.ts";
import type { Export } from "#lib/media/recording/export-recording.ts";
import type { SocialFileView } from "#lib/recordings/schema.ts";
import { type Ffmpeg, startFfmpeg } from "#lib/sources/ffmpeg.ts";

/** One take as a file of its own. */
type Take = { seconds: number; open: () => Promise<Pick<Export, "bytes" | "read" | "size">> };
type Job = { showId: string; path: string; takes: Take[] };
type Size = { width: number; height: number };

const keptMs = 7 * 24 * 3_600_000;
/** Progress is written every half second; what is older was left by a process that is gone. */
const staleMs = 60_000;
const maxWaitingBytes = 8 * 1024 * 1024;
const noteEveryMs = 500;

const x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-threads", "1"];
const sound = ["-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2"];
const readTake = ["-protocol_whitelist", "pipe", "-f", "mp4", "-i", "pipe:0", "-map", "0:v:0?", "-map", "0:a:0?"];
const join720 = ["-c", "copy", "-movflags", "+faststart", "-y", "-f", "mp4"];

/**
 * Recordings for editors and other platforms: one MP4 of at most 720 lines with AAC, whose head comes first. They are made one at a
 * time behind everything else, lie on the disk for a week, and say there how far they are, so that any process can tell.
 */
export class SocialFiles {
  readonly #folder: string;
  #work: Promise<unknown> = Promise.resolve();
  readonly #queued = new Set<string>();
  #running: Ffmpeg | undefined;
  #toldAt = 0;
  #isClosed = false;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    void this.#sweep();
  }

  async view(showId: string): Promise<SocialFileView> {
    const bytes = await sizeOf(this.#file(showId));
    if (bytes !== undefined) return { state: "ready", part: 1, bytes };
    const note = await readFile(this.#note(showId), "utf8").catch(() => undefined);
    if (note === "failed") return { state: "failed", part: 0, bytes: null };
    const writtenAt = note === undefined ? undefined : (await stat(this.#note(showId)).catch(() => undefined))?.mtimeMs;
    const isAlive = this.#queued.has(showId) || (writtenAt !== undefined && Date.now() - writtenAt < staleMs);
    return { state: isAlive ? "making" : "none", part: isAlive ? Number(note ?? 0) : 0, bytes: null };
  }

  /** Makes it unless it is there or being made. */
  async begin(job: Job): Promise<void> {
    const { state } = await this.view(job.showId);
    if (state === "ready" || state === "making" || this.#queued.has(job.showId)) return;
    this.#queued.add(job.showId);
    await writeFile(this.#note(job.showId), "0");
    this.#work = this.#work.then(() => this.#make(job)).finally(() => this.#queued.delete(job.showId));
  }

  /** Where it lies, once it is whole. */
  async find(showId: string): Promise<{ path: string; bytes: number } | undefined> {
    const bytes = await sizeOf(this.#file(showId));
    return bytes === undefined ? undefined : { path: this.#file(showId), bytes };
  }

  async delete(showId: string): Promise<void> {
    for (const path of [this.#file(showId), this.#note(showId)]) await rm(path, { force: true });
  }

  /** What is being made is given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.kill();
    await this.#work;
  }

  async #make(job: Job): Promise<void> {
    if (this.#isClosed) return;
    const draft = `${this.#file(job.showId)}.draft`;
    try {
      await this.#run(job, draft);
      await rename(draft, this.#file(job.showId));
      await rm(this.#note(job.showId), { force: true });
    } catch (error) {
      if (!this.#isClosed)
        log.warn({ event: "social_file_failed", err: error, showId: job.showId }, "a file for editing was not made");
      for (const left of [draft, `${draft}.ts`, `${draft}.ts.take`]) await rm(left, { force: true });
      await writeFile(this.#note(job.showId), "failed").catch(() => undefined);
    }
    await this.#sweep();
  }

  /** Takes may differ in size and in how their sound is coded: each is made alike, behind the one before, then all are one file. */
  async #run({ showId, path, takes }: Job, draft: string): Promise<void> {
    const whole = takes.reduce((sum, { seconds }) => sum + seconds, 0);
    const stream = `${draft}.ts`;
    await rm(stream, { force: true });
    let size: Size | undefined;
    let from = 0;
    for (const { seconds, open } of takes) {
      const exported = await open();
      size ??= sizeFor(exported.size);
      const args = [...readTake, ...fitInto(size), ...x264, ...sound, "-output_ts_offset", from.toFixed(3)];
      const began = from;
      const note = (made: number) => this.#tell(showId, (began + made) / Math.max(1, whole));
      await this.#ffmpeg(path, [...args, "-progress", "pipe:1", "-y", "-f", "mpegts", `${stream}.take`], {
        ...{ exported, note },
      });
      await pipeline(createReadStream(`${stream}.take`), createWriteStream(stream, { flags: "a" }));
      from += seconds;
    }
    await this.#ffmpeg(path, ["-protocol_whitelist", "file", "-f", "mpegts", "-i", stream, ...join720, draft], {});
    for (const left of [stream, `${stream}.take`]) await rm(left, { force: true });
  }

  /** Resolves once it ended well. */
  async #ffmpeg(
    path: string,
    args: string[],
    { exported, note }: { exported?: Pick<Export, "bytes" | "read">; note?: (seconds: number) => void },
  ): Promise<void> {
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    let isOver = false;
    const ffmpeg = startFfmpeg({
      ...{ path, args },
      onBytes: (said) => note?.(Number(/out_time_us=(\d+)/.exec(said.toString())?.[1]) / 1e6),
      onEnd: ({ code, complaint }) => {
        isOver = true;
        if (code === 0) resolve();
        else reject(new Error(complaint || `ffmpeg ended with ${code}`));
      },
    });
    this.#running = ffmpeg;
    ended.catch(() => undefined);
    for await (const piece of exported?.read({ from: 0, to: exported.bytes - 1 }) ?? []) {
      while (!isOver && ffmpeg.waitingBytes() > maxWaitingBytes) await sleep(50);
      if (isOver) break;
      ffmpeg.write(piece);
    }
    ffmpeg.finish();
    await ended;
  }

  #tell(showId: string, part: number): void {
    if (!Number.isFinite(part) || Date.now() - this.#toldAt < noteEveryMs) return;
    this.#toldAt = Date.now();
    void writeFile(this.#note(showId), String(Math.min(0.99, part))).catch(() => undefined);
  }

  /** What is older than a week goes, and drafts of a process that died. */
  async #sweep(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const path = join(this.#folder, name);
      const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
      if (age > (name.includes(".draft") ? staleMs : keptMs)) await rm(path, { force: true });
    }
  }

  #file(showId: string): string {
    return join(this.#folder, `${showId}.mp4`);
  }

  #note(showId: string): string {
    return join(this.#folder, `${showId}.progress`);
  }
}

/** At most 720 lines across the shorter side, in whole pairs. */
function sizeFor({ width, height }: Size): Size {
  const scale = Math.min(1, 720 / Math.max(1, Math.min(width, height)));
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2);
  return { width: even(width || 1280), height: even(height || 720) };
}

function fitInto({ width, height }: Size): string[] {
  const scaled = `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=bicubic`;
  return ["-vf", `${scaled},pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p`];
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}
