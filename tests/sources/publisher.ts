import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import Flv from "node-media-server/src/protocol/flv.js";
import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import RtmpClient from "node-media-server/src/protocol/rtmp_client.js";

const run = promisify(execFile);
const maxBytes = 64 * 1024 * 1024;

/** One tag of an FLV file, its bytes its own. */
export type Tag = AvPacket;

export const isPicture = (tag: Tag) => tag.codec_type === 9;
export const isSound = (tag: Tag) => tag.codec_type === 8;
const isHeader = (tag: Tag) => (isPicture(tag) ? tag.flags === 2 : tag.flags === 0);

const codecs = {
  picture: ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-b:v", "300k"],
  sound: ["-c:a", "aac", "-b:a", "64k"],
};

/** What an encoder would send, as tags: a moving pattern with a tone, unless told otherwise. */
export async function makeTags({
  seconds = 4,
  picture = "testsrc2=s=320x180:r=25",
  sound = "sine=f=440:r=48000",
  more = [],
}: {
  seconds?: number;
  picture?: string | null;
  sound?: string | null;
  more?: string[];
}): Promise<Tag[]> {
  const inputs = [picture, sound].flatMap((source) => (source ? ["-f", "lavfi", "-i", source] : []));
  const how = [...(picture ? codecs.picture : []), ...(sound ? codecs.sound : []), ...more];
  const args = ["-v", "error", ...inputs, ...how, "-t", String(seconds), "-f", "flv", "pipe:1"];
  const { stdout } = await run("ffmpeg", args, { encoding: "buffer", maxBuffer: maxBytes });
  const tags: Tag[] = [];
  const parser = new Flv();
  parser.onPacketCallback = (tag) => tags.push({ ...tag, data: Buffer.from(tag.data.subarray(0, tag.size)) });
  parser.parserData(stdout);
  return tags.filter((tag) => (isPicture(tag) || isSound(tag)) && tag.size > 2);
}

/** The same tags on another clock. */
export function shift(tags: Tag[], milliseconds: number): Tag[] {
  return tags.map((tag) => ({ ...tag, dts: tag.dts + milliseconds }));
}

/** Sends tags with exactly the timestamps they have, each `paces` when its wall clock moment has come. */
export async function openPublisher(address: string) {
  const client = new RtmpClient();
  client.onErrorCallback = () => undefined;
  let isClosed = false;
  client.onCloseCallback = () => {
    isClosed = true;
  };
  await client.connect(address);
  await client.sendConnect();
  await client.sendCreateStream();
  const { pathname, search } = new URL(address);
  await client.sendPublish(`${pathname.split("/").slice(2).join("/")}${search}`);

  function send(tag: Tag): void {
    if (!isClosed) client.sendPacket(tag);
  }

  return {
    send,
    isClosed: () => isClosed,
    /** Sends a stretch at the pace of its own clocks, headers at once. */
    async play(tags: Tag[]): Promise<void> {
      const startedAt = Date.now();
      const media = tags.filter((tag) => !isHeader(tag));
      const firstOf = (kind: number) =>
        Math.min(...media.filter(({ codec_type: type }) => type === kind).map(({ dts }) => dts));
      const firsts = new Map([8, 9].map((kind) => [kind, firstOf(kind)]));
      for (const tag of tags) {
        const dueAt = isHeader(tag) ? 0 : startedAt + tag.dts - (firsts.get(tag.codec_type) ?? 0);
        if (dueAt > Date.now()) await sleep(dueAt - Date.now());
        if (isClosed) return;
        send(tag);
      }
    },
    close: () => client.disconnect(),
  };
}
