import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { startEmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import type { Crowd } from "#tests/faults/customers.ts";
import { reportsIn } from "#tests/faults/report.ts";
import { type Report, type Scenario, type Size, skip } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";
import { givenDisk, openSmallDisk, runOnSmallDisk, type SmallDisk } from "#tests/faults/small-disk.ts";
import { tradeWhile } from "#tests/faults/trading.ts";

const sizes = {
  short: { ms: 3000, buyers: 600, perSecond: 60, scarce: 60, isPatient: false },
  full: { ms: 12_000, buyers: 4000, perSecond: 100, scarce: 400, isPatient: true },
};
const megabytes = 450;

export const fillDisk: Scenario = {
  name: "fill-disk",
  promise: "on a full disk orders are refused and reads go on; once there is space again it sells, and nothing is lost",
  firstSuccessMs: 10_000,
  async run({ size, say }) {
    if (process.platform !== "linux") return skip("a small file system to fill is made on Linux only");
    if (process.getuid?.() !== 0 && !process.env[givenDisk]) return runElsewhere(size);
    const disk = openSmallDisk(megabytes);
    try {
      const postgres = await startEmbeddedPostgres({ dataDir: disk.folder });
      const dataDir = join(disk.folder, "server");
      mkdirSync(dataDir);
      return await inShop((shop) => tradeOn(disk, shop, sizes[size], say), { postgres, dataDir });
    } finally {
      disk.unmount();
    }
  },
};

/** The same in a process that may mount; a user without rights gets one where the system allows it. */
async function runElsewhere(size: Size): Promise<Report> {
  const command = [join(import.meta.dirname, "..", "..", "scripts", "faults.ts"), "--only", "fill-disk", "--json"];
  try {
    const said = await runOnSmallDisk(megabytes, [...command, ...(size === "short" ? ["--short"] : [])]);
    return reportsIn(said)[0] ?? skip("the process on the small disk said nothing");
  } catch (error) {
    const said = Reflect.get(Object(error), "stdout");
    const [report] = typeof said === "string" ? reportsIn(said) : [];
    return report ?? skip(`this user may not mount a small file system to fill: ${String(error).split("\n")[0]}`);
  }
}

async function tradeOn(
  disk: SmallDisk,
  shop: Shop,
  { ms, ...trade }: (typeof sizes)["full"],
  say: (step: string) => void,
): Promise<Report> {
  const violations: string[] = [];
  const report = await tradeWhile(shop, trade, async (crowd) => {
    const back: number[] = [];
    violations.push(...(await expectReady(shop, 200, "disk_low")));
    await keepSpareLogs(shop);

    say("tables find no room");
    await disk.fill();
    if (!(await isRefused(crowd))) violations.push("a full disk refused nobody: the test is too small");
    violations.push(...(await readFor(shop, ms)), ...(await expectReady(shop, 503, "disk_full")));
    disk.free();
    back.push(performance.now());
    await sleep(3000);

    say("the log of Postgres finds no room");
    await disk.fill();
    await exhaustLog(shop);
    await sleep(ms);
    if (await answers(shop)) violations.push("a full disk did not stop Postgres: the test is too small");
    disk.free();
    back.push(performance.now());
    await sleep(5000);
    violations.push(...(await expectReady(shop, 200, "disk_low")));
    if (!shop.door.logged().includes('"event":"disk_low"')) violations.push("the log says nothing of the disk");
    return back;
  });
  return { ...report, violations: [...violations, ...report.violations] };
}

const refusedWithin = 60_000;

/** Waits for the first order that is refused: until then tables had pages left. */
async function isRefused({ statuses }: Crowd): Promise<boolean> {
  const before = statuses.get(503) ?? 0;
  const until = performance.now() + refusedWithin;
  while ((statuses.get(503) ?? 0) === before && performance.now() < until) await sleep(50);
  return (statuses.get(503) ?? 0) > before;
}

/** Reads by people who look and do not buy; every one has to be answered. */
async function readFor({ door, shelf }: Shop, ms: number): Promise<string[]> {
  const failed = new Map<number, number>();
  const until = performance.now() + ms;
  while (performance.now() < until) {
    const { status } = await door.http("GET", `/api/shows/${shelf[0]?.showId}`);
    if (status !== 200) failed.set(status, (failed.get(status) ?? 0) + 1);
    await sleep(100);
  }
  return [...failed].map(([status, times]) => `${times} reads on a full disk were answered ${status}`);
}

async function expectReady({ door }: Shop, wanted: number, alarm: string): Promise<string[]> {
  const { status, body } = await door.http("GET", "/ready");
  const alarms = JSON.stringify(Reflect.get(Object(body), "alarms"));
  return status === wanted && alarms === JSON.stringify([alarm])
    ? []
    : [`/ready said ${status} with the alarms ${alarms}`];
}

/** Lets Postgres keep log files that it may use again, so that only the tables run out of room. */
async function keepSpareLogs({ postgres }: Shop): Promise<void> {
  await withConnection(postgres.superuserUrl, async (client) => {
    for (let turn = 0; turn < 5; turn += 1) {
      await client.query("SELECT pg_switch_wal()");
      await client.query("SELECT pg_create_restore_point('spare')");
    }
    await client.query("CHECKPOINT");
  });
}

function answers({ postgres }: Shop): Promise<boolean> {
  return withConnection(postgres.superuserUrl, (client) => client.query("SELECT pg_switch_wal()")).then(
    () => true,
    () => false,
  );
}

/** Turns to the next log file until there is none: Postgres then stops by itself. */
async function exhaustLog({ postgres }: Shop): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    const turned = await withConnection(postgres.superuserUrl, async (client) => {
      await client.query("SELECT pg_create_restore_point('next')");
      await client.query("SELECT pg_switch_wal()");
    }).then(
      () => true,
      () => false,
    );
    if (!turned) return;
  }
}
