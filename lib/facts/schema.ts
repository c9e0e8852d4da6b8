import { prose } from "#lib/text.ts";

export type Fact = { label: string; value: string };

const maxFacts = 40;
const maxLabel = 60;
const maxValue = 300;

/** Facts as they are typed and kept: one a line, its name, a colon, its value. */
export const factLines = prose(6000).superRefine((text, context) => {
  const seen = new Set<string>();
  const lines = text.split(/\r\n?|\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const fact = readFact(line);
    const wrong = fact ? faultOf(fact, seen) : "needs a name, a colon and a value";
    if (wrong) context.addIssue({ code: "custom", message: `line ${index + 1} ${wrong}` });
    if (fact) seen.add(fact.label.toLowerCase());
  }
  if (seen.size > maxFacts) context.addIssue({ code: "custom", message: `may hold at most ${maxFacts} facts` });
});

function faultOf({ label, value }: Fact, seen: Set<string>): string | null {
  if (label.length > maxLabel) return `has a name of more than ${maxLabel} characters`;
  if (value.length > maxValue) return `has a value of more than ${maxValue} characters`;
  return seen.has(label.toLowerCase()) ? "has a name that an earlier line has" : null;
}

/** The facts in a text; lines that hold none are left out. */
export function readFacts(text: string): Fact[] {
  return text.split(/\r\n?|\n/).flatMap((line) => readFact(line) ?? []);
}

/** What is true of an edition: its product's facts, and over them its own of the same name. */
export function factsOf(product: { facts: string }, edition: { facts: string }): Fact[] {
  const own = new Map(readFacts(edition.facts).map((fact) => [fact.label.toLowerCase(), fact]));
  const shared = readFacts(product.facts).map((fact) => own.get(fact.label.toLowerCase()) ?? fact);
  return [...new Set([...shared, ...own.values()])];
}

function readFact(line: string): Fact | null {
  const at = line.search(/[:：]/);
  if (at < 0) return null;
  const [label, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  return label && value ? { label, value } : null;
}
