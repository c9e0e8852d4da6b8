import type { AddressLinks } from "#lib/accounts/address-links.ts";
import type { Auth } from "#lib/accounts/auth.ts";
import type { Guesses } from "#lib/accounts/guesses.ts";
import type { Sessions } from "#lib/accounts/sessions.ts";
import type { Limits } from "#lib/api/limits.ts";
import type { WatchReports } from "#lib/audience/watch-reports.ts";
import type { NewestCues } from "#lib/captions/newest-cues.ts";
import type { Database } from "#lib/db.ts";
import type { CityMemory } from "#lib/delivery-windows/city-memory.ts";
import type { WaveReads } from "#lib/delivery-windows/wave-reads.ts";
import type { Challenges } from "#lib/drops/challenges.ts";
import type { DropClock } from "#lib/drops/drop-clock.ts";
import type { Engine } from "#lib/engine/engine.ts";
import type { Env } from "#lib/env.ts";
import type { Leases } from "#lib/leases.ts";
import type { Boards } from "#lib/live/boards.ts";
import type { Peers } from "#lib/live/peers.ts";
import type { Presence } from "#lib/live/presence.ts";
import type { UseCasePublisher } from "#lib/live/publish.ts";
import type { Rooms } from "#lib/live/rooms.ts";
import type { SharedAudience } from "#lib/live/shared-audience.ts";
import type { Snapshots } from "#lib/live/snapshots.ts";
import type { Channels } from "#lib/media/channels.ts";
import type { TermMemory } from "#lib/moderation/term-memory.ts";
import type { StaffNames } from "#lib/names/staff-names.ts";
import type { Clients } from "#lib/network/clients.ts";
import type { Mailer } from "#lib/notices/mailer.ts";
import type { Rails } from "#lib/payments/rails.ts";
import type { BallotBox } from "#lib/polls/ballot-box.ts";
import type { OrderLinks } from "#lib/preorders/order-links.ts";
import type { QuestionMemory } from "#lib/questions/question-memory.ts";
import type { RecordingRows } from "#lib/recordings/recording-rows.ts";
import type { SocialFiles } from "#lib/recordings/social-files.ts";
import type { RedisConnections } from "#lib/redis.ts";
import type { Restreams } from "#lib/restreams/restreams.ts";
import type { Seal } from "#lib/seal.ts";
import type { ShippingMemory } from "#lib/shipping/shipping-memory.ts";
import type { ShopMemory } from "#lib/shop/shop-memory.ts";
import type { AirLeases } from "#lib/shows/air-leases.ts";
import type { RtmpDoor } from "#lib/sources/rtmp-door.ts";
import type { Sources } from "#lib/sources/sources.ts";
import type { Translator } from "#lib/translation/translator.ts";

/** Everything that exists once per app. Only pages look it up: Next bundles its own copy of every module, so it hangs on globalThis. */
export type Container = {
  env: Env;
  /** Who sends a request, behind proxies too. */
  clients: Clients;
  limits: Limits;
  db: Database;
  /** Whatever moves orders, stock, drops and queues, and tells of it. */
  engine: Engine;
  auth: Auth;
  sessions: Sessions;
  rooms: Rooms;
  staffNames: StaffNames;
  snapshots: Snapshots;
  boards: Boards;
  presence: Presence;
  publish: UseCasePublisher;
  channels: Channels;
  /** What this process has in common with others; without REDIS_URL there are none. */
  shared: { redis: RedisConnections; peers: Peers; media: Leases; audience: SharedAudience } | undefined;
  newestCues: NewestCues;
  questions: QuestionMemory;
  air: AirLeases;
  sources: Sources;
  rtmp: RtmpDoor;
  restreams: Restreams;
  keySeal: Seal;
  /** Seals the secrets of authenticator apps. */
  factorSeal: Seal;
  ballots: BallotBox;
  translator: Translator;
  watching: WatchReports;
  recordingRows: RecordingRows;
  socialFiles: SocialFiles;
  cities: CityMemory;
  shipping: ShippingMemory;
  shop: ShopMemory;
  /** The word lists of the chats. */
  terms: TermMemory;
  waveReads: WaveReads;
  drops: DropClock;
  challenges: Challenges;
  rails: Rails;
  mailer: Mailer;
  orderLinks: OrderLinks;
  addressLinks: AddressLinks;
  guesses: Guesses;
};

/**
 * What a use case needs of the app: its first parameter names it, so that a test can run it with that and nothing else, and so that
 * two apps may live in one process.
 */
export type Uses<Name extends keyof Container> = Pick<Container, Name>;

const key = Symbol.for("launchroom");

/** For pages alone. */
export function container(): Container {
  const made: Container | undefined = Reflect.get(globalThis, key);
  if (!made) throw new Error("the container is not made yet: start through server.ts");
  return made;
}

/** Pages are answered from this one from now on. */
export function setContainer(made: Container) {
  Reflect.set(globalThis, key, made);
}

/** Forgets an app that was closed; a later one stays. */
export function dropContainer(made: Container) {
  if (Reflect.get(globalThis, key) === made) Reflect.deleteProperty(globalThis, key);
}
