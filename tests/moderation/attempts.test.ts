import { expect, test } from "vitest";
import { defaultTerms } from "#lib/moderation/default-terms.ts";
import { judgeText } from "#lib/moderation/judge-line.ts";
import { compileTerms, type Term } from "#lib/moderation/match-terms.ts";
import { chatFilter } from "#lib/moderation/schema.ts";
import { attempts, harmless } from "./attempts.ts";

const filter = chatFilter.parse({});
const byDefault = judgeWith([]);

test("of a hundred disguises at most ten pass the list that comes with the product", () => {
  expect(attempts.length).toBe(100);
  const passed = attempts.filter((text) => byDefault(text).outcome === "passes");
  expect(passed.length, passed.join(" | ")).toBeLessThanOrEqual(10);
});

test("of two hundred harmless sentences none waits", () => {
  expect(harmless.length).toBeGreaterThanOrEqual(200);
  expect(harmless.filter((text) => byDefault(text).outcome !== "passes")).toEqual([]);
});

test("what was found is the part of the line as it was written", () => {
  const part = (text: string) => text.slice(byDefault(text).from, byDefault(text).to);
  expect(part("oh 𝐟.𝐮.𝐜.𝐤 no")).toBe("𝐟.𝐮.𝐜.𝐤");
  expect(part("请加 微 信 123")).toBe("加 微 信");
  expect(part("look at www.elsewhere.example now")).toBe("www.");
});

test.each<[string, Term[], string, string]>([
  ["a blocked term is refused", [{ term: "unobtainium", kind: "blocked" }], "Un0bta1nium!", "blocked"],
  ["a blocked one goes before a held one", [{ term: "rival", kind: "blocked" }], "fuck the rival", "blocked"],
  ["a permitted term takes one of ours out", [{ term: "shit", kind: "permitted" }], "holy shit", "passes"],
  ["a word stands alone", [{ term: "cat", kind: "held" }], "concatenate", "passes"],
  ["with a star it is a part, too", [{ term: "*cat*", kind: "held" }], "concatenate", "held"],
  ["two words are two words", [{ term: "bad shop", kind: "held" }], "a BAD-SHOP", "held"],
  ["Chinese is found anywhere", [{ term: "竞品", kind: "held" }], "我买了競品的", "held"],
  ["but not over the end of a sentence", [{ term: "竞品", kind: "held" }], "有竞。品质好", "passes"],
])("%s", (_, terms, text, outcome) => {
  expect(judgeWith(terms)(text).outcome).toBe(outcome);
});

test.each([
  ["links", "get it at cheap-phones.shop"],
  ["links", "cheap phones dot com"],
  ["wall", "WHY DOES NOBODY ANSWER MY QUESTION HERE"],
  ["wall", "buy buy buy buy buy buy buy"],
  ["wall", `look ${"🔥".repeat(20)}`],
  ["wall", "aaaaaaaaaaaaaaaaaaaaaaaaaa"],
])("%s: %s", (rule, text) => {
  expect(byDefault(text)).toMatchObject({ outcome: "held", rule });
  expect(judgeText(text, { filter: { ...filter, links: false, wall: false }, lists: [] }).outcome).toBe("passes");
});

function judgeWith(terms: readonly Term[]) {
  const lists = [compileTerms(terms), compileTerms(defaultTerms)];
  return (text: string) => judgeText(text, { filter, lists });
}
