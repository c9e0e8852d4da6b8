import { requireBuyer } from "#lib/accounts/gate.ts";
import { sendChat } from "#lib/audience/send-chat.ts";
import type { Uses } from "#lib/container.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";

/** A line of the talk. Viewers ask; who is named `host` answers. */
export type DemoLine = { by: "viewer" | "host"; body: string };

type App = Uses<"db" | "presence" | "publish" | "rooms" | "shared" | "staffNames" | "terms">;

/** Seconds between two lines, from and to. */
const pause = { from: 5, to: 14 };
/** So many lines of the demo's viewers are kept in the room's book. */
const kept = 120;
const mostLikes = 4;
/** No divisor of a script's length, so that nobody says the same line in the next round: that would not be taken. */
const speakers = 11;

/** The talk of the demo's own viewers, for as long as somebody real is in the room. Ask `look` about once a second. */
export class DemoTalk {
  readonly #app: App;
  readonly #script: readonly DemoLine[];
  #next = 0;
  #dueAt = 0;

  constructor(app: App, script: readonly DemoLine[]) {
    this.#app = app;
    this.#script = script;
  }

  async look(showId: string, now = Date.now()): Promise<void> {
    const { presence, shared, publish } = this.#app;
    if ((shared?.audience ?? presence).viewers(showId) === 0 || now < this.#dueAt) return;
    this.#dueAt = now + (pause.from + Math.random() * (pause.to - pause.from)) * 1000;
    const line = this.#script[this.#next % this.#script.length];
    this.#next += 1;
    if (!line) return;
    await this.#say(showId, line);
    publish.liked(showId, Math.ceil(Math.random() * mostLikes));
    if (this.#next % this.#script.length === 0) await forgetOldLines(this.#app, showId);
  }

  async #say(showId: string, { by, body }: DemoLine): Promise<void> {
    const people = await readPeople(this.#app, showId);
    const author = by === "host" ? people.host : people.viewers[this.#next % people.viewers.length];
    if (!author) return;
    const actor = { ...author, isAnonymous: false, emailVerified: true };
    await sendChat(this.#app, requireBuyer(actor), { showId, body }, nowhere).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      log.debug({ event: "demo_line_refused", code: error.code }, "a line of the demo's talk was not taken");
    });
  }
}

async function readPeople({ db }: Uses<"db">, showId: string) {
  const select = { id: true, name: true, email: true, role: true } as const;
  const [viewers, show] = await Promise.all([
    db.user.findMany({ where: demoViewer, select, orderBy: { email: "asc" }, take: speakers }),
    db.show.findUnique({ where: { id: showId }, select: { host: { select } } }),
  ]);
  return { viewers, host: show?.host };
}

const nowhere: Origin = { device: null, network: "demo" };

/** The accounts that prisma/seed/past-show.ts makes. */
const demoViewer = { email: { startsWith: "fan", endsWith: "@demo.launchroom" } };

/** Days of talk leave no more than the newest lines; what real people said stays. */
async function forgetOldLines({ db }: Uses<"db">, showId: string): Promise<void> {
  const where = {
    showId,
    OR: [{ user: demoViewer }, { role: "host" as const, user: { email: "host@demo.launchroom" } }],
  };
  const oldest = await db.chatMessage.findFirst({ where, orderBy: { at: "desc" }, skip: kept, select: { at: true } });
  if (oldest) await db.chatMessage.deleteMany({ where: { ...where, at: { lte: oldest.at } } });
}
