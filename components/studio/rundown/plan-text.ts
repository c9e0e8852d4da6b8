import { longestSeconds, type Segment, type SegmentKind, segmentKind } from "#lib/rundown/schema.ts";

/** What a line of a plan could not be read as; the rest of the plan stands. */
export type PlanFault = { line: number; text: string; why: "beforeHeading" | "length" | "kind" | "tooLong" };
export type ReadPlan = { segments: Segment[]; faults: PlanFault[] };

const heading = /^#{1,6}\s+(.+?)\s*#*$/;
const inBrackets = /\s*[(（]([^()（）]*)[)）]\s*$/;
const length = /^(?:(\d+(?:[.,]\d+)?)\s*(?:min|minutes?|m|分钟|分)\.?)?\s*(?:(\d+)\s*(?:s|sec|seconds?|秒)\.?)?$/i;
const kindTag = /^\[([^\]]+)\]\s*(.+)$/;
const longestTitle = 120;
const longestScript = 20_000;
const usual = 300;

/**
 * Reads a plan written in Markdown: each heading is a segment, `(5 min)` behind it how long it is meant to be, `[poll]` before it its kind,
 * and what follows its script. Without a length it is five minutes.
 */
export function readPlan(text: string): ReadPlan {
  const segments: Segment[] = [];
  const faults: PlanFault[] = [];
  const scripts: string[][] = [];
  for (const [index, raw] of text.replaceAll("\r\n", "\n").split("\n").entries()) {
    const line = index + 1;
    const named = heading.exec(raw)?.[1];
    const fault = (why: PlanFault["why"]) => faults.push({ line, text: raw.trim().slice(0, 80), why });
    if (named) {
      segments.push(readHeading(named, fault));
      scripts.push([]);
    } else if (scripts.length > 0) scripts.at(-1)?.push(raw);
    else if (raw.trim() !== "") fault("beforeHeading");
  }
  for (const [index, segment] of segments.entries()) segment.script = (scripts[index] ?? []).join("\n").trim();
  const tooLong = segments.filter(({ script }) => script.length > longestScript);
  for (const { title } of tooLong) faults.push({ line: 0, text: title, why: "tooLong" });
  return { segments: segments.filter((each) => !tooLong.includes(each)), faults };
}

function readHeading(named: string, fault: (why: PlanFault["why"]) => void): Segment {
  const bracket = inBrackets.exec(named);
  const seconds = bracket ? secondsOf(bracket[1] ?? "") : null;
  const looksLikeLength = bracket !== null && /^\s*\d/.test(bracket[1] ?? "");
  if (looksLikeLength && seconds === null) fault("length");
  const rest = bracket && seconds !== null ? named.slice(0, bracket.index) : named;
  const tag = kindTag.exec(rest);
  const kind = segmentKind.safeParse(tag?.[1]?.trim().toLowerCase());
  if (tag && !kind.success) fault("kind");
  const title = (tag && kind.success ? (tag[2] ?? rest) : rest).trim().slice(0, longestTitle);
  return { ...empty, kind: kind.data ?? "talk", title: title || "…", seconds: seconds ?? usual };
}

const empty = { script: "", productId: null, dropId: null, pollId: null };

/** Null for what is no length, or longer than a segment may be. */
function secondsOf(said: string): number | null {
  const [whole, minutes, seconds] = length.exec(said.trim()) ?? [];
  if (!whole || (!minutes && !seconds)) return null;
  const sum = Math.round(Number((minutes ?? "0").replace(",", ".")) * 60) + Number(seconds ?? 0);
  return sum <= longestSeconds ? sum : null;
}

type Written = { kind: SegmentKind; title: string; seconds: number; script: string };

/** The same plan as a text that reads back to it. */
export function writePlan(segments: Written[]): string {
  return `${segments.map(written).join("\n\n")}\n`;
}

function written({ kind, title, seconds, script }: Written): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const said = [minutes > 0 || rest === 0 ? `${minutes} min` : "", rest > 0 ? `${rest} s` : ""]
    .filter(Boolean)
    .join(" ");
  const head = `## ${kind === "talk" ? "" : `[${kind}] `}${title} (${said})`;
  return script ? `${head}\n\n${script}` : head;
}
