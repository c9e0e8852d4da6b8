import type { Container } from "#lib/container.ts";
import type { Notice } from "#lib/listen.ts";
import type { Broadcast } from "#lib/live/broadcast.ts";
import { log } from "#lib/log.ts";

type Remembering = Pick<Container, "cities" | "drops" | "engine" | "rooms" | "sessions"> & { broadcast: Broadcast };

/** What another process, or a hand at the database, changed is forgotten here; open sockets lose a changed account at once. */
export function forget(app: Remembering, notice: Notice) {
  const { sessions, engine, cities, drops, broadcast } = app;
  switch (notice.kind) {
    case "gap":
      sessions.forgetAll();
      engine.soldOut.forgetAll();
      cities.forget();
      return void drops.readAll().catch(logged);
    case "shop":
      return forgetDemo(app);
    case "user":
      sessions.forgetUser(notice.id);
      return broadcast.signOutUser(notice.id);
    case "session":
      sessions.forgetToken(notice.id);
      return broadcast.signOutSession(notice.id);
    case "drop":
      return void drops.read(notice.id).catch(logged);
    case "city":
      return cities.forget();
    case "stock":
    case "edition":
      return engine.soldOut.forget(notice.id);
  }
}

/** The demo was emptied under this process: nobody is who they were, and no room is there any more. */
function forgetDemo({ sessions, engine, cities, drops, rooms, broadcast }: Remembering) {
  sessions.forgetAll();
  engine.soldOut.forgetAll();
  cities.forget();
  broadcast.signOutEverybody();
  for (const { showId } of rooms.all()) void rooms.refresh(showId).catch(logged);
  void drops.readAll().catch(logged);
}

const logged = (error: unknown) => log.warn({ err: error }, "drops could not be read again");
