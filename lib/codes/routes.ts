import { z } from "@hono/zod-openapi";
import { idParam } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { issueCodes } from "#lib/codes/issue-codes.ts";
import { listCodes } from "#lib/codes/queries.ts";
import { revokeCode } from "#lib/codes/revoke-code.ts";
import { codesInput, codeView, issuedCodes } from "#lib/codes/schema.ts";
import { container } from "#lib/container.ts";

const { app, route } = openRoutes("Priority codes");
export const codeRoutes = app;

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

ofDrop.post("/drops/{id}/codes", making("a drop"), ({ who: drop, body }) => {
  container().limits.spend("writes", drop.id);
  return issueCodes({ drop }, body);
});
ofDrop.get("/drops/{id}/codes", listing("a drop"), ({ who: drop }) => listCodes({ drop }));
ofDrop.delete("/drops/{id}/codes/{codeId}", revoking("a drop"), ({ who: drop, params }) =>
  revokeCode({ drop }, params.codeId),
);

const waitlist = "the waitlist of an edition";
ofEdition.post("/editions/{id}/codes", making(waitlist), ({ who: edition, body }) => {
  container().limits.spend("writes", edition.id);
  return issueCodes({ edition }, body);
});
ofEdition.get("/editions/{id}/codes", listing(waitlist), ({ who: edition }) => listCodes({ edition }));
ofEdition.delete("/editions/{id}/codes/{codeId}", revoking(waitlist), ({ who: edition, params }) =>
  revokeCode({ edition }, params.codeId),
);
