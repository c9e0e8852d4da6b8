import type { Progress } from "#bench/harness/progress.ts";
import {
  askNoop,
  askSoldOut,
  type Measured,
  type Scene,
  sellNaively,
  sellOurs,
  sellShipped,
} from "#bench/orders/arms.ts";
import { type Pgbench, sellWithPgbench } from "#bench/orders/pgbench-arm.ts";

export type Rounds = {
  ours: Measured[];
  shipped: Measured[];
  soldOut: (Measured & { statements: string[] })[];
  noop: Measured[];
  conditionalUpdate: Measured[];
  rowLock: Measured[];
  /** Orders per second. */
  pgbench: number[];
};

export const armsInRound = 7;

export type Unflushed = Pick<Rounds, "ours" | "conditionalUpdate">;

type Play = { scene: Scene; count: number; ms: number; idle: Set<string>; pgbench: Pgbench | null; progress: Progress };

/** All arms in turn, every second round backwards, so that a machine that slows down or warms up treats them alike. */
export async function playRounds({ scene, count, ms, idle, pgbench, progress }: Play): Promise<Rounds> {
  const rounds: Rounds = {
    ours: [],
    shipped: [],
    soldOut: [],
    noop: [],
    conditionalUpdate: [],
    rowLock: [],
    pgbench: [],
  };
  const timed = { ...scene, ms };
  const arms: [string, () => Promise<unknown>][] = [
    ["ours", async () => rounds.ours.push(await sellOurs(timed))],
    ["ours with a shipping fee", async () => rounds.shipped.push(await sellShipped(timed))],
    ["sold out", async () => rounds.soldOut.push(await askSoldOut({ ...timed, idle }))],
    ["no-op", async () => rounds.noop.push(await askNoop(timed))],
    [
      "conditional update",
      async () => rounds.conditionalUpdate.push(await sellNaively({ ...timed, path: "/conditional-update" })),
    ],
    [
      "pgbench",
      async () => pgbench && rounds.pgbench.push(await sellWithPgbench(scene.stage, pgbench, Math.round(ms / 1000))),
    ],
    ["row lock", async () => rounds.rowLock.push(await sellNaively({ ...timed, path: "/row-lock" }))],
  ];
  for (let round = 0; round < count; round += 1) {
    for (const [label, play] of round % 2 === 0 ? arms : arms.toReversed()) {
      progress.step(`round ${round + 1} of ${count}: ${label}`);
      await play();
    }
  }
  return rounds;
}

const unflushedRounds = 3;
export const unflushedSteps = unflushedRounds * 2;

/** Both kinds of transaction when no commit waits for the disk: what is won is then not only fewer flushes. */
export async function playUnflushed({
  scene,
  ms,
  progress,
}: Pick<Play, "scene" | "ms" | "progress">): Promise<Unflushed> {
  const { stage } = scene;
  const rounds: Unflushed = { ours: [], conditionalUpdate: [] };
  await stage.flushCommits(false);
  try {
    for (let round = 1; round <= unflushedRounds; round += 1) {
      progress.step(`no flush, round ${round} of ${unflushedRounds}: ours`);
      rounds.ours.push(await sellOurs({ ...scene, ms }));
      progress.step(`no flush, round ${round} of ${unflushedRounds}: conditional update`);
      rounds.conditionalUpdate.push(await sellNaively({ ...scene, ms, path: "/conditional-update" }));
    }
    return rounds;
  } finally {
    await stage.flushCommits(true);
  }
}

/** Lets both servers compile what they run often, before anything counts. */
export async function warmUp(scene: Scene): Promise<void> {
  const timed = { ...scene, ms: 1500 };
  await sellOurs(timed);
  await askNoop(timed);
  await sellNaively({ ...timed, ms: 500, path: "/conditional-update" });
  await sellNaively({ ...timed, ms: 500, path: "/row-lock" });
}
