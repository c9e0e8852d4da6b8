import type { IncomingMessage } from "node:http";
import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Container } from "#lib/container.ts";
import type { Client } from "#lib/network/clients.ts";
import { Refusal, refusals as statuses } from "#lib/refusal.ts";

/** Who a route is for; the handler itself asks the gate, this says so in the document and in the access test. */
export type Access =
  | "anyone"
  | "signed-in"
  | "buyer-of-order"
  | "host"
  | "host-of-show"
  | "host-of-product"
  | "host-of-edition"
  | "host-of-drop"
  | "host-of-collection"
  | "deskhand"
  | "desk-of-show"
  | "talk-of-show"
  | "desk-of-drop"
  | "desk-of-edition"
  | "money-reader"
  | "operator"
  | "owner";

/** What the server hands to every request: Node's own request, and the app that answers it. */
export type Edge = { Bindings: { incoming: IncomingMessage; app: Container } };

/** A sub-app of one noun. Input that does not fit its schema is refused with the field named. */
export function createRoutes() {
  return new OpenAPIHono<Edge>({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      const field = [
        ...(issue?.path ?? []),
        ...(issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : []),
      ].join(".");
      throw new Refusal(
        result.target === "json" ? "invalid_body" : result.target === "param" ? "not_found" : "invalid_query",
        {
          field,
          detail: { reason: issue?.message },
        },
      );
    },
  });
}

export async function actorOf({ env, req }: Context<Edge>): Promise<Actor | null> {
  return env.app.sessions.find(req.header("cookie"));
}

/** Who asks, behind proxies too. */
export function clientOf({ env }: Context<Edge>): Client {
  return env.app.clients.of(env.incoming);
}

/** The address to count by: the true one behind a trusted proxy, IPv6 by its network of 64 bits. No stranger's header can forge it. */
export function addressOf(context: Context<Edge>): string {
  return clientOf(context).network;
}

export const problem = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.enum(["internal", ...Object.keys(statuses)]),
    title: z.string(),
    field: z.string().optional(),
    retryAfter: z.number().optional(),
  })
  .openapi("Problem");

export const refusals = {
  "4XX": { description: "Refused: see code and title", content: { "application/problem+json": { schema: problem } } },
  "5XX": {
    description: "Overloaded or broken: see retryAfter or id",
    content: { "application/problem+json": { schema: problem } },
  },
} satisfies RouteConfig["responses"];

type Facts<Schema extends z.ZodType> = { tag: string; summary: string; access: Access; answer: Schema };

/** What every documented route shares: a tag, a summary, who may call it, one success and the refusals. */
export function document<Schema extends z.ZodType>({ tag, summary, access, answer }: Facts<Schema>) {
  const success = { description: summary, content: { "application/json": { schema: answer } } };
  return { tags: [tag], summary, responses: { 200: success, ...refusals }, "x-access": access };
}

/** The same for a route that makes something. */
export function documentCreation<Schema extends z.ZodType>({ tag, summary, access, answer }: Facts<Schema>) {
  const success = { description: summary, content: { "application/json": { schema: answer } } };
  return { tags: [tag], summary, responses: { 201: success, ...refusals }, "x-access": access };
}

/** The same for a route that answers with a file, whole or in part. */
export function documentFile({ tag, summary, access, type }: Omit<Facts<z.ZodType>, "answer"> & { type: string }) {
  const content = { [type]: { schema: z.string().openapi({ format: "binary" }) } };
  const [whole, part] = [
    { description: summary, content },
    { description: "The part asked for by Range", content },
  ];
  return { tags: [tag], summary, responses: { 200: whole, 206: part, ...refusals }, "x-access": access };
}

/** The same for a route that answers with a text. */
export function documentText({ tag, summary, access, type }: Omit<Facts<z.ZodType>, "answer"> & { type: string }) {
  const success = { description: summary, content: { [type]: { schema: z.string() } } };
  return { tags: [tag], summary, responses: { 200: success, ...refusals }, "x-access": access };
}

export const json = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});
/** Only documented: handlers read the one header themselves, since a validator would copy all of them for every order. */
export const keyHeader = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  schema: { type: "string", minLength: 8, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  description: "8 to 255 visible ASCII characters, made when the form opened",
} as const;
/** A body or an answer that is a file. */
export const anyBytes = { schema: z.string().openapi({ format: "binary" }) };
export const idParam = z.object({ id: z.uuid() });
export const done = z.object({ ok: z.literal(true) });
