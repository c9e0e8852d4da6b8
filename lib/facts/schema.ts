import { type Fact, readFact } from "#lib/facts/view.ts";
import { prose } from "#lib/text.ts";

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
