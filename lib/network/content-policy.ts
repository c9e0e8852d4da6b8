import type { Env } from "#lib/env.ts";

/** For what is no page of ours: an answer of the API, opened as a document, runs nothing and stands in nobody's frame. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The studio's AAC encoder is WebAssembly where the browser has none of its own. */
const compiles = /^\/studio(?:[/?]|$)/;

const stripeScripts = ["https://js.stripe.com", "https://*.js.stripe.com"];
const stripeFrames = [...stripeScripts, "https://hooks.stripe.com"];

/**
 * What a page may load and run: scripts of ours and those of its own that `scripts` names (this answer's nonce, or the hashes of a
 * kept page's code), nothing written into the page from outside. Pictures come from any https address, because merchants may name one. Stripe's form and frames only where it is used.
 */
export function createContentPolicy(env: Env, { dev }: { dev: boolean }) {
  const hasStripe = Boolean(env.STRIPE_SECRET_KEY && env.STRIPE_PUBLISHABLE_KEY);
  const stripeApi = ["https://api.stripe.com", ...(env.STRIPE_API_BASE ? [new URL(env.STRIPE_API_BASE).origin] : [])];
  const scripts = ["'self'", ...(dev ? ["'unsafe-eval'"] : []), ...(hasStripe ? stripeScripts : [])].join(" ");
  const frames = ["'self'", ...(hasStripe ? stripeFrames : [])].join(" ");
  const media = env.MEDIA_URL ? [env.MEDIA_URL] : [];
  const calls = ["'self'", ...media, ...(hasStripe ? stripeApi : [])].join(" ");

  return ({
    scripts: own,
    host,
    path = "/",
  }: {
    scripts: string;
    host: string | undefined;
    path?: string | undefined;
  }) =>
    [
      "default-src 'self'",
      `script-src ${scripts}${own && ` ${own}`}${compiles.test(path) ? " 'wasm-unsafe-eval'" : ""}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob: https:",
      ["media-src 'self' blob:", ...media].join(" "),
      "font-src 'self' data:",
      "worker-src 'self' blob:",
      // Not every browser counts a WebSocket to the page's own host as its own.
      `connect-src ${calls}${host ? ` ws://${host} wss://${host}` : ""}`,
      `frame-src ${frames}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join("; ");
}
