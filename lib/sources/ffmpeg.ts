import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { setPriority } from "node:os";
import { delimiter, join } from "node:path";
import { Readable } from "node:stream";

/** A running ffmpeg: bytes go in and come out; it never decodes a picture. */
export type Ffmpeg = {
  /** False when so much waits to be read that more is no use. */
  write: (bytes: Buffer) => boolean;
  /** Bytes that were written and not read yet. */
  waitingBytes: () => number;
  /** No more will come; what was written is still worked off. */
  finish: () => void;
  kill: () => void;
};

const maxWaitingBytes = 16 * 1024 * 1024;
const keptComplaints = 2000;
const patienceMs = 2000;
/** Behind the web server, which sells. */
const lowPriority = 5;

/** Where ffmpeg is: as named by the settings, else on the PATH. Looked up each time, so installing it needs no restart. */
export function findFfmpeg(named: string | undefined): string | undefined {
  const candidates = named
    ? [named]
    : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "ffmpeg"));
  return candidates.find(isExecutable);
}

/** Starts ffmpeg. `onEnd` comes once, with the end of what it complained about. */
export function startFfmpeg({
  path,
  args,
  onBytes,
  onMore,
  onEnd,
}: {
  path: string;
  args: string[];
  onBytes: (bytes: Buffer) => void;
  /** What it writes to pipe:3. */
  onMore?: (bytes: Buffer) => void;
  onEnd: (end: { code: number | null; complaint: string }) => void;
}): Ffmpeg {
  const child = startProgram(path, args, onMore);
  yieldToOthers(child.pid);
  let complaint = "";
  let isOver = false;
  child.stdout.on("data", onBytes);
  child.stderr.on("data", (bytes: Buffer) => {
    complaint = (complaint + bytes.toString()).slice(-keptComplaints);
  });
  // A program that ends while it is written to closes its end first; how it ended is told by `close`.
  child.stdin.on("error", () => undefined);
  child.on("error", (error) => end({ code: null, complaint: error.message }));
  child.on("close", (code) => end({ code, complaint }));

  function end(how: { code: number | null; complaint: string }): void {
    if (isOver) return;
    isOver = true;
    onEnd(how);
  }

  function kill(): void {
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), patienceMs).unref();
  }

  return {
    write: (bytes) => {
      if (isOver || child.stdin.writableLength > maxWaitingBytes) return false;
      child.stdin.write(bytes);
      return true;
    },
    waitingBytes: () => child.stdin.writableLength,
    finish: () => void child.stdin.end(),
    kill,
  };
}

function startProgram(path: string, args: string[], onMore: ((bytes: Buffer) => void) | undefined) {
  const options = {
    // The server's own settings hold secrets.
    env: { PATH: process.env.PATH, LANG: "C", NODE_ENV: "production" as const },
  };
  const all = ["-hide_banner", "-nostdin", "-loglevel", "error", ...args];
  if (!onMore) return spawn(path, all, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  const child = spawn(path, all, { ...options, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const more = child.stdio[3];
  if (more instanceof Readable) more.on("data", onMore);
  return child;
}

function yieldToOthers(pid: number | undefined): void {
  try {
    if (pid) setPriority(pid, lowPriority);
  } catch {
    // It ended already, which `close` tells.
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const fragments = ["-frag_duration", "250000", "-flush_packets", "1", "pipe:1"];

/** Pictures and sound as they are, in fragments of a quarter of a second and at every key frame. */
export const fragmentedMp4 = [
  ...["-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-f", "mp4"],
  ...["-movflags", "frag_keyframe+empty_moov+default_base_moof", ...fragments],
];

/** The same out of a transport stream, where only the packets of AAC say how to decode them: the head waits for the first. */
export const fragmentedMp4OfPackets = [
  ...["-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-bsf:a", "aac_adtstoasc", "-f", "mp4"],
  ...["-movflags", "frag_keyframe+delay_moov+default_base_moof", ...fragments],
];
