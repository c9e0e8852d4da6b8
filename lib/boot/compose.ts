import { join } from "node:path";
import { AddressLinks } from "#lib/accounts/address-links.ts";
import { createAuth } from "#lib/accounts/auth.ts";
import { Guesses } from "#lib/accounts/guesses.ts";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { createLimits } from "#lib/api/limits.ts";
import { createWatchReports } from "#lib/audience/watch-reports.ts";
import { composeLive } from "#lib/boot/compose-live.ts";
import { composeSources } from "#lib/boot/compose-sources.ts";
import { forget } from "#lib/boot/forget.ts";
import { timedWork } from "#lib/boot/timed-work.ts";
import { warnOfStranger, warnOfUnknownProxy } from "#lib/boot/warn-of-strangers.ts";
import { type Container, dropContainer, setContainer } from "#lib/container.ts";
import { openDatabase, type Pooler } from "#lib/db.ts";
import { CityMemory } from "#lib/delivery-windows/city-memory.ts";
import { WaveReads } from "#lib/delivery-windows/wave-reads.ts";
import { createChallenges } from "#lib/drops/challenges.ts";
import { DropClock } from "#lib/drops/drop-clock.ts";
import type { Env } from "#lib/env.ts";
import { Jobs } from "#lib/jobs/jobs.ts";
import { listenToDatabase } from "#lib/listen.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import type { Publisher } from "#lib/live/publish.ts";
import { TermMemory } from "#lib/moderation/term-memory.ts";
import { StaffNames } from "#lib/names/staff-names.ts";
import { Clients } from "#lib/network/clients.ts";
import { createMailer } from "#lib/notices/mailer.ts";
import { createRails } from "#lib/payments/rails.ts";
import { BallotBox } from "#lib/polls/ballot-box.ts";
import { OrderLinks } from "#lib/preorders/order-links.ts";
import { SocialFiles } from "#lib/recordings/social-files.ts";
import { openRedis } from "#lib/redis.ts";
import { createSeal } from "#lib/seal.ts";
import { ShippingMemory } from "#lib/shipping/shipping-memory.ts";
import { ShopMemory } from "#lib/shop/shop-memory.ts";
import { openStatements } from "#lib/statements.ts";
import { Translator } from "#lib/translation/translator.ts";

export type Composed = Container & {
  publish: Publisher;
  broadcast: Broadcast;
  jobs: Jobs;
  close(): Promise<void>;
};

/** `databaseUrl` is the database itself: LISTEN and the job queue need a session of their own. Requests go through the pooler, if any. */
type Composition = { env: Env; databaseUrl: string; pooler?: Pooler };

/** Makes everything that exists once per app and puts it where Next's bundle finds it too. */
export async function compose({ env, databaseUrl, pooler }: Composition): Promise<Composed> {
  const redis = env.REDIS_URL ? await openRedis(env.REDIS_URL) : undefined;
  const db = openDatabase(pooler ?? databaseUrl, { connections: 8 });
  const hot = openStatements(pooler ?? databaseUrl, { connections: 5 });
  const secret = await readOrMakeSecret(env.DATA_DIR, env.AUTH_SECRET);
  const limits = createLimits(redis);
  const { broadcast, recordings, videoPauses, ...live } = composeLive({ env, db, hot, redis });
  const { engine, publish, channels, recordingRows } = live;
  const { content, ...video } = composeSources({ env, db, channels, limits, secret });
  const drops = new DropClock({ db, engine, tell: (drop) => publish.dropMoved(drop) });

  const made: Container = {
    ...{ env, db, limits, drops },
    ...live,
    ...video,
    clients: new Clients({ trusted: env.TRUSTED_PROXIES, onStranger: warnOfStranger }),
    auth: createAuth({ db, secret, publicUrl: env.PUBLIC_URL }),
    sessions: new Sessions({ db: hot, secret, secure: env.PUBLIC_URL.startsWith("https:") }),
    ballots: new BallotBox({ db, publish }),
    translator: new Translator({ url: env.TRANSLATION_URL, key: env.TRANSLATION_KEY }),
    watching: createWatchReports(),
    socialFiles: new SocialFiles(join(env.DATA_DIR, "social-files")),
    cities: new CityMemory(db),
    shipping: new ShippingMemory(db),
    shop: new ShopMemory(db),
    terms: new TermMemory(db),
    staffNames: new StaffNames(db),
    waveReads: new WaveReads(db),
    challenges: createChallenges({ secret, drops }),
    rails: await createRails({ env, db, secret }),
    mailer: createMailer(env),
    orderLinks: new OrderLinks({ secret, publicUrl: env.PUBLIC_URL }),
    addressLinks: new AddressLinks({ secret, publicUrl: env.PUBLIC_URL }),
    guesses: new Guesses(db),
    factorSeal: createSeal(secret, "factors"),
  };
  const jobs = new Jobs({ databaseUrl, db, works: timedWork(made) });
  setContainer(made);
  warnOfUnknownProxy(env);
  const listener = listenToDatabase(databaseUrl, (invalidation) => forget({ ...made, broadcast }, invalidation));

  async function close() {
    await listener.stop();
    drops.stop();
    live.questions.stop();
    made.rtmp.close();
    made.sources.close();
    content.close();
    made.restreams.close();
    videoPauses.stop();
    channels.close();
    await made.socialFiles.close();
    made.mailer?.close();
    await recordings.close();
    await recordingRows.flush().catch(() => undefined);
    await Promise.all([live.shared?.peers.stop(), live.shared?.media.stop()]);
    redis?.close();
    await Promise.all([db.$disconnect(), hot.close()]);
    dropContainer(made);
  }
  return { ...made, publish, broadcast, jobs, close };
}
