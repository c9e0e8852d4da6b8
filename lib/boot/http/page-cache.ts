import type { OutgoingHttpHeaders } from "node:http";
import { LRUCache } from "lru-cache";
import { type Precompressed, precompress } from "#lib/boot/http/precompressed.ts";
import type { PublicPage } from "#lib/boot/http/public-page.ts";

/** A page as it was rendered just now; `scripts` as a content policy names them. */
export type FreshPage = { status: number; headers: OutgoingHttpHeaders; body: Buffer; scripts: string };

export type CachedPage = {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Precompressed;
  scripts: string;
  /** What it is sent with, by the name that the shop is called and by coding: name, value, name, value. */
  readyHeaders: Map<string, string[]>;
  renderedAt: number;
};

export type PageCacheFigures = {
  hits: number;
  stale: number;
  misses: number;
  renderings: number;
  pages: number;
  bytes: number;
};

const freshMs = 1000;
const staleMs = 2000;
const maxBytes = 64 * 1024 * 1024;
/** Of the transport, or made anew for each answer. */
const notKept = new Set([
  "set-cookie",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "date",
  "connection",
]);
for (const name of ["keep-alive", "cache-control", "vary", "etag"]) notKept.add(name);

/**
 * Public pages as they were rendered within the last second, by what they are asked with. However many ask, each is rendered once
 * at a time; in its second second a page is still sent while a new one is made. The least asked ones make room.
 */
export class PageCache {
  readonly #render: (page: PublicPage) => Promise<FreshPage>;
  readonly #pages = new LRUCache<string, CachedPage>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  readonly #rendering = new Map<string, Promise<CachedPage | null>>();
  readonly #counts = { hits: 0, stale: 0, misses: 0, renderings: 0 };

  constructor(render: (page: PublicPage) => Promise<FreshPage>) {
    this.#render = render;
  }

  get figures(): PageCacheFigures {
    return { ...this.#counts, pages: this.#pages.size, bytes: this.#pages.calculatedSize };
  }

  /** At once what is in memory, and nothing else; what is in its second second while a new one is made. */
  ready(page: PublicPage): CachedPage | undefined {
    const kept = this.#pages.get(page.key);
    if (!kept) return undefined;
    const age = performance.now() - kept.renderedAt;
    if (age < freshMs) {
      this.#counts.hits += 1;
      return kept;
    }
    // What the router asks for replaces what somebody sees because of news: it is not answered with what was before them.
    if (age >= staleMs || page.flight) return undefined;
    this.#counts.stale += 1;
    this.#refresh(page).catch(() => undefined);
    return kept;
  }

  /** At once what is in memory, else what is rendered now; null for an answer that cannot be shared. */
  find(page: PublicPage): CachedPage | Promise<CachedPage | null> {
    const kept = this.ready(page);
    if (kept) return kept;
    this.#counts.misses += 1;
    return this.#refresh(page);
  }

  #refresh(page: PublicPage): Promise<CachedPage | null> {
    const running = this.#rendering.get(page.key);
    if (running) return running;
    this.#counts.renderings += 1;
    const rendering = this.#make(page).finally(() => this.#rendering.delete(page.key));
    this.#rendering.set(page.key, rendering);
    return rendering;
  }

  async #make(page: PublicPage): Promise<CachedPage | null> {
    const renderedAt = performance.now();
    const { status, headers, body, scripts } = await this.#render(page);
    // A cookie is one reader's, and where a redirect leads may be too.
    if (headers["set-cookie"] !== undefined || (status >= 300 && status < 400)) return null;
    const made: CachedPage = {
      status,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !notKept.has(name))),
      body: await precompress(body, { effort: "quick" }),
      scripts,
      readyHeaders: new Map(),
      renderedAt,
    };
    // What failed is told to those who waited for it, and tried again for the next.
    if (status === 200 || status === 404) this.#pages.set(page.key, made);
    return made;
  }
}

function sizeOf({ body, scripts }: CachedPage, key: string): number {
  return body.bytes + scripts.length + key.length + 1024;
}
