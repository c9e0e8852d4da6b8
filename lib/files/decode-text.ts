import { looksChinese } from "./looks-chinese.ts";
import { nameBinary } from "./name-binary.ts";

export type Decoded =
  | { text: string; encoding: string }
  /** No text at all; of a kind that has a name, or of none. */
  | { bad: "binary"; kind: NonNullable<ReturnType<typeof nameBinary>> | "binary" }
  /** Not in the encoding that was declared, or declared in one that nobody knows. */
  | { bad: "declared"; declared: string }
  /** Several encodings would fit and nothing says which; `candidates` begin as they would be read. */
  | { bad: "unclear"; candidates: { encoding: string; beginning: string }[] };

const guesses = ["gb18030", "windows-1252", "windows-1251", "big5", "shift_jis", "euc-kr"];

/**
 * The text of a file, every byte of it understood: by its byte order mark, else the encoding that was declared, else UTF-8, UTF-16
 * that shows itself, or GB18030 that cannot be anything else. Nothing is ever replaced by U+FFFD.
 */
export function decodeText(bytes: Uint8Array, declared?: string): Decoded {
  const kind = nameBinary(bytes);
  if (kind) return { bad: "binary", kind };
  const marked = encodingOfMark(bytes) ?? (declared ? undefined : encodingOfZeros(bytes));
  const encoding = marked ?? declared?.trim().toLowerCase() ?? "utf-8";
  const text = decode(bytes, encoding);
  if (text !== undefined) return isText(text) ? { text, encoding } : { bad: "binary", kind: "binary" };
  if (declared || marked) return { bad: "declared", declared: encoding };
  return guess(bytes);
}

function guess(bytes: Uint8Array): Decoded {
  const candidates = guesses.flatMap((encoding) => {
    const text = decode(bytes, encoding);
    return text !== undefined && isText(text) ? [{ encoding, text }] : [];
  });
  const [first] = candidates;
  if (first?.encoding === "gb18030" && looksChinese(first.text)) return first;
  if (candidates.length === 0) return { bad: "binary", kind: "binary" };
  return {
    bad: "unclear",
    candidates: candidates.map(({ encoding, text }) => ({ encoding, beginning: telling(text) })),
  };
}

/** The first lines that hold more than ASCII: they tell a reader which encoding is theirs. */
function telling(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => /[^\p{ASCII}]/u.test(line));
  return lines.slice(0, 3).join("\n").slice(0, 300).toWellFormed();
}

function encodingOfMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** UTF-16 without a mark: every other byte of its line ends, digits and commas is zero. */
function encodingOfZeros(bytes: Uint8Array): string | undefined {
  const beginning = bytes.subarray(0, 1000);
  const zeros = [0, 0];
  for (const [place, byte] of beginning.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > beginning.length / 8 && odd > 4 * even) return "utf-16le";
  return even > beginning.length / 8 && even > 4 * odd ? "utf-16be" : undefined;
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isText(text: string): boolean {
  return !/[^\P{Cc}\t\n\v\f\r\u0085]/u.test(text);
}
