import { createRoute, type RouteConfig, type z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  type DeskOf,
  type HostOf,
  requireBuyer,
  requireDeskhand,
  requireDeskOf,
  requireHost,
  requireHostOf,
  requireMoneyReader,
  requireOperator,
  requireOwner,
  requireShowKeeper,
  requireTalkOf,
  type ShowKeeper,
  type TalkOf,
} from "#lib/accounts/gate.ts";
import {
  type Access,
  actorOf,
  createRoutes,
  document,
  documentCreation,
  documentFile,
  documentText,
  done,
  type Edge,
  idParam,
  json,
  keyHeader,
} from "#lib/api/api.ts";
import type { Limits } from "#lib/api/limits.ts";
import type { Container } from "#lib/container.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Thing = "show" | "product" | "edition" | "drop" | "collection";
type OnDesk = "show" | "edition" | "drop";
type Schema = z.ZodType | undefined;
type Read<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type IdIn<Path extends string> = Path extends `${string}{id}${string}` ? string : undefined;

/** What a route says of itself; from it follow its checks, its status and its place in the document. */
type Facts<Params extends Schema, Query extends Schema, Body extends Schema, Answer extends Schema> = {
  summary: string;
  tag?: string;
  /** Needed where the address names more than {id}. */
  params?: Params;
  query?: Query;
  body?: Body;
  /** A body that is no JSON, by media type: it is not read before the handler. */
  rawBody?: NonNullable<NonNullable<RouteConfig["request"]>["body"]>["content"];
  /** Without one the answer is {ok: true}. */
  answer?: Answer;
  /** The media type of a file, whole or in part, that the handler answers with. */
  file?: string;
  /** The media type of a text that the handler answers with. */
  text?: string;
  /** Something was made: 201. */
  makes?: true;
  /** Asked with an Idempotency-Key, which the handler reads. */
  takesKey?: true;
  /** Spent by whoever asks, before the handler. */
  limit?: Parameters<Limits["spend"]>[0];
};

type Given<Who, Path extends string, Params extends Schema, Query extends Schema, Body extends Schema> = {
  who: Who;
  id: IdIn<Path>;
  params: Read<Params>;
  query: Read<Query>;
  body: Read<Body>;
  /** What the use case is given. */
  app: Container;
  c: Context<Edge>;
};

type Answered<Answer extends Schema> = Answer extends z.ZodType ? z.input<Answer> | Response : unknown;

type Guard<Who> = {
  access: Access;
  find: (c: Context<Edge>, id: string) => Who | Promise<Who>;
  /** Whose limits are spent. */
  payer: (who: Who) => string;
};

/**
 * The routes of one noun. Each begins with who it is for (`route.hostOf("drop").post(…)`), and its handler gets that person from the
 * gate: there is no way to write a handler that forgot to ask. Refuses with what the gate refuses, then with rate_limited.
 */
export function openRoutes(tag: string) {
  const routes = createRoutes();
  const verbs = <Who>(guard: Guard<Who>) => verbsFor(routes, tag, guard);
  const payer = ({ id }: { id: string }) => id;
  const route = {
    /** Nobody is asked who they are. */
    anyone: verbs({ access: "anyone", find: () => undefined, payer: spendsItself }),
    signedIn: verbs({ access: "signed-in", find: async (c) => requireBuyer(await actorOf(c)), payer }),
    /** The handler looks among the buyer's own things only. */
    buyer: verbs({ access: "buyer-of-order", find: async (c) => requireBuyer(await actorOf(c)), payer }),
    host: verbs({ access: "host", find: async (c) => requireHost(await actorOf(c)), payer }),
    deskhand: verbs({ access: "deskhand", find: async (c) => requireDeskhand(await actorOf(c)), payer }),
    moneyReader: verbs({ access: "money-reader", find: async (c) => requireMoneyReader(await actorOf(c)), payer }),
    operator: verbs({ access: "operator", find: async (c) => requireOperator(await actorOf(c)), payer }),
    owner: verbs({ access: "owner", find: async (c) => requireOwner(await actorOf(c)), payer }),
    hostOf: <T extends Thing>(thing: T) =>
      verbs<HostOf<T>>({
        access: `host-of-${thing}`,
        find: async (c, id) => requireHostOf(c.env.app.db, await actorOf(c), thing, id),
        payer: ({ host }) => host.id,
      }),
    deskOf: <T extends OnDesk>(thing: T) =>
      verbs<DeskOf<T>>({
        access: `desk-of-${thing}`,
        find: async (c, id) => requireDeskOf(c.env.app.db, await actorOf(c), thing, id),
        payer: ({ hand }) => hand.id,
      }),
    talkOfShow: verbs<TalkOf<"show">>({
      access: "talk-of-show",
      find: async (c, id) => requireTalkOf(c.env.app.db, await actorOf(c), id),
      payer: ({ keeper }) => keeper.id,
    }),
    keeperOfShow: verbs<ShowKeeper>({
      access: "desk-of-show",
      find: async (c, id) => requireShowKeeper(c.env.app.db, await actorOf(c), id),
      payer: ({ keeper }) => keeper.id,
    }),
    /** By a guard of the noun's own. */
    guardedBy: <Who>(access: Access, find: Guard<Who>["find"]) => verbs<Who>({ access, find, payer: spendsItself }),
  };
  return { routes, route };
}

function spendsItself(): never {
  throw new Error("a route without an account has nobody whose limit could be spent");
}

function verbsFor<Who>(routes: ReturnType<typeof createRoutes>, tag: string, guard: Guard<Who>) {
  const verb =
    (method: Method) =>
    <
      Path extends string,
      Params extends Schema = undefined,
      Query extends Schema = undefined,
      Body extends Schema = undefined,
      Answer extends Schema = undefined,
    >(
      path: Path,
      facts: Facts<Params, Query, Body, Answer>,
      handle: (given: Given<Who, Path, Params, Query, Body>) => Promise<Answered<Answer>> | Answered<Answer>,
    ): void => {
      const handler = async (c: Context<Edge>) => {
        const { app } = c.env;
        const read = (target: string) => c.req.valid(target as never) as unknown;
        const id = c.req.param("id") ?? "";
        const who = await guard.find(c, id);
        if (facts.limit) app.limits.spend(facts.limit, guard.payer(who));
        const given = { who, id, params: read("param"), query: read("query"), body: read("json"), app, c };
        const answer = await handle(given as Given<Who, Path, Params, Query, Body>);
        if (answer instanceof Response) return answer;
        return c.json(facts.answer ? (answer as object) : { ok: true }, facts.makes ? 201 : 200);
      };
      routes.openapi(createRoute(configOf({ method, path, access: guard.access, tag, facts })), handler as never);
    };
  return { get: verb("get"), post: verb("post"), put: verb("put"), patch: verb("patch"), delete: verb("delete") };
}

function configOf(given: {
  method: Method;
  path: string;
  access: Access;
  tag: string;
  facts: Facts<Schema, Schema, Schema, Schema>;
}): RouteConfig {
  const { method, path, access, facts } = given;
  const { summary, tag = given.tag, query, body, rawBody, answer = done, file, text, makes, takesKey } = facts;
  const params = facts.params ?? (path.includes("{id}") ? idParam : undefined);
  const content = body ? json(body) : rawBody && { required: true, content: rawBody };
  const shared = { tag, summary, access };
  return {
    ...{ method, path },
    ...(takesKey && { parameters: [keyHeader] }),
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(content && { body: content }),
    } as RouteConfig["request"],
    ...(file
      ? documentFile({ ...shared, type: file })
      : text
        ? documentText({ ...shared, type: text })
        : makes
          ? documentCreation({ ...shared, answer })
          : document({ ...shared, answer })),
  };
}
