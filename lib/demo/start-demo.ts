import { join } from "node:path";
import type { Container } from "#lib/container.ts";
import { readLoopedFilm } from "#lib/demo/looped-film.ts";
import { FilmPlayer } from "#lib/demo/play-film.ts";
import { recordFilm } from "#lib/demo/record-film.ts";
import { type DemoLine, DemoTalk } from "#lib/demo/talk.ts";
import { every } from "#lib/jobs/every.ts";
import { log } from "#lib/log.ts";

type DemoSettings = {
  /** Where the films lie. */
  films: string;
  /** The show that the film is the picture of, and the one that ended with a replay. */
  live: string;
  past: string;
  script: readonly DemoLine[];
};

/**
 * Makes the demo's show move: a recorded film is its picture while no host sends, and its viewers talk. It looks once a second what
 * there is to do, so it ends by itself when the show ends or the shop is a real one.
 */
export async function startDemo(app: Container, { films, live, past, script }: DemoSettings) {
  const player = new FilmPlayer(app, await readLoopedFilm(join(films, "launch.mp4")));
  const talk = new DemoTalk(app, script);
  const look = async () => {
    const show = await findShow(app, live);
    if (player.showId && player.showId !== show?.id) {
      const { showId } = player;
      player.stop();
      await app.channels.end(showId);
    }
    if (!show || !(await isPictureHere(app, show.id))) return player.stop();
    // Nobody sends, or nobody has for ten seconds: the room does not stay dark.
    if (!player.showId && !app.air.holder(show.id)) player.play(show.id, show.host.name);
    await talk.look(show.id);
  };
  await app.db.$executeRaw`
    UPDATE show SET went_live_at = now() WHERE slug = ${live} AND status = 'LIVE' AND NOT EXISTS (SELECT FROM recording r WHERE r.show_id = show.id)`;
  await recordFilm(app, await readLoopedFilm(join(films, "workshop.mp4")), past).catch((error: unknown) =>
    log.warn({ event: "demo_replay_failed", err: error }, "the demo's ended show has no replay"),
  );
  const looking = every(1000, look);
  return {
    async stop() {
      await looking.stop();
      player.stop();
    },
  };
}

/** Null once the shop is a real one, where nothing of the demo is left. */
async function findShow({ db }: Container, slug: string) {
  return db.show.findFirst({
    where: { slug, status: "LIVE", host: { email: { endsWith: "@demo.launchroom" } } },
    select: { id: true, host: { select: { name: true } } },
  });
}

/** Of several processes one takes the picture in. */
async function isPictureHere({ shared }: Container, showId: string): Promise<boolean> {
  return !shared || (await shared.media.want(showId))?.isHere === true;
}
