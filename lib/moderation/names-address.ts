const places =
  "com|net|org|cn|io|co|app|shop|store|online|xyz|top|info|me|ru|de|uk|link|site|vip|cc|tv|ly|gg|club|live|fun|icu";
/** What begins an address of the web, or looks like the name of a place in it; a number, a version and an ellipsis are none. */
const address = new RegExp(
  `https?:|hxxps?:|www\\.|[\\p{L}\\d-]{2,}\\s?(?:[.。]|[([{]?\\s?(?:\\bdot\\b|点)\\s?[)\\]}]?)\\s?(?:${places})(?![\\p{L}\\d])`,
  "iu",
);

/** Where a line names an address, also one that is spelt with full-width letters; null when it names none. */
export function findAddress(text: string): { from: number; to: number } | null {
  const plain = text.normalize("NFKC");
  const found = address.exec(plain);
  if (!found) return null;
  // In another form its letters stand elsewhere: then the whole line is meant.
  return plain.length === text.length
    ? { from: found.index, to: found.index + found[0].length }
    : { from: 0, to: text.length };
}

export function namesAddress(text: string): boolean {
  return findAddress(text) !== null;
}
