import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { complaintsAbout, probe } from "#tests/media/ffmpeg.ts";
import type { App } from "#tests/support/app.ts";

type Take = { takeId: string; seconds: number; pieces: Buffer[]; jumps: number; width: number; height: number };

/** What viewers of a show have been given since this was called, take by take. */
export function watchShown(app: App, showId: string) {
  const takes: Take[] = [];
  const stop = app.made.channels.open(showId).listen({
    part: ({ takeId, bytes, durationSeconds, discontinuity }, init) => {
      const { width = 0, height = 0 } = init.video ?? {};
      const known = takes.find((take) => take.takeId === takeId);
      const take = known ?? { takeId, seconds: 0, pieces: [init.bytes], jumps: 0, width, height };
      if (!known) takes.push(take);
      if (known && discontinuity) take.jumps += 1;
      take.seconds += durationSeconds;
      take.pieces.push(Buffer.from(bytes));
    },
  });

  return {
    takes,
    stop,
    seconds: () => takes.reduce((sum, { seconds }) => sum + seconds, 0),
    /** Every take decoded from its first to its last picture: how many there are, and all a decoder complains about. */
    async decode(): Promise<{ pictures: number; packets: number; complaint: string }[]> {
      const folder = mkdtempSync(join(tmpdir(), "launchroom-shown-"));
      try {
        return await Promise.all(
          takes.map(async ({ takeId, pieces }) => {
            const file = join(folder, `${takeId}.mp4`);
            await writeFile(file, Buffer.concat(pieces));
            const tracks = await probe(file);
            const count = (kind: string) => tracks.find((track) => track.kind === kind)?.packets ?? 0;
            return { pictures: count("video"), packets: count("audio"), complaint: await complaintsAbout(file) };
          }),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}
