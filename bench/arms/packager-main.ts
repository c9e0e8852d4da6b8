// One take from standard input, which is a file, through the product's channel as fast as it comes, recorded as well when
// a folder is given. Tells on standard output the CPU milliseconds of that without the start of the process: in the product
// it is one process for all shows.
import { readSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Channels } from "#lib/media/channels.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";

const pieceBytes = 64 * 1024;
const maxBehind = 8;
const folder = process.argv[2];

let written = () => {};
const freeSpace = async () => ({ free: 1e12, total: 1e12 });
const recordings = folder ? new Recordings({ folder, freeSpace, onChange: () => written() }) : undefined;
const channels = new Channels({ recordings });
const channel = channels.open("bench");
const recorder = recordings?.open("bench");
const take = channel.startTake({});
let published = 0;
channel.listen({
  segment: () => {
    published += 1;
    channel.playlists.live();
  },
});

const before = process.cpuUsage();
const piece = Buffer.alloc(pieceBytes);
for (let n = 0; ; n++) {
  const length = readSync(0, piece, 0, pieceBytes, null);
  if (length === 0) break;
  const bytes = piece.subarray(0, length);
  channel.accept({ takeId: take.takeId, key: take.showKey, n, bytes });
  // As uploads come: each in a turn of its own.
  await nextTurn();
  // Faster than any show: let the disk keep up, as it does when a second takes a second.
  while (recorder && published - recorder.index.segments.length > maxBehind) {
    await new Promise<void>((resolve) => {
      written = resolve;
    });
  }
}
await channels.end("bench");
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ milliseconds: (user + system) / 1000, segments: published }));
channels.close();
await recordings?.close();
