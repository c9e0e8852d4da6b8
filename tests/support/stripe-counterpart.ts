import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  type Fields,
  type Intent,
  name,
  ok,
  openStripeBooks,
  type Reply,
  refused,
  type Setup,
} from "#tests/support/stripe-books.ts";
import { stripeNumbers } from "#tests/support/stripe-cards.ts";

export type StripeCounterpart = Awaited<ReturnType<typeof startStripeCounterpart>>;

type Call = { method: string; path: string; key: string | undefined; fields: Fields; version: unknown };
type Keys = { secretKey: string; webhookSecret: string; publishableKey?: string };

/**
 * The few endpoints of Stripe's API that the shop and Stripe.js call, over HTTP and with Stripe's rules: form bodies, keys that
 * replay the first answer and refuse other parameters, secrets that open one intent to a browser, and signed webhooks, which go
 * to `webhookTo` by themselves once it is set and else are the test's to send.
 */
export async function startStripeCounterpart({
  secretKey,
  webhookSecret,
  publishableKey = "pk_test_counterpart",
}: Keys) {
  const books = openStripeBooks(tell);
  const { intents, setups, refunds, methods } = books;
  const replies = new Map<string, { asked: string; reply: Reply }>();
  const calls: Call[] = [];
  const deliveries: Promise<unknown>[] = [];
  let isDown = false;
  let lost: RegExp | null = null;
  let webhookTo: string | undefined;

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the counterpart listens on no port");
  const url = `http://127.0.0.1:${address.port}`;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const back = request.url?.startsWith("/bank/") ? atBank(request.url) : null;
    if (back) return response.writeHead(302, { location: back }).end();
    const { status, body } = reply(request, text);
    const headers = {
      "content-type": "application/json",
      "request-id": name("req"),
      "access-control-allow-origin": "*",
    };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }

  function reply({ method = "", url: asked = "", headers }: IncomingMessage, text: string): Reply {
    if (isDown) return { status: 503, body: { error: { type: "api_error", message: "down" } } };
    const { pathname, searchParams } = new URL(asked, url);
    const fields = Object.fromEntries([...searchParams, ...new URLSearchParams(text)]);
    if (fields.key === publishableKey) return fromBrowser(pathname, fields);
    if (headers.authorization !== `Bearer ${secretKey}`)
      return { status: 401, body: { error: { type: "invalid_request_error", message: "Invalid API Key" } } };
    const given = headers["idempotency-key"];
    const key = method === "POST" && typeof given === "string" ? given : undefined;
    calls.push({ method, path: pathname, key, fields, version: headers["stripe-version"] });
    const what = `${pathname}?${text}`;
    const before = key ? replies.get(key) : undefined;
    if (before && before.asked !== what)
      return refused("idempotency_key_in_use", "Keys can only be used with the same parameters", "idempotency_error");
    const isLost = method === "POST" && lost?.test(pathname) === true;
    if (before) return isLost ? noAnswer : before.reply;
    const fresh = fromShop(method, pathname, fields);
    if (key && fresh.status < 500) replies.set(key, { asked: what, reply: structuredClone(fresh) });
    return isLost ? noAnswer : structuredClone(fresh);
  }

  function fromShop(method: string, path: string, fields: Fields): Reply {
    const [, , noun = "", id = "", verb] = path.split("/");
    switch (noun) {
      case "customers":
        return ok({ id: name("cus"), object: "customer" });
      case "payment_intents":
        return id
          ? onIntent(id, (intent) => {
              if (verb === "confirm") return books.confirmKept(intent, fields);
              return verb === "cancel" ? books.cancel(intent) : ok(intent);
            })
          : books.createIntent(fields);
      case "setup_intents":
        return id ? ofMap(setups, id) : books.createSetup(fields);
      case "payment_methods": {
        const kept = methods.get(id);
        if (!kept) return refused("resource_missing", "No such payment_method");
        return ok(verb === "detach" ? Object.assign(kept.method, { customer: null }) : kept.method);
      }
      case "refunds":
        return id ? ofMap(refunds, id) : books.createRefund(fields);
      default:
        return {
          status: 404,
          body: { error: { type: "invalid_request_error", message: `no ${method} ${path} here` } },
        };
    }
  }

  /** What Stripe.js asks for: only with the secret of the very intent. */
  function fromBrowser(path: string, fields: Fields): Reply {
    const [, , noun, id = "", verb] = path.split("/");
    const thing = noun === "setup_intents" ? setups.get(id) : intents.get(id);
    if (!thing || thing.client_secret !== fields.client_secret) return refused("resource_missing", "No such intent");
    if (thing.object === "setup_intent")
      return verb === "confirm" ? books.confirmSetup(thing, fields.number ?? "") : ok(thing);
    if (verb === "confirm" && fields.bank === "true") return ok(sendToBank(thing, fields.return_url ?? ""));
    if (verb === "confirm") return books.confirm(thing, fields.number ?? "");
    return verb === "authenticate" ? books.authenticate(thing, fields.good === "true") : ok(thing);
  }

  /** A way to pay that leaves the page and comes back. */
  function sendToBank(intent: Intent, returnUrl: string): Intent {
    books.confirm(intent, stripeNumbers.asksOnce);
    const to = `${url}/bank/${intent.id}?back=${encodeURIComponent(returnUrl)}`;
    return Object.assign(intent, { next_action: { type: "redirect_to_url", redirect_to_url: { url: to } } });
  }

  function atBank(asked: string): string | null {
    const { pathname, searchParams } = new URL(asked, url);
    const intent = intents.get(pathname.split("/")[2] ?? "");
    if (!intent) return null;
    books.authenticate(intent, true);
    const back = new URL(searchParams.get("back") ?? "");
    back.searchParams.set("payment_intent", intent.id);
    back.searchParams.set("payment_intent_client_secret", intent.client_secret);
    back.searchParams.set("redirect_status", "succeeded");
    return back.href;
  }

  function onIntent(id: string, act: (intent: Intent) => Reply): Reply {
    const intent = intents.get(id);
    return intent ? act(intent) : refused("resource_missing", "No such payment_intent");
  }

  function intentOf(paymentId: string): Intent {
    const found = [...intents.values()].find(({ metadata }) => metadata.payment === paymentId);
    if (!found) throw new Error(`no intent for payment ${paymentId}`);
    return found;
  }

  function tell(type: string, object: unknown) {
    if (!webhookTo) return;
    const { raw, headers } = deliver(type, object);
    const sent = { "content-type": "application/json", ...headers };
    deliveries.push(fetch(webhookTo, { method: "POST", body: raw, headers: sent }).catch(() => undefined));
  }

  /** A signed delivery, as Stripe would send it; `at` in seconds. */
  function deliver(type: string, object: unknown, at = Math.floor(Date.now() / 1000), id = name("evt")) {
    const event = { id, object: "event", api_version: "x", created: at, type, data: { object }, livemode: false };
    const raw = JSON.stringify(event, null, 2);
    return { raw, headers: { "stripe-signature": sign(raw, at) } };
  }

  function sign(raw: string, at: number): string {
    const digest = createHmac("sha256", webhookSecret).update(`${at}.${raw}`, "utf8").digest("hex");
    return `t=${at},v1=${digest},v0=${"0".repeat(64)}`;
  }

  return {
    ...{ url, calls, intents, setups, refunds, methods, deliveries, intentOf, deliver, sign },
    /** The buyer pays in Stripe's form, and the webhook is the test's to send. */
    pay(intent: Intent, number: string = stripeNumbers.good): Intent {
      books.confirm(intent, number);
      return intent;
    },
    decline: (intent: Intent) => {
      books.confirm(intent, stripeNumbers.noMoney);
      return intent;
    },
    /** The buyer answers the bank. */
    authenticate: books.authenticate,
    setUp: (setup: Setup, number: string = stripeNumbers.good) => {
      books.confirmSetup(setup, number);
      return setup;
    },
    /** The seller gives money back in Stripe's dashboard. */
    giveBack: (intent: Intent, amount = intent.amount) => {
      books.createRefund({ payment_intent: intent.id, amount: String(amount) });
      const refund = [...refunds.values()].at(-1);
      if (!refund) throw new Error("nothing was given back");
      return refund;
    },
    setDown: (down: boolean) => {
      isDown = down;
    },
    holdRefunds: books.holdRefunds,
    failRefund: books.failRefund,
    dispute: books.openDispute,
    closeDispute: books.closeDispute,
    warn: books.warn,
    /** The next calls whose path matches are carried out, and their answers lost. */
    loseAnswers: (path: RegExp | null) => {
      lost = path;
    },
    /** From now on events go there by themselves; nowhere when it is undefined. */
    sendWebhooksTo: (address: string | undefined) => {
      webhookTo = address;
    },
    async stop() {
      await Promise.all(deliveries);
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const noAnswer: Reply = { status: 503, body: { error: { type: "api_error", message: "the answer was lost" } } };

function ofMap<Thing>(things: Map<string, Thing>, id: string): Reply {
  const thing = things.get(id);
  return thing ? ok(thing) : refused("resource_missing", `No such object: ${id}`);
}
