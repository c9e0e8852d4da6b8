import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyFrame } from "#lib/live/apply.ts";
import { askedAt } from "#lib/live/cues.ts";
import { askedView, questionPage } from "#lib/questions/schema.ts";
import { type Cluster, startCluster, watch } from "#tests/support/cluster.ts";
import { lacksRedis } from "#tests/support/redis.ts";
import type { Line } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

const patient = { ...soon, timeout: 20_000 };

describe.skipIf(lacksRedis())(lacksRedis() ?? "questions over two processes", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  }, 120_000);

  afterAll(() => cluster.stop());

  test("votes of both are counted once each, and one on air is so at the same moment in both", {
    timeout: 60_000,
  }, async () => {
    const host = await cluster.person("host");
    const { showId } = await cluster.openEdition({}, host.email);
    const [asker, ...voters] = await cluster.buyers(40);
    const [here, there] = cluster.doors;
    if (!here || !there || !asker) throw new Error("there are no two processes");
    const viewers = [await watch(here, showId), await watch(there, showId)];
    const own = await watch(there, showId, asker.cookie);
    const told: unknown[] = [];
    own.on("question", (answered) => told.push(answered));
    const path = (rest: string) => `/api/shows/${showId}/questions${rest}`;
    const asked = await here.http("POST", path(""), { cookie: asker.cookie, body: { body: "Does it float?" } });
    const { id } = askedView.parse(asked.body);
    await Promise.all(
      voters.flatMap(({ cookie }) =>
        [here, there].map((door) => door.http("PUT", path(`/${id}/vote`), { cookie, body: { wanted: true } })),
      ),
    );
    for (const door of [here, there]) {
      const votes = async () => questionPage.parse((await door.http("GET", path(""))).body).questions[0]?.votes;
      await expect.poll(votes, patient).toBe(40);
    }
    await there.http("PUT", path("/on-air"), { cookie: host.cookie, body: { questionId: id } });
    for (const line of viewers) await expect.poll(() => newest(line)?.question?.id, patient).toBe(id);
    const [first, second] = viewers.map(newest);
    expect(first).toEqual(second);
    const versions = () => viewers.map((line) => roomOf(line)?.questions.version);
    await expect.poll(() => new Set(versions()).size, patient).toBe(1);
    await here.http("PUT", path(`/${id}/answer`), { cookie: host.cookie, body: {} });
    for (const line of viewers)
      await expect.poll(() => askedAt(roomOf(line)?.askedCues ?? [], null), patient).toBeNull();
    await expect.poll(() => told, patient).toEqual([{ id, showId, body: "Does it float?", atMs: first?.atMs }]);
    for (const line of [...viewers, own]) line.disconnect();
  });
});

function newest(line: Line) {
  return roomOf(line)?.askedCues.at(-1);
}

/** What a viewer's screen has. */
function roomOf({ rooms, frames }: Line) {
  const [room] = rooms;
  return room && frames.reduce(applyFrame, room);
}
