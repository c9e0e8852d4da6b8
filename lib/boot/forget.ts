import type { Container } from "#lib/container.ts";
import type { Invalidation } from "#lib/listen.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import { log } from "#lib/log.ts";

type Remembering = Pick<
  Container,
  "cities" | "drops" | "engine" | "rooms" | "sessions" | "shipping" | "shop" | "staffNames" | "terms"
> & {
  broadcast: Broadcast;
};

/** What another process, or a hand at the database, changed is forgotten here; open sockets lose a changed account at once. */
export function forget(app: Remembering, invalidation: Invalidation) {
  const { sessions, engine, cities, drops, broadcast } = app;
  switch (invalidation.kind) {
    case "gap":
      sessions.forgetAll();
      engine.soldOut.forgetAll();
      cities.forget();
      app.shipping.forget();
      app.shop.forget();
      app.terms.forget();
      app.staffNames.forget();
      return void drops.readAll().catch(logged);
    case "shop":
      app.shop.forget();
      app.staffNames.forget();
      return invalidation.id === "opened" ? forgetDemo(app) : undefined;
    case "user":
      sessions.forgetUser(invalidation.id);
      app.staffNames.forget();
      return broadcast.signOutUser(invalidation.id);
    case "session":
      sessions.forgetToken(invalidation.id);
      return broadcast.signOutSession(invalidation.id);
    case "drop":
      return void drops.read(invalidation.id).catch(logged);
    case "terms":
      return app.terms.forget();
    case "shipping":
      return app.shipping.forget();
    case "city":
      return cities.forget();
    case "stock":
    case "edition":
      return engine.soldOut.forget(invalidation.id);
  }
}

/** The demo was emptied under this process: nobody is who they were, and no room is there any more. */
function forgetDemo({ sessions, engine, shipping, terms, cities, drops, rooms, broadcast }: Remembering) {
  sessions.forgetAll();
  engine.soldOut.forgetAll();
  cities.forget();
  shipping.forget();
  terms.forget();
  broadcast.signOutEverybody();
  for (const { showId } of rooms.all()) void rooms.refresh(showId).catch(logged);
  void drops.readAll().catch(logged);
}

const logged = (error: unknown) =>
  log.warn({ event: "drops_unreadable", err: error }, "the open drops could not be read again from the database");
