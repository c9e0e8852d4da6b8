import { AddressLinks } from "#lib/accounts/address-links.ts";
import { createAuth } from "#lib/accounts/auth.ts";
import { Guesses } from "#lib/accounts/guesses.ts";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { createLimits } from "#lib/api/limits.ts";
import { createWatchReports } from "#lib/audience/watch-reports.ts";
import { openRecordings } from "#lib/boot/open-recordings.ts";
import { timedWork } from "#lib/boot/timed-work.ts";
import { NewestCues } from "#lib/captions/newest-cues.ts";
import { readAllCues } from "#lib/captions/queries.ts";
import { type Container, dropContainer, setContainer } from "#lib/container.ts";
import { openDatabase } from "#lib/db.ts";
import { createChallenges } from "#lib/drops/challenges.ts";
import { DropClock } from "#lib/drops/drop-clock.ts";
import { VideoPauses } from "#lib/drops/pause-with-video.ts";
import { Engine } from "#lib/engine/engine.ts";
import type { Env } from "#lib/env.ts";
import { Jobs } from "#lib/jobs/jobs.ts";
import { listenToDatabase, type Notice } from "#lib/listen.ts";
import { Boards } from "#lib/live/boards.ts";
import type { Gateway } from "#lib/live/gateway.ts";
import { Presence } from "#lib/live/presence.ts";
import { createPublisher, type Publisher } from "#lib/live/publish.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { log } from "#lib/log.ts";
import { Channels } from "#lib/media/channels.ts";
import { Clients, type Stranger } from "#lib/network/clients.ts";
import { createMailer } from "#lib/notices/mailer.ts";
import { readBoardFigures } from "#lib/ops/read-board.ts";
import { createRails } from "#lib/payments/rails.ts";
import { OrderLinks } from "#lib/preorders/order-links.ts";
import { CityMemory } from "#lib/promises/city-memory.ts";
import { WaveReads } from "#lib/promises/wave-reads.ts";
import { RecordingRows } from "#lib/replays/recording-rows.ts";
import { createRestreams } from "#lib/restreams/restreams.ts";
import { createKeySeal } from "#lib/restreams/seal-key.ts";
import { createAirLeases } from "#lib/shows/air-leases.ts";
import { readRoom } from "#lib/shows/read-room.ts";
import { admitEncoder } from "#lib/sources/admit-encoder.ts";
import { openRtmpDoor } from "#lib/sources/rtmp-door.ts";
import { createSources } from "#lib/sources/sources.ts";
import { watchContent } from "#lib/sources/watch-content.ts";
import { openStatements } from "#lib/statements.ts";

export type Composed = Container & {
  publish: Publisher;
  jobs: Jobs;
  attach(gateway: Gateway): void;
  close(): Promise<void>;
};

/** Makes everything that exists once per process and puts it where Next's bundle finds it too. */
export async function compose({ env, databaseUrl }: { env: Env; databaseUrl: string }): Promise<Composed> {
  const db = openDatabase(databaseUrl, { connections: 8 });
  const hot = openStatements(databaseUrl, { connections: 5 });
  const secret = await readOrMakeSecret(env.DATA_DIR, env.AUTH_SECRET);
  let gateway: Gateway | undefined;

  const recordingRows = new RecordingRows({ db, retentionDays: env.RECORDINGS_RETENTION_DAYS });
  const recordings = openRecordings(env, recordingRows);
  const channels = new Channels({
    recordings,
    readCaptions: async (showId) => {
      try {
        return await readAllCues(db, showId);
      } catch (error) {
        log.warn({ err: error, showId }, "captions not readable, the show's playlists go without");
        throw error;
      }
    },
    onStatus: ({ showId, status }) => {
      publish.videoChanged(showId, status);
      videoPauses.hear(showId, status);
    },
  });
  const presence = new Presence((showId, viewers) => publish.viewersChanged(showId, viewers));
  const rooms = new Rooms({
    load: (showId) =>
      readRoom(db, showId, () => ({ viewers: presence.viewers(showId), video: channels.status(showId) })),
    send: (showId, frame) => gateway?.to(`show:${showId}`).volatile.emit("frame", frame),
    isWatched: (showId) => (gateway?.sockets.adapter.rooms.get(`show:${showId}`)?.size ?? 0) > 0,
  });
  const boards = new Boards({
    read: (showId) => readBoardFigures(db, rooms, showId),
    isWatched: (showId) => (gateway?.sockets.adapter.rooms.get(`board:${showId}`)?.size ?? 0) > 0,
    send: (showId, board) => gateway?.to(`board:${showId}`).emit("board", board),
  });
  const publish = createPublisher({
    rooms,
    boards,
    toUser: (userId, change) => gateway?.to(`user:${userId}`).emit("order", change),
    toWaiting: (userId, entry) => gateway?.to(`user:${userId}`).emit("line", entry),
    toShow: (news) => gateway?.to(`show:${news.showId}`).emit("captions", news),
  });
  const engine = new Engine({ db, hot, publish, boards });
  const air = createAirLeases({ lastPictureAt: (showId) => channels.figures(showId)?.lastPartAt ?? null });
  const sources = createSources({ stage: { channels, air }, ffmpegPath: env.FFMPEG_PATH });
  const keySeal = createKeySeal(secret);
  const drops = new DropClock({ db, engine, tell: (drop) => publish.dropMoved(drop) });
  const videoPauses = new VideoPauses({ db, engine });
  const sessions = new Sessions({ db: hot, secret, secure: env.PUBLIC_URL.startsWith("https:") });

  const made: Container = {
    env,
    db,
    engine,
    clients: new Clients({ trusted: env.TRUSTED_PROXIES, onStranger: warnOfStranger }),
    limits: createLimits(),
    auth: createAuth({ db, secret, publicUrl: env.PUBLIC_URL }),
    sessions,
    rooms,
    boards,
    presence,
    publish,
    channels,
    newestCues: new NewestCues(db),
    air,
    sources,
    rtmp: openRtmpDoor({ port: env.RTMP_PORT, host: env.HOST, admit: (asked) => admitEncoder(made, asked) }),
    restreams: createRestreams({
      ...{ db, channels, seal: keySeal, ffmpeg: sources.ffmpeg },
      allowPrivate: env.ALLOW_PRIVATE_ADDRESSES,
    }),
    keySeal,
    watching: createWatchReports(),
    recordingRows,
    cities: new CityMemory(db),
    waveReads: new WaveReads(db),
    drops,
    challenges: createChallenges({ secret, drops }),
    rails: await createRails({ env, db, secret }),
    mailer: createMailer(env),
    orderLinks: new OrderLinks({ secret, publicUrl: env.PUBLIC_URL }),
    addressLinks: new AddressLinks({ secret, publicUrl: env.PUBLIC_URL }),
    guesses: new Guesses(db),
  };
  const jobs = new Jobs({ databaseUrl, db, works: timedWork(made) });
  setContainer(made);
  if (env.PUBLIC_URL.startsWith("https:") && env.TRUSTED_PROXIES.length === 0) {
    log.warn(
      "PUBLIC_URL is https and TRUSTED_PROXIES names nobody: behind the proxy that makes it so, every visitor counts as one address. Set TRUSTED_PROXIES (see .env.example).",
    );
  }
  const content = watchContent({ channels, ffmpeg: sources.ffmpeg });
  const listener = listenToDatabase(databaseUrl, (notice) => forget(made, notice, gateway));

  return {
    ...made,
    publish,
    jobs,
    attach(opened) {
      gateway = opened;
    },
    async close() {
      await listener.stop();
      drops.stop();
      made.rtmp.close();
      sources.close();
      content.close();
      made.restreams.close();
      videoPauses.stop();
      channels.close();
      made.mailer?.close();
      await recordings.close();
      await recordingRows.flush().catch(() => undefined);
      await Promise.all([db.$disconnect(), hot.close()]);
      dropContainer(made);
    },
  };
}

/** What another process, or a hand at the database, changed is forgotten here; open sockets lose a changed account at once. */
function forget(made: Container, notice: Notice, gateway: Gateway | undefined) {
  const { sessions, engine, cities, drops } = made;
  switch (notice.kind) {
    case "gap":
      sessions.forgetAll();
      engine.soldOut.forgetAll();
      cities.forget();
      return void drops.readAll().catch(logged);
    case "shop":
      return forgetDemo(made, gateway);
    case "user":
      sessions.forgetUser(notice.id);
      return signOut(gateway, `user:${notice.id}`);
    case "session":
      sessions.forgetToken(notice.id);
      return signOut(gateway, `session:${notice.id}`);
    case "drop":
      return void drops.read(notice.id).catch(logged);
    case "city":
      return cities.forget();
    case "stock":
    case "edition":
      return engine.soldOut.forget(notice.id);
  }
}

function warnOfStranger({ address }: Stranger) {
  log.warn(
    { address },
    "a request came with X-Forwarded-For or Forwarded from an address that is not in TRUSTED_PROXIES: it is not believed, and everybody behind that address counts as one",
  );
}

/** The demo was emptied under this process: nobody is who they were, and no room is there any more. */
function forgetDemo({ sessions, engine, cities, drops, rooms }: Container, gateway: Gateway | undefined) {
  sessions.forgetAll();
  engine.soldOut.forgetAll();
  cities.forget();
  gateway?.emit("signedOut");
  gateway?.disconnectSockets(true);
  for (const { showId } of rooms.all()) void rooms.refresh(showId).catch(logged);
  void drops.readAll().catch(logged);
}

const logged = (error: unknown) => log.warn({ err: error }, "drops could not be read again");

function signOut(gateway: Gateway | undefined, room: string) {
  gateway?.to(room).emit("signedOut");
  gateway?.in(room).disconnectSockets(true);
}
