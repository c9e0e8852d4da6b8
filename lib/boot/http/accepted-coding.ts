export type Coding = "br" | "gzip";

/** What browsers say is said by many. */
const known = new Map<string, Coding | undefined>();
const mostKnown = 100;

/** The best coding a browser takes; undefined for one that takes nothing compressed. */
export function acceptedCoding(accepted: string | string[] | undefined): Coding | undefined {
  if (typeof accepted !== "string") return chooseCoding(accepted);
  if (known.has(accepted)) return known.get(accepted);
  const coding = chooseCoding(accepted);
  if (known.size < mostKnown && accepted.length < 100) known.set(accepted, coding);
  return coding;
}

function chooseCoding(accepted: string | string[] | undefined): Coding | undefined {
  const text = String(accepted ?? "").toLowerCase();
  // What nearly every browser says, without taking it apart.
  if (!text.includes("q=")) {
    if (/\bbr\b/.test(text)) return "br";
    return /\bgzip\b/.test(text) ? "gzip" : undefined;
  }
  const offers = text
    .split(",")
    .map((offer) => offer.trim())
    .filter((offer) => !/;\s*q=0(?:\.0*)?$/.test(offer))
    .map((offer) => offer.split(";", 1)[0]);
  if (offers.includes("br")) return "br";
  return offers.includes("gzip") ? "gzip" : undefined;
}
