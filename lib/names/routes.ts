import { requireBuyer } from "#lib/accounts/gate.ts";
import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { chooseName, readTalker } from "#lib/names/choose-name.ts";
import { talker, talkerInput } from "#lib/names/schema.ts";

const { routes, route } = openRoutes("Names");
export const nameRoutes = routes;

route.anyone.get(
  "/me/talk-name",
  { summary: "What I am called in the chats; null for nobody", answer: talker.nullable() },
  async ({ app, c }) => {
    const who = await actorOf(c);
    return who && readTalker(app, requireBuyer(who));
  },
);
route.signedIn.patch(
  "/me/talk-name",
  {
    summary: "Choose what I am called in the chats, and whether rooms say that I came in",
    body: talkerInput,
    answer: talker,
  },
  ({ app, who, body }) => chooseName(app, who, body),
);
