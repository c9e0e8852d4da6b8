export type Fact = { label: string; value: string };

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

/** One line; null where it holds no fact. */
export function readFact(line: string): Fact | null {
  const at = line.search(/[:：]/);
  if (at < 0) return null;
  const [label, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  return label && value ? { label, value } : null;
}
