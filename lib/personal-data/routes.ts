import { deviceOf } from "#lib/accounts/device.ts";
import { mailCode } from "#lib/accounts/mailed-codes.ts";
import { codeTicket, erasureInput } from "#lib/accounts/schema.ts";
import { clientOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { eraseAccount } from "#lib/personal-data/erase-account.ts";
import { exportData } from "#lib/personal-data/export-data.ts";
import { previewErasure } from "#lib/personal-data/preview-erasure.ts";
import { erasurePreview } from "#lib/personal-data/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Accounts");
export const personalDataRoutes = routes;

route.signedIn.get(
  "/me/export",
  { summary: "Everything that is kept about me, as a zip of JSON and CSV", file: "application/zip" },
  async ({ app, who, c }) =>
    c.body(await exportData(app, who), 200, {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="my-data.zip"',
      "cache-control": "no-store",
    }),
);
route.signedIn.get(
  "/me/erasure",
  { summary: "What erasing my account would do", answer: erasurePreview },
  ({ app, who }) => previewErasure(app, who),
);
route.signedIn.post(
  "/me/erasure/code",
  { summary: "Mail me the code that erases my account", answer: codeTicket },
  async ({ app, who: { id, email, isAnonymous }, c }) => {
    if (isAnonymous) throw new Refusal("not_allowed");
    const asking = { client: clientOf(c), device: deviceOf(c.req.raw.headers) };
    return { ticket: await mailCode(app, { purpose: "erase", address: email, userId: id }, asking) };
  },
);
route.signedIn.post(
  "/me/erasure",
  { summary: "Erase my account; with my password, or a mailed code", body: erasureInput },
  ({ app, who, body, c }) => eraseAccount(app, who, body, { client: clientOf(c), device: deviceOf(c.req.raw.headers) }),
);
