import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireHostOf } from "#lib/accounts/gate.ts";
import { type Access, actorOf, createRoutes, document, documentCreation, done, idParam, json } from "#lib/api/api.ts";
import { type CodeScope, issueCodes } from "#lib/codes/issue-codes.ts";
import { listCodes } from "#lib/codes/queries.ts";
import { revokeCode } from "#lib/codes/revoke-code.ts";
import { codesInput, codeView, issuedCodes } from "#lib/codes/schema.ts";
import { container } from "#lib/container.ts";

const tag = "Priority codes";
const codeParam = idParam.extend({ codeId: z.uuid() });

const scopes = {
  drops: {
    access: "host-of-drop",
    what: "a drop",
    of: async (c: Context, id: string): Promise<CodeScope> => ({
      drop: await requireHostOf(container().db, await actorOf(c), "drop", id),
    }),
  },
  editions: {
    access: "host-of-edition",
    what: "the waitlist of an edition",
    of: async (c: Context, id: string): Promise<CodeScope> => ({
      edition: await requireHostOf(container().db, await actorOf(c), "edition", id),
    }),
  },
} as const satisfies Record<string, { access: Access; what: string; of: unknown }>;

export const codeRoutes = routesFor("drops").route("/", routesFor("editions"));

function routesFor(noun: keyof typeof scopes) {
  const { access, what, of } = scopes[noun];
  return createRoutes()
    .openapi(
      createRoute({
        method: "post",
        path: `/${noun}/{id}/codes`,
        request: { params: idParam, body: json(codesInput) },
        ...documentCreation({
          tag,
          summary: `Make priority codes for ${what}; they are shown only now`,
          access,
          answer: issuedCodes,
        }),
      }),
      async (c) => {
        const scope = await of(c, c.req.valid("param").id);
        container().limits.spend("writes", c.req.valid("param").id);
        return c.json(await issueCodes(scope, c.req.valid("json")), 201);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: `/${noun}/{id}/codes`,
        request: { params: idParam },
        ...document({ tag, summary: `The priority codes of ${what}, newest first`, access, answer: z.array(codeView) }),
      }),
      async (c) => c.json(await listCodes(await of(c, c.req.valid("param").id)), 200),
    )
    .openapi(
      createRoute({
        method: "delete",
        path: `/${noun}/{id}/codes/{codeId}`,
        request: { params: codeParam },
        ...document({ tag, summary: `Revoke a priority code of ${what}`, access, answer: done }),
      }),
      async (c) => {
        const { id, codeId } = c.req.valid("param");
        await revokeCode(await of(c, id), codeId);
        return c.json({ ok: true as const }, 200);
      },
    );
}
