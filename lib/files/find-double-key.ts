/** The first key that stands twice in one object of a JSON text; JSON.parse keeps the last of them without a word. */
export function findDoubleKey(json: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  for (const [token, text] of json.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (text !== undefined) {
      const keys = open.at(-1);
      if (keys?.has(text)) return text;
      keys?.add(text);
    }
  }
  return undefined;
}
