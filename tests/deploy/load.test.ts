import { afterAll, beforeAll, expect, test } from "vitest";
import { assertLocal, callTo } from "#bench/load/api.ts";
import { readCosts, writeBill } from "#bench/load/bill.ts";
import { Crowd } from "#bench/load/crowd.ts";
import { writeReport } from "#bench/load/report.ts";
import { type Sample, startSampling } from "#bench/load/samples.ts";
import { openLoadShow } from "#bench/load/show.ts";
import { writePeople } from "#prisma/seed/people.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";

const token = "a-token-of-the-tests";
let app: App;

beforeAll(async () => {
  app = await startApp({ METRICS_TOKEN: token });
  await writePeople(app.db);
});

afterAll(() => app.stop());

test("no machine but this one is put under load", () => {
  for (const url of ["http://127.0.0.1:3000", "http://localhost", "http://[::1]:80"]) assertLocal(url);
  for (const url of [
    "https://live.example.com",
    "http://10.0.0.7:3000",
    "http://127.0.0.1.example.com",
    "http://0.0.0.0",
  ])
    expect(() => assertLocal(url)).toThrow("this machine alone");
});

test("twenty viewers come, hear frames, order and stand in line through the API, and leave whole books", {
  timeout: 120_000,
}, async () => {
  const api = callTo(new URL(app.url));
  const show = await openLoadShow(api, app.url, 5);
  const crowd = new Crowd({
    api,
    port: Number(new URL(app.url).port),
    origin: app.url,
    show,
    viewers: 20,
    seconds: 12,
  });
  const sampling = startSampling({ api, token, crowd, say: () => undefined });
  await crowd.run();
  sampling.stop();
  crowd.close();
  await show.end();
  expect([...crowd.failures]).toEqual([]);
  expect(crowd.sockets()).toBe(20);
  expect(await app.db.preorder.count({ where: { editionId: show.editionId, dropId: null } })).toBe(1);
  expect(await app.db.queueEntry.count({ where: { dropId: show.dropId } })).toBe(1);
  const { samples } = sampling;
  expect(samples.length).toBeGreaterThan(5);
  expect(Math.max(...samples.map(({ frames }) => frames))).toBeGreaterThan(10);
  expect(samples.at(-1)?.memoryMb).toBeGreaterThan(50);
  await expectWholeBooks(app.db);
});

/** A server that spends 20 µs on a frame of 1,420 bytes and 1 ms on an arrival, with 1,000 viewers of 20 kB. */
function invented(at: number): Sample {
  const sockets = Math.min(1000, at * 50);
  const arrivals = at <= 20 ? 50 : 0;
  const frames = sockets * 5;
  const server = frames * 20e-6 + arrivals * 1e-3;
  const rest = { frameP99: 20, orders: 0, orderP99: Number.NaN, joins: 0, generator: 0.1, loopP99: 12 };
  return { ...rest, at, sockets, frames, bytes: 1420, arrivals, server, memoryMb: 100 + sockets * 0.02 };
}

test("the bill is what one costs, many times, and says what it assumes", () => {
  const samples = Array.from({ length: 60 }, (_, at) => invented(at));
  const costs = readCosts(samples, 60);
  expect(costs?.perDelivery).toBeCloseTo(20e-6, 9);
  expect(costs?.perArrival).toBeCloseTo(1e-3, 6);
  expect(costs?.bytesPerSocket).toBeCloseTo(20_000, 0);
  const bill = costs ? writeBill(costs) : [];
  expect(bill).toHaveLength(6);
  // 100,000 viewers, five frames a second: 10 cores, 16 processes, 6 Gbit/s, 2 GB; 1,667 arrivals a second.
  expect(bill[0]).toMatchObject({ cores: expect.closeTo(10), processes: 16, gigabits: expect.closeTo(6), machines: 2 });
  expect(bill[0]?.arrivalCores).toBeCloseTo(1.667, 2);
  const asked = { viewers: 1000, seconds: 60, where: "invented" };
  const failures = new Map([["order: 409 <script>", 2]]);
  const page = writeReport({ samples, costs, bill, asked, failures, machine: ["two cores"], when: "today" });
  expect(page.match(/<svg/g)).toHaveLength(9);
  expect(page).not.toMatch(/NaN|undefined|<script|src=|href=/);
  expect(page).toContain("Assumed, not measured");
  expect(readCosts(samples.slice(0, 5), 60)).toBeNull();
});
