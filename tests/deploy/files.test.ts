import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type App, startApp } from "#tests/support/app.ts";
import { lacksRedis, startRedis } from "#tests/support/redis.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const token = "a-token-of-the-tests";
let app: App;

beforeAll(async () => {
  app = await startApp({ METRICS_TOKEN: token });
});

afterAll(() => app.stop());

const compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});
const composeFiles = ["deploy/compose.yml", "deploy/compose.scale.yml"];
const readCompose = (path: string) => compose.parse(parse(read(path), { merge: true }));
const isOurs = ({ image }: { image: string }) => image.includes("LAUNCHROOM_IMAGE");

test("a service of ours is given settings that Launchroom knows, and no others", () => {
  const known = new Set([...read(".env.example").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
  const given = composeFiles.flatMap((path) =>
    Object.values(readCompose(path).services)
      .filter(isOurs)
      .flatMap(({ environment }) => Object.keys(environment ?? {})),
  );
  expect(given.length).toBeGreaterThan(20);
  expect(given.filter((name) => !known.has(name))).toEqual([]);
});

test("what services wait for, mount and are built from is there", () => {
  for (const path of composeFiles) {
    const { services, volumes } = readCompose(path);
    for (const [name, { depends_on = [], volumes: mounts = [], build }] of Object.entries(services)) {
      const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      expect(
        needed.filter((other) => !services[other]),
        `${path}: ${name}`,
      ).toEqual([]);
      const sources = mounts.map((mount) => mount.split(":")[0] ?? "");
      const missing = sources.filter((source) =>
        source.startsWith(".") ? !existsSync(join(root, "deploy", source)) : !(source in volumes),
      );
      expect(missing, `${path}: ${name}`).toEqual([]);
      if (build) expect(existsSync(join(root, "deploy", build.context, build.dockerfile))).toBe(true);
    }
  }
});

test("the words that stand for settings in compose files are all in their example", () => {
  const example = new Set([...read("deploy/.env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
  const asked = composeFiles.flatMap((path) =>
    [...read(path).matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? ""),
  );
  expect([...new Set(asked)].filter((name) => !example.has(name) && !name.endsWith("_IMAGE"))).toEqual([]);
});

test("several processes: every role, each process at an address of its own, nginx knows all that it sends to", () => {
  const { services } = readCompose("deploy/compose.scale.yml");
  const ours = Object.entries(services).filter(([name, service]) => isOurs(service) && name !== "migrate");
  expect(new Set(ours.map(([, { environment }]) => environment?.ROLE))).toEqual(
    new Set(["web", "room", "media", "jobs"]),
  );
  for (const [name, { environment }] of ours) expect(environment?.PROCESS_URL).toBe(`http://${name}:3000`);
  const hosts = [...read("deploy/nginx/app.conf").matchAll(/server ([a-z0-9-]+):3000;/g)].map(([, host]) => host);
  const reached = ours.map(([name]) => name).filter((name) => name !== "jobs");
  expect(hosts.toSorted()).toEqual(reached.toSorted());
});

const metric = /\b(?:launchroom|nodejs|process)_[a-z0-9_]+/g;

test("every figure that an alarm, a dashboard or the chart asks for stands at /metrics", async ({ skip }) => {
  const files = globSync(
    ["deploy/prometheus/*.yml", "deploy/grafana/*.json", "deploy/helm/launchroom/templates/autoscaling.yaml"],
    {
      cwd: root,
    },
  );
  expect(files.length).toBe(6);
  const lacking = lacksRedis();
  if (lacking) return skip(lacking);
  const redis = await startRedis();
  const settings = { METRICS_TOKEN: token, REDIS_URL: redis.url, AUTH_SECRET: "s".repeat(32), DATA_DIR_SHARED: "true" };
  const shared = await startApp(settings);
  shared.made.channels.open("a-show").startTake({});
  const { text } = await shared.http("GET", "/metrics", { headers: { authorization: `Bearer ${token}` } });
  // A histogram has no line of its own before the first thing was measured.
  const histograms = [...text.matchAll(/^# TYPE (\w+) histogram$/gm)].map(([, name]) => `${name}_sum`);
  const there = new Set([...(text.match(/^[a-z_][a-z0-9_]*/gm) ?? []), ...histograms]);
  const asked = files.flatMap((file) => read(file).match(metric) ?? []);
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter((name) => !there.has(name))).toEqual([]);
  await shared.stop();
  await redis.stop();
});

test("without Redis there is no figure that says it is away", async () => {
  const { text } = await app.http("GET", "/metrics", { headers: { authorization: `Bearer ${token}` } });
  expect(text).toContain("launchroom_sockets 0");
  expect(text).not.toContain("launchroom_redis_up");
});

test("each dashboard has a name of its own for ever, and asks for its source", () => {
  const dashboard = z.object({
    uid: z.string(),
    __inputs: z.array(z.object({ name: z.literal("DS_PROMETHEUS") })),
    panels: z.array(z.object({ id: z.number() })),
  });
  const made = globSync("deploy/grafana/*.json", { cwd: root }).map((file) => dashboard.parse(JSON.parse(read(file))));
  expect(made.map(({ uid }) => uid).toSorted()).toEqual(
    ["jobs", "media", "room", "web"].map((role) => `launchroom-${role}`),
  );
  for (const { panels } of made) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test("the chart asks for values that it has", () => {
  const values: unknown = parse(read("deploy/helm/launchroom/values.yaml"));
  const asked = globSync("deploy/helm/launchroom/templates/*", { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/\.Values\.([a-zA-Z.]+)/g)].map(([, path]) => path ?? ""),
  );
  const find = (path: string) =>
    path
      .split(".")
      .reduce<unknown>((at, key) => (typeof at === "object" && at ? Reflect.get(at, key) : undefined), values);
  expect(asked.length).toBeGreaterThan(15);
  expect([...new Set(asked)].filter((path) => find(path) === undefined)).toEqual([]);
});
