import { z } from "@hono/zod-openapi";
import { openRoutes } from "#lib/api/route.ts";
import { cutPrompter, listPrompters, pairPrompter } from "#lib/prompter/pair-prompter.ts";
import { readPrompter } from "#lib/prompter/read-prompter.ts";
import { newPrompter, prompterAddress, prompterLink, prompterOfShow, prompterView } from "#lib/prompter/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Prompter");
export const prompterRoutes = routes;

const ofShow = route.deskOf("show");

ofShow.get(
  "/shows/{id}/prompters",
  { summary: "The screens that show the script now", answer: z.array(prompterLink) },
  ({ app, who: show }) => listPrompters(app, show),
);
ofShow.post(
  "/shows/{id}/prompters",
  { summary: "Make an address that shows the script without a sign-in", answer: newPrompter, makes: true },
  ({ app, who: show }) => pairPrompter(app, show),
);
ofShow.delete(
  "/shows/{id}/prompters/{prompterId}",
  { summary: "Cut a screen off", params: prompterOfShow },
  ({ app, who: show, params }) => cutPrompter(app, show, params.prompterId),
);
route.anyone.get(
  "/prompters/{key}",
  { summary: "What a screen reads now", params: prompterAddress, answer: prompterView },
  async ({ app, params: { key }, c }) => {
    const view = await readPrompter(app, key);
    if (!view) throw new Refusal("not_found");
    c.header("cache-control", "private, no-store");
    return view;
  },
);
