import { z } from "@hono/zod-openapi";
import { issueCodes } from "#lib/access-codes/issue-codes.ts";
import { listCodes } from "#lib/access-codes/queries.ts";
import { revokeCode } from "#lib/access-codes/revoke-code.ts";
import { codesInput, codeView, issuedCodes } from "#lib/access-codes/schema.ts";
import { idParam } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";

const { routes, route } = openRoutes("Access codes");
export const accessCodeRoutes = routes;

const codeParams = idParam.extend({ codeId: z.uuid() });
const ofDrop = route.hostOf("drop");
const ofEdition = route.hostOf("edition");

const making = (what: string) => ({
  ...{ summary: `Make priority codes for ${what}; they are shown only now`, body: codesInput, answer: issuedCodes },
  makes: true as const,
});
const listing = (what: string) => ({
  ...{ summary: `The priority codes of ${what}, newest first`, answer: z.array(codeView) },
});
const revoking = (what: string) => ({ summary: `Revoke a priority code of ${what}`, params: codeParams });

ofDrop.post("/drops/{id}/codes", making("a drop"), ({ app, who: drop, body }) => {
  app.limits.spend("writes", drop.id);
  return issueCodes(app, { drop }, body);
});
ofDrop.get("/drops/{id}/codes", listing("a drop"), ({ app, who: drop }) => listCodes(app, { drop }));
ofDrop.delete("/drops/{id}/codes/{codeId}", revoking("a drop"), ({ app, who: drop, params }) =>
  revokeCode(app, { drop }, params.codeId),
);

const waitlist = "the waitlist of an edition";
ofEdition.post("/editions/{id}/codes", making(waitlist), ({ app, who: edition, body }) => {
  app.limits.spend("writes", edition.id);
  return issueCodes(app, { edition }, body);
});
ofEdition.get("/editions/{id}/codes", listing(waitlist), ({ app, who: edition }) => listCodes(app, { edition }));
ofEdition.delete("/editions/{id}/codes/{codeId}", revoking(waitlist), ({ app, who: edition, params }) =>
  revokeCode(app, { edition }, params.codeId),
);
