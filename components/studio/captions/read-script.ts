import { lazyModule } from "#components/ui/lazy-module.ts";
import { plainText } from "#lib/captions/schema.ts";
import { decodeText } from "#lib/files/decode-text.ts";
import { shortenLine } from "./shorten-line.ts";

/** What one is going to say, line by line. */
export type Script = { name: string; lines: string[] };
/** Why a file is no script; `lines` and `bytes` are the most there may be. */
export type BadScript = { bad: "kind" | "large" | "text" | "empty" | "broken" | "long"; name: string };

const loadSubtitles = lazyModule(() => import("media-captions"));

export const maxBytes = 1024 * 1024;
export const maxLines = 5000;

/** Reads a script: .txt is one line each, .srt and .vtt are subtitles, of which only the words count. */
export async function readScript({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Script | BadScript> {
  const kind = /\.(txt|srt|vtt)$/i.exec(name)?.[1]?.toLowerCase();
  if (!kind) return { bad: "kind", name };
  if (bytes.length > maxBytes) return { bad: "large", name };
  const read = decodeText(bytes);
  if ("bad" in read) return { bad: "text", name };
  const { text } = read;
  if (text.trim() === "") return { bad: "empty", name };
  const said = kind === "txt" ? text.split(/\r\n|\r|\n/) : await readSubtitles(text, kind === "srt" ? "srt" : "vtt");
  const lines = said.map(plain).filter(Boolean).flatMap(shortenLine);
  if (lines.length === 0) return { bad: kind === "txt" ? "empty" : "broken", name };
  return lines.length > maxLines ? { bad: "long", name } : { name, lines };
}

async function readSubtitles(text: string, type: "srt" | "vtt"): Promise<string[]> {
  const { parseText, tokenizeVTTCue } = await loadSubtitles();
  // What stands behind the times of a .srt is a place on the screen, and would be taken for words.
  const bare = type === "srt" ? text.replace(/^(.*-->[ \t]*[\d:,.]+).*$/gm, "$1") : text;
  const { cues } = await parseText(bare, { type });
  return cues.map((cue) => wordsOf(tokenizeVTTCue(cue)));
}

/** The words alone: voices, colours and places are the file's. */
function wordsOf(tokens: readonly object[]): string {
  return tokens
    .map((token) => {
      if ("data" in token && typeof token.data === "string") return token.data;
      return "children" in token && Array.isArray(token.children) ? wordsOf(token.children) : "";
    })
    .join("");
}

/** A line break between Chinese characters is no space. */
function plain(line: string): string {
  return plainText(
    line
      .replace(/\{\\[^}]*\}/g, "")
      .replace(/(\p{Script=Han}|[\u3000-\u303f\uff00-\uffef])\s*\n\s*(?=\p{Script=Han})/gu, "$1"),
  );
}
