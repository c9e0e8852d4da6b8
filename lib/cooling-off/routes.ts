import { openRoutes } from "#lib/api/route.ts";
import { publishRules } from "#lib/cooling-off/publish-rules.ts";
import { readRules } from "#lib/cooling-off/queries.ts";
import { coolingOffInput, coolingOffView } from "#lib/cooling-off/schema.ts";

const { routes, route } = openRoutes("Shop");
export const coolingOffRoutes = routes;

route.owner.get(
  "/settings/cooling-off",
  { summary: "Within how many days orders from now on may be sent back, by country", answer: coolingOffView },
  ({ app }) => readRules(app.db),
);
route.owner.post(
  "/settings/cooling-off",
  {
    summary: "Publish within how many days orders from now on may be sent back",
    body: coolingOffInput,
    answer: coolingOffView,
    makes: true,
  },
  ({ app, who, body }) => publishRules(app, who, body),
);
