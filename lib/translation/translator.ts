import { LRUCache } from "lru-cache";
import { z } from "zod";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Locale } from "#lib/words/locale.ts";

/** Somebody's words and the language they are wanted in. */
export type Asked = { text: string; to: Locale };
export type Translated = { text: string; from: string | null };

const mostKept = 5000;
const withinMs = 5000;
const mostAtOnce = 8;
const longest = 5000;
/** As LibreTranslate names them. */
const targets: Record<Locale, string> = { en: "en", "zh-CN": "zh" };
const answer = z.object({
  translatedText: z.string().max(longest),
  detectedLanguage: z.object({ language: z.string().max(20) }).optional(),
});

/**
 * Translates through a server that speaks LibreTranslate's protocol (POST /translate), where the shop has one. What was asked is
 * remembered, and asked once by however many; of what is not known only a few are asked at once.
 */
export class Translator {
  readonly #url: string | undefined;
  readonly #key: string | undefined;
  readonly #known = new LRUCache<string, Promise<Translated>>({ max: mostKept });
  #underWay = 0;

  constructor({ url, key }: { url: string | undefined; key: string | undefined }) {
    this.#url = url;
    this.#key = key;
  }

  get isOn(): boolean {
    return this.#url !== undefined;
  }

  /** Refuses with translation_off, overloaded or translation_unavailable. */
  translate({ text, to }: Asked): Promise<Translated> {
    const name = `${to} ${text}`;
    const known = this.#known.get(name);
    if (known) return known;
    const asked = this.#ask({ text, to });
    this.#known.set(name, asked);
    asked.catch(() => this.#known.delete(name));
    return asked;
  }

  async #ask({ text, to }: Asked): Promise<Translated> {
    if (!this.#url) throw new Refusal("translation_off");
    if (this.#underWay >= mostAtOnce) throw new Refusal("overloaded", { retryAfter: 2 });
    this.#underWay += 1;
    try {
      const response = await fetch(new URL("translate", this.#url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ q: text, source: "auto", target: targets[to], format: "text", api_key: this.#key }),
        signal: AbortSignal.timeout(withinMs),
        redirect: "error",
      });
      if (!response.ok) throw new Error(`the translator answered ${response.status}`);
      const { translatedText, detectedLanguage } = answer.parse(await response.json());
      return { text: translatedText, from: detectedLanguage?.language ?? null };
    } catch (error) {
      log.warn({ event: "translation_failed", err: error }, "the translator gave no answer that can be read");
      throw new Refusal("translation_unavailable", { retryAfter: 5 });
    } finally {
      this.#underWay -= 1;
    }
  }
}
