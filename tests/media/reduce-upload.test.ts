import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  idleUpload,
  reduceUpload,
  type UploadEffect,
  type UploadEvent,
  type UploadMachine,
} from "#components/media/broadcast/upload-machine.ts";

const take = { takeId: "abcdefgh", showKey: "k".repeat(43) };
const chunk = { n: 0, bytes: new Blob(["x"]) };
const delivered = { type: "delivery", outcome: { next: "continue", expected: 1 }, isHere: true } as const;

describe("an upload, whatever happens to it", () => {
  it("asks one thing at a time, until it is over", () => {
    walkEach(({ machine, open }) => {
      expect(open.length).toBe(machine.told.state === "stopped" ? 0 : 1);
    });
  });

  it("takes no answer to what it does not await, nor the same one twice", () => {
    walkEach(({ machine, open }) => {
      for (const event of allAnswers) {
        if (open.some((question) => answersTo(question).some((answer) => answer.type === event.type))) continue;
        expect(reduceUpload(machine, event, { isOverflowing: false })).toEqual({ machine, effects: [] });
      }
    });
  });

  it("drops every run once, and only after all that was to be done with it", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { done } = walk(story);
        let runs = 0;
        for (const effect of done) {
          if (effect.do === "nextRun") expect(runs).toBe(0);
          if (effect.do === "askTake" && runs === 0) runs += 1;
          if (effect.do === "leave") runs -= 1;
          expect(runs).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("is on air three answers after the line is good again", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const walked = walk(story);
        if (walked.machine.told.state === "stopped") return;
        for (let answers = 0; answers < 6; answers++) walked.hear(good(walked.open[0]));
        expect(walked.machine).toMatchObject({ failures: 0, told: { state: "live", lastError: null } });
      }),
    );
  });

  it("is over at once when it is broken off, and for good", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const walked = walk(story);
        walked.hear({ type: "abort" });
        expect(walked.machine.told.state).toBe("stopped");
        for (const event of [...allAnswers, { type: "abort" } as const]) expect(walked.hear(event)).toEqual([]);
        expect(walked.done.filter((effect) => effect.do === "finish")).toHaveLength(1);
      }),
    );
  });
});

describe("an upload", () => {
  it("goes from a run to its take and its chunks, and on to the next run", () => {
    const walked = onAir();
    expect(walked.hear({ type: "chunk", chunk: undefined })).toEqual([{ do: "leave" }, { do: "nextRun" }]);
    expect(walked.hear({ type: "run", isThere: false })).toEqual([{ do: "finish" }]);
  });

  it("stops when the server grants no take, and says why", () => {
    for (const [refused, lastError] of [
      ["show_ended", "show_ended"],
      ["air_taken", "not_admitted"],
    ] as const) {
      const walked = begun();
      walked.hear({ type: "noTake", refused: { refused, holder: undefined } });
      expect(walked.machine.told).toMatchObject({ state: "stopped", lastError, refused: { refused } });
    }
  });

  it("waits longer after each failure, and asks again for what it did not get", () => {
    const walked = begun();
    expect(walked.hear({ type: "unreachable" })).toEqual([{ do: "pause", failures: 0 }]);
    expect(walked.hear({ type: "waited" })).toEqual([{ do: "askTake" }]);
    expect(walked.hear({ type: "unreachable" })).toEqual([{ do: "pause", failures: 1 }]);
    walked.hear({ type: "waited" });
    walked.hear({ type: "take", take });
    walked.hear({ type: "chunk", chunk });
    walked.hear({ type: "delivery", outcome: { next: "retry", error: "network" }, isHere: false });
    expect(walked.machine.told).toMatchObject({ state: "retrying", lastError: "network" });
    expect(walked.hear({ type: "waited" })).toEqual([{ do: "nextChunk", take }]);
    walked.hear({ type: "chunk", chunk });
    walked.hear(delivered);
    expect(walked.machine).toMatchObject({ failures: 0, told: { state: "live", lastError: null } });
  });

  it("begins a new run where the server knows this take no more, or wants a chunk that is gone", () => {
    const leaves = [{ do: "restart" }, { do: "leave" }, { do: "nextRun" }];
    const forgotten = onAir();
    forgotten.hear({ type: "chunk", chunk });
    forgotten.hear({ type: "delivery", outcome: { next: "new_take", error: "unknown_take" }, isHere: false });
    expect(forgotten.hear({ type: "waited" })).toEqual(leaves);
    const gone = onAir();
    gone.hear({ type: "chunk", chunk });
    expect(gone.hear({ ...delivered, isHere: false })).toEqual(leaves);
  });

  it("leaves out what waits when that is more than anybody would sit through, or when it is told to", () => {
    const leaves = [{ do: "restart" }, { do: "leave" }, { do: "nextRun" }];
    const behind = onAir();
    behind.hear({ type: "chunk", chunk });
    expect(behind.hear(delivered, true)).toEqual(leaves);
    const away = begun();
    away.hear({ type: "unreachable" });
    expect(away.hear({ type: "waited" }, true)).toEqual(leaves);
    const told = onAir();
    told.hear({ type: "chunk", chunk });
    told.hear({ type: "leaveOut" });
    expect(told.hear(delivered)).toEqual(leaves);
    expect(told.machine.isLeftOut).toBe(false);
    const struggling = onAir();
    struggling.hear({ type: "chunk", chunk });
    struggling.hear({ type: "delivery", outcome: { next: "retry", error: "network" }, isHere: false }, true);
    expect(struggling.machine.told.lastError).toBe("too_far_behind");
  });
});

type Question = UploadEffect["do"];
const questions: Question[] = ["nextRun", "askTake", "nextChunk", "send", "pause"];

class Walk {
  machine: UploadMachine = idleUpload;
  open: Question[] = [];
  readonly done: UploadEffect[] = [];

  hear(event: UploadEvent, isOverflowing = false): UploadEffect[] {
    const { machine, effects } = reduceUpload(this.machine, event, { isOverflowing });
    const isAnswered = this.open.some((question) => answersTo(question).some(({ type }) => type === event.type));
    if (isAnswered || event.type === "abort") this.open = [];
    this.machine = machine;
    this.open.push(...effects.map((effect) => effect.do).filter((each) => questions.includes(each)));
    this.done.push(...effects);
    return effects;
  }
}

function answersTo(question: Question | undefined): UploadEvent[] {
  switch (question) {
    case "nextRun":
      return [{ type: "run", isThere: true }];
    case "askTake":
      return [{ type: "take", take }, { type: "unreachable" }];
    case "nextChunk":
      return [
        { type: "chunk", chunk },
        { type: "chunk", chunk: undefined },
      ];
    case "send":
      return [
        delivered,
        { ...delivered, isHere: false },
        { type: "delivery", outcome: { next: "retry", error: "network" }, isHere: false },
        { type: "delivery", outcome: { next: "new_take", error: "unknown_take" }, isHere: false },
        { type: "delivery", outcome: { next: "stop", error: "late_take" }, isHere: false },
      ];
    default:
      return [{ type: "waited" }];
  }
}

const allAnswers = questions.flatMap(answersTo);

function good(question: Question | undefined): UploadEvent {
  return answersTo(question)[0] ?? { type: "waited" };
}

/** Numbers that decide what happens next, and whether too much waits meanwhile. */
const anyStory = fc.array(fc.record({ number: fc.nat(1000), isOverflowing: fc.boolean() }), { maxLength: 40 });
type Story = typeof anyStory extends fc.Arbitrary<infer Told> ? Told : never;

function walk(story: Story, onStep?: (walked: Walk) => void): Walk {
  const walked = begun();
  for (const { number, isOverflowing } of story) {
    const events: UploadEvent[] = [...answersTo(walked.open[0]), { type: "leaveOut" }, { type: "begin" }];
    const event = events[number % events.length];
    if (event) walked.hear(event, isOverflowing);
    onStep?.(walked);
  }
  return walked;
}

function walkEach(look: (walked: Walk) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      walk(story, look);
    }),
  );
}

/** There is a run, and a take is asked for. */
function begun(): Walk {
  const walked = new Walk();
  walked.hear({ type: "begin" });
  walked.hear({ type: "run", isThere: true });
  return walked;
}

function onAir(): Walk {
  const walked = begun();
  walked.hear({ type: "take", take });
  return walked;
}
