import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "#bench/harness/machine.ts";
import { openStage } from "#bench/harness/stage.ts";
import { assertLocal, callTo } from "#bench/load/api.ts";
import { readCosts, writeBill } from "#bench/load/bill.ts";
import { Crowd } from "#bench/load/crowd.ts";
import { writeReport } from "#bench/load/report.ts";
import { type Sample, startSampling } from "#bench/load/samples.ts";
import { openLoadShow } from "#bench/load/show.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { runCommand } from "#lib/boot/run-command.ts";

const usage = `npm run load -- --viewers N [--seconds S] [--url http://127.0.0.1:3000] [--report FILE]

A show with N viewers (10 to 20,000): arrivals, likes, chat, a drop's line and draw, orders, for S seconds (60; 30 to 600). Without
--url it starts a shop of its own, without pages, and takes it away again. With --url it plays in the demo that runs there, which must
be on this machine; set METRICS_TOKEN to the server's, so that its processor time and memory are seen. Writes an HTML report.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      viewers: { type: "string", default: "" },
      seconds: { type: "string", default: "60" },
      url: { type: "string" },
      report: { type: "string", default: "load.html" },
    },
  });
  if (!values.viewers) return console.log(usage);
  const viewers = wholeNumber("viewers", values.viewers, 10, 20_000);
  const seconds = wholeNumber("seconds", values.seconds, 30, 600);
  const shop = values.url
    ? { url: assertLocal(values.url).origin, token: process.env.METRICS_TOKEN ?? "", close: async () => {} }
    : await openShop();
  try {
    const page = await play({ ...shop, viewers, seconds, isOwn: !values.url });
    mkdirSync(dirname(values.report), { recursive: true });
    writeFileSync(values.report, page);
    console.log(`\n${values.report}`);
  } finally {
    await shop.close();
  }
});

async function openShop() {
  const stage = await openStage();
  const token = "the-token-of-this-load-run";
  process.env.METRICS_TOKEN = token;
  const { port } = await stage.startApp();
  return { url: `http://127.0.0.1:${port}`, token, close: () => stage.close() };
}

type Play = { url: string; token: string; viewers: number; seconds: number; isOwn: boolean };

async function play({ url, token, viewers, seconds, isOwn }: Play): Promise<string> {
  const api = callTo(new URL(url));
  const show = await openLoadShow(api, url, Math.max(5, Math.round(viewers / 100)));
  const port = Number(new URL(url).port || 80);
  const crowd = new Crowd({ api, port, origin: url, show, viewers, seconds });
  const sampling = startSampling({ api, token, crowd, say: (sample) => sayHow(sample, seconds) });
  try {
    await crowd.run();
  } finally {
    sampling.stop();
    crowd.close();
    await show.end().catch(() => undefined);
  }
  const costs = readCosts(sampling.samples, seconds);
  return writeReport({
    ...{ samples: sampling.samples, failures: crowd.failures, costs, bill: costs ? writeBill(costs) : [] },
    machine: await describeMachine(),
    when: new Date().toISOString().slice(0, 16).replace("T", " "),
    asked: { viewers, seconds, where: isOwn ? "a shop of its own without pages" : `the demo at ${url}` },
  });
}

/** One line that is written over, or one line a sample where nobody looks. */
function sayHow(sample: Sample | undefined, seconds: number) {
  if (!sample) return;
  const { at, sockets, frames, orders, joins, server, loopP99 } = sample;
  const line = `${at.toFixed(0).padStart(4)} of ${seconds} s  ${sockets} sockets  ${frames.toFixed(0)} frames/s  ${orders.toFixed(0)} orders/s  ${joins.toFixed(0)} places/s  server ${(server * 100).toFixed(0)} %  loop ${loopP99.toFixed(0)} ms`;
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new BootError(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}
