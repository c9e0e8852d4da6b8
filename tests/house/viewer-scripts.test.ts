import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
/** What a viewer's phone loads: rooms, and the sheets that open over them. */
const rooms = globSync("components/{room,preorders/checkout}/*.tsx", { cwd: root });

test("no room and no sheet brings a validator of schemas to a viewer's phone", () => {
  expect(rooms.length).toBeGreaterThan(30);
  expect(rooms.flatMap((file) => wayTo("zod", join(root, file)) ?? [])).toEqual([]);
});

/** What nobody needs before the room is painted, or before it happens; each has a part that fetches it later. */
const late = [
  "next/link",
  ...["components/drops/drop-card.tsx", "components/polls/poll-card.tsx", "components/moments/moment-banner.tsx"],
  ...[
    "components/questions/asked-card.tsx",
    "components/questions/claim-card.tsx",
    "components/questions/ask-form.tsx",
  ],
  ...["components/audience/line-reader.tsx", "components/audience/unsent-lines.tsx", "components/ui/toast.tsx"],
  ...["components/live/follow-room.ts", "lib/live/apply.ts", "components/ui/sheet.tsx"],
];

test("a room on air brings at first no script of what comes later", () => {
  const first = ["components/room/live-room.tsx", "components/ui/toaster.tsx", "components/shell/site-page.tsx"];
  for (const name of late) if (name !== "next/link") expect(existsSync(join(root, name)), name).toBe(true);
  const ways = first.flatMap((file) => late.flatMap((name) => wayTo(name, join(root, file)) ?? []));
  expect(ways).toEqual([]);
});

/** The shortest chain of imports from a file to another, or to a package; null when there is none. */
function wayTo(target: string, start: string): string | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  for (const file of cameFrom.keys()) {
    for (const found of importsOf(file)) {
      if (found === target || found === join(root, target)) return wayOf(file, cameFrom);
      if (found.startsWith("/") && !cameFrom.has(found)) cameFrom.set(found, file);
    }
  }
  return null;
}

function wayOf(last: string, cameFrom: Map<string, string | null>): string {
  const before = cameFrom.get(last);
  return `${before ? `${wayOf(before, cameFrom)} → ` : ""}${last.slice(root.length + 1)}`;
}

/** What a file brings along when it runs: without types, and without what it asks for later. */
function importsOf(file: string): string[] {
  if (!/\.tsx?$/.test(file) || !existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\s*from\s+"([^"]+)"/gm)]
    .filter(([, names = ""]) => !isOfTypes(names))
    .map(([, , from = ""]) => {
      if (from.startsWith("#")) return join(root, from.slice(1));
      return from.startsWith(".") ? resolve(dirname(file), from) : from;
    });
}

function isOfTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  const parts =
    inside
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  return parts.length > 0 && parts.every((part) => part.startsWith("type "));
}
