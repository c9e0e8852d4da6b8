import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Fields = Record<string, string>;
type Intent = {
  id: string;
  object: "payment_intent";
  status: string;
  amount: number;
  amount_received: number;
  currency: string;
  customer: string;
  setup_future_usage: string;
  client_secret: string;
  cancellation_reason: string | null;
  last_payment_error: { code: string; decline_code: string } | null;
  metadata: Fields;
};
type Refund = {
  id: string;
  object: "refund";
  status: string;
  amount: number;
  currency: string;
  payment_intent: string;
  metadata: Fields;
};
type Reply = { status: number; body: unknown };

export type StripeCounterpart = Awaited<ReturnType<typeof startStripeCounterpart>>;

/**
 * The few endpoints of Stripe's API that the shop calls, over HTTP and with Stripe's rules: form bodies, keys that replay the
 * first answer and refuse other parameters, refunds bounded by the charge, and signed webhooks that the test sends off.
 */
export async function startStripeCounterpart({
  secretKey,
  webhookSecret,
}: {
  secretKey: string;
  webhookSecret: string;
}) {
  const intents = new Map<string, Intent>();
  const refunds = new Map<string, Refund>();
  const replies = new Map<string, { asked: string; reply: Reply }>();
  const calls: { method: string; path: string; key: string | undefined; fields: Fields }[] = [];
  let isDown = false;
  let refundsStay = "succeeded";

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the counterpart listens on no port");

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { status, body } = reply(request, text);
    const headers = { "content-type": "application/json", "request-id": name("req") };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }

  function reply({ method = "", url = "", headers }: IncomingMessage, text: string): Reply {
    if (isDown) return { status: 503, body: { error: { type: "api_error", message: "down" } } };
    if (headers.authorization !== `Bearer ${secretKey}`)
      return { status: 401, body: { error: { type: "invalid_request_error", message: "Invalid API Key" } } };
    const path = url.split("?")[0] ?? "";
    const fields = Object.fromEntries(new URLSearchParams(text));
    const given = headers["idempotency-key"];
    const key = method === "POST" && typeof given === "string" ? given : undefined;
    calls.push({ method, path, key, fields });
    const asked = `${path}?${text}`;
    const before = key ? replies.get(key) : undefined;
    if (before && before.asked !== asked)
      return refused("idempotency_key_in_use", "Keys can only be used with the same parameters", "idempotency_error");
    if (before) return before.reply;
    const fresh = perform(method, path, fields);
    if (key && fresh.status < 500) replies.set(key, { asked, reply: structuredClone(fresh) });
    return structuredClone(fresh);
  }

  function perform(method: string, path: string, fields: Fields): Reply {
    const [, , noun, id, verb] = path.split("/");
    if (method === "POST" && noun === "customers") return ok({ id: name("cus"), object: "customer" });
    if (noun === "payment_intents") {
      if (!id) return ok(createIntent(fields));
      const intent = intents.get(id);
      if (!intent) return refused("resource_missing", "No such payment_intent");
      if (verb !== "cancel") return ok(intent);
      if (intent.status === "succeeded" || intent.status === "canceled")
        return refused("payment_intent_unexpected_state", `status is ${intent.status}`);
      return ok(Object.assign(intent, { status: "canceled", cancellation_reason: null }));
    }
    if (noun === "refunds") {
      const refund = id ? refunds.get(id) : undefined;
      return id ? (refund ? ok(refund) : refused("resource_missing", "No such refund")) : createRefund(fields);
    }
    return { status: 404, body: { error: { type: "invalid_request_error", message: `no ${method} ${path} here` } } };
  }

  function createIntent(fields: Fields): Intent {
    const id = name("pi");
    const intent: Intent = {
      ...{ id, object: "payment_intent", status: "requires_payment_method", client_secret: `${id}_secret` },
      ...{ amount: Number(fields.amount), amount_received: 0, currency: fields.currency ?? "" },
      ...{ customer: fields.customer ?? "", setup_future_usage: fields.setup_future_usage ?? "" },
      ...{ cancellation_reason: null, last_payment_error: null, metadata: metadataOf(fields) },
    };
    intents.set(id, intent);
    return intent;
  }

  function createRefund(fields: Fields): Reply {
    const intent = intents.get(fields.payment_intent ?? "");
    if (!intent) return refused("resource_missing", "No such payment_intent");
    const back = [...refunds.values()].filter(({ payment_intent }) => payment_intent === intent.id);
    const left = intent.amount_received - back.reduce((sum, { amount }) => sum + amount, 0);
    const amount = Number(fields.amount ?? left);
    if (amount > left) return refused("charge_already_refunded", "Greater than what is left");
    const refund: Refund = {
      ...{ id: name("re"), object: "refund", status: refundsStay, amount, currency: intent.currency },
      ...{ payment_intent: intent.id, metadata: metadataOf(fields) },
    };
    refunds.set(refund.id, refund);
    return ok(refund);
  }

  function intentOf(paymentId: string): Intent {
    const found = [...intents.values()].find(({ metadata }) => metadata.payment === paymentId);
    if (!found) throw new Error(`no intent for payment ${paymentId}`);
    return found;
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
    url: `http://127.0.0.1:${address.port}`,
    calls,
    intents,
    refunds,
    intentOf,
    deliver,
    sign,
    /** The buyer pays in Stripe's form. */
    pay: (intent: Intent) => Object.assign(intent, { status: "succeeded", amount_received: intent.amount }),
    decline: (intent: Intent) =>
      Object.assign(intent, { last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" } }),
    /** The seller gives money back in Stripe's dashboard. */
    giveBack: (intent: Intent, amount = intent.amount) => {
      createRefund({ payment_intent: intent.id, amount: String(amount) });
      const refund = [...refunds.values()].at(-1);
      if (!refund) throw new Error("nothing was given back");
      return refund;
    },
    setDown: (down: boolean) => {
      isDown = down;
    },
    holdRefunds: (status: "pending" | "succeeded") => {
      refundsStay = status;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const name = (kind: string) => `${kind}_${randomBytes(9).toString("hex")}`;
const ok = (body: unknown): Reply => ({ status: 200, body });

function refused(code: string, message: string, type = "invalid_request_error"): Reply {
  return { status: 400, body: { error: { type, code, message } } };
}

function metadataOf(fields: Fields): Fields {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    const [, name] = /^metadata\[(\w+)\]$/.exec(key) ?? [];
    return name ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
