import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { refusals } from "#lib/refusal.ts";
import { chooseLocale, locales } from "#lib/words/locale.ts";
import { messages } from "#lib/words/messages.ts";

const words = { en: flatten(messages.en), "zh-CN": flatten(messages["zh-CN"]) };

describe("words", () => {
  it("exist under the same keys in both languages", () => {
    expect([...words["zh-CN"].keys()].sort()).toEqual([...words.en.keys()].sort());
  });

  it("have a sentence for every refusal", () => {
    expect(Object.keys(refusals).filter((code) => !words.en.has(`errors.${code}`))).toEqual([]);
  });

  it("ask for the same values in both languages", () => {
    const differing = [...words.en].filter(([key, text]) => {
      const other = words["zh-CN"].get(key) ?? "";
      return placeholders(text).join() !== placeholders(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each(locales)("are never empty and always readable in %s", (locale) => {
    const unreadable: string[] = [];
    for (const [key, text] of words[locale]) {
      const values: Record<string, unknown> = {};
      for (const placeholder of placeholders(text)) {
        const [kind, name = ""] = placeholder.split(":");
        values[name] = kind === "tag" ? (chunks: string) => chunks : 1;
      }
      const translate = createTranslator<Record<string, string>>({
        locale,
        messages: { text },
        timeZone: "UTC",
        onError: (error) => unreadable.push(`${key}: ${error.message}`),
      });
      if (text.trim() === "" || Reflect.apply(translate.markup, translate, ["text", values]) === "text") {
        unreadable.push(key);
      }
    }
    expect(unreadable).toEqual([]);
  });
});

describe("the language of a page", () => {
  it("is the one the reader chose", () => {
    expect(chooseLocale({ cookie: "zh-CN", accepted: "en" })).toBe("zh-CN");
  });

  it("else the best the browser asks for and we have", () => {
    expect(chooseLocale({ accepted: "fr;q=1, zh-TW;q=0.8, en;q=0.3" })).toBe("zh-CN");
    expect(chooseLocale({ accepted: "en;q=0.3, zh;q=0.9" })).toBe("zh-CN");
    expect(chooseLocale({ accepted: "zh;q=0, en-GB" })).toBe("en");
  });

  it("else English", () => {
    expect(chooseLocale({ cookie: "tlh", accepted: null })).toBe("en");
    expect(chooseLocale({ accepted: "fr, de;q=nonsense, *" })).toBe("en");
  });
});

function flatten(tree: object, path = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") flat.set(path + key, value);
    else for (const [inner, text] of flatten(value, `${path}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** `value:count` and `tag:link` of an ICU message; braces open arguments and sub-messages in turn. */
function placeholders(text: string): string[] {
  const found = new Set<string>([...text.matchAll(/<(\w+)>/gu)].map(([, tag]) => `tag:${tag}`));
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/gu)) {
    if (brace === "{" && depth % 2 === 0) found.add(`value:${/^\s*(\w+)/u.exec(text.slice(index + 1))?.[1]}`);
    depth += brace === "{" ? 1 : -1;
  }
  return [...found].sort();
}
