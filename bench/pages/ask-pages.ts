import { z } from "zod";
import { fireClosed } from "#bench/harness/fire.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { App } from "#bench/harness/stage.ts";
import { openWires, type Reply } from "#bench/harness/wire.ts";
import type { PageArms } from "#bench/pages/page-arms.ts";

/** As many as keep the arm busy; drawing pages for more at once is refused by the database before it is by the processor. */
const lines = { kept: 64, bare: 64, handler: 8, empty: 16, emptyDrawn: 16 };

type Arm = { perSecond: number[]; perProcessorSecond: number[]; generator: number[] };
type Target = { app: App; port: number; path: string; lines: number };

export type PageRound = {
  /** The room's page as the product answers it. */
  kept: Arm;
  /** As many bytes with the same headers over bare HTTP. */
  bare: Arm;
  /** The same page as Next's own handler answers it, drawn for each. */
  handler: Arm;
  /** Next's own answer for an empty page, prerendered. */
  empty: Arm;
  /** An empty page that is drawn for each. */
  emptyDrawn: Arm;
  pageBytes: number;
};

/** How many pages each arm answers, and how many for a second of its process; arms take turns. */
export async function askPages(
  arms: PageArms,
  { rounds, ms, progress }: { rounds: number; ms: number; progress: Progress },
): Promise<PageRound> {
  const { app, bare, empty, show, handlerPort } = arms;
  const pageBytes = await fillBare(arms);
  const targets = {
    kept: { app, port: app.port, path: show.path, lines: lines.kept },
    bare: { app: bare, port: bare.port, path: "/", lines: lines.bare },
    handler: { app, port: handlerPort, path: show.path, lines: lines.handler },
    empty: { app: empty, port: empty.port, path: "/", lines: lines.empty },
    emptyDrawn: { app: empty, port: empty.port, path: "/dynamic", lines: lines.emptyDrawn },
  };
  const found = { kept: newArm(), bare: newArm(), handler: newArm(), empty: newArm(), emptyDrawn: newArm(), pageBytes };
  const names = ["kept", "bare", "handler", "empty", "emptyDrawn"] as const;
  // What runs often is compiled before it counts.
  for (const name of names) await ask(targets[name], newArm(), 1500);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      progress.step(`pages: ${name}`);
      await ask(targets[name], found[name], ms);
    }
  }
  return found;
}

/** The product's arm alone, for a profile. */
export async function askKept({ app, show }: PageArms, ms: number): Promise<void> {
  await ask({ app, port: app.port, path: show.path, lines: lines.kept }, newArm(), ms);
}

/** Every line asks for the page again as soon as it has it. */
async function ask({ app, port, path, lines: count }: Target, arm: Arm, ms: number) {
  const wires = await openWires({ port, count });
  const text = requestFor(path);
  const done = (reply: Reply) => {
    if (reply?.status !== 200) throw new Error(`${path} was answered with ${reply?.status}`);
  };
  const before = await app.child.processorSeconds();
  const fired = await fireClosed({ wires, next: () => ({ text, done }), ms });
  const spent = (await app.child.processorSeconds()) - before;
  for (const wire of wires) wire.close();
  arm.perSecond.push(fired.requests / fired.seconds);
  arm.perProcessorSecond.push(fired.requests / spent);
  arm.generator.push(fired.generator);
}

function requestFor(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nAccept-Language: en-GB,en;q=0.9\r\n\r\n`;
}

/** Gives the bare arm the product's own headers, and as many bytes. */
async function fillBare({ app, bare, show }: PageArms): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${app.port}${show.path}`, { headers: { "accept-encoding": "br" } });
  const text = await answer.text();
  const length = z.coerce.number().parse(answer.headers.get("content-length"));
  const headers = [...answer.headers].filter(([name]) => !ownHeaders.has(name)).flat();
  await bare.child.tell("answerWith", { body: Buffer.alloc(length, text).toString("base64"), headers });
  return length;
}

/** Each server writes its own. */
const ownHeaders = new Set(["connection", "date", "keep-alive"]);

function newArm(): Arm {
  return { perSecond: [], perProcessorSecond: [], generator: [] };
}
