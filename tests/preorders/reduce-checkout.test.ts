import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyStory,
  good,
  keptFor,
  no,
  offer,
  order,
  paid,
  placing,
  receipt,
  reserved,
  Walk,
  walk,
} from "./checkout-walk.ts";

describe("a checkout, whatever happens to it", () => {
  it("awaits one answer while it is busy, and none while it is not", () => {
    anywhere((walked) => expect(walked.faults).toEqual([]));
  });

  it("can be brought to its end from everywhere", () => {
    anywhere((walked) => {
      walked.finish();
      expect(walked.state).toMatchObject({ isBusy: false, step: { at: "done" } });
    });
  });

  it("takes no answer that nobody awaits", () => {
    anywhere((walked) => {
      if (walked.question) walked.hear({ type: "failed", fault: no("offline", 0) });
      const before = walked.state;
      for (const question of questions) expect(walked.hear(good(question))).toEqual([]);
      expect(walked.hear({ type: "failed", fault: no("offline", 0) })).toEqual([]);
      expect(walked.state).toBe(before);
    });
  });

  it("asks nothing else, and for nothing else, while an answer is awaited", () => {
    anywhere((walked) => {
      if (!walked.question) return;
      const before = walked.state;
      for (const event of [
        { type: "place", placing, offer } as const,
        { type: "pay", receipt, by: placing.by } as const,
        { type: "choose", editionId: "two", opened: walked.open("two") } as const,
        { type: "expire", reason: "late" } as const,
        { type: "payOtherwise" } as const,
      ]) {
        expect(walked.hear(event)).toEqual([]);
      }
      expect(walked.state).toBe(before);
    });
  });

  it("is told twice what it knows, and changes nothing", () => {
    walkEach((walked, event) => {
      // What asks anew is ignored while its answer is awaited, see above.
      if (walked.question) return;
      const before = walked.state;
      walked.hear(event);
      expect(walked.state).toEqual(before);
    });
  });

  it("keeps in the tab what is on the screen, until the order is done", () => {
    walkEach((walked) => {
      const kept = keptFor(walked);
      if (walked.state.step.at === "done") expect(kept).toBeUndefined();
      else expect(kept ?? walked.state.attempt).toEqual(walked.state.attempt);
    });
  });

  it("asks again with the same key and body while the answer to the first is unknown", () => {
    anywhere((walked) => {
      const { attempt, step } = walked.state;
      if (walked.question || step.at !== "choosing" || !attempt.isAsked) return;
      const other = { ...placing, quantity: 3, contact: "b@example.com", currency: "EUR" };
      expect(walked.hear({ type: "place", placing: other, offer: { ...offer, act: "line" } }).at(-1)).toMatchObject({
        attempt,
      });
    });
  });
});

describe("a checkout", () => {
  it("goes from the order to its payment and to the end by itself, when the terms are those that were shown", () => {
    const walked = new Walk();
    walked.hear({ type: "place", placing, offer });
    expect(walked.question).toMatchObject({ do: "ask", attempt: { isAsked: true, quantity: 2, key: "key-0" } });
    walked.hear({ type: "ordered", receipt, placing });
    expect(walked.question).toMatchObject({ do: "settle", receipt });
    walked.hear({ type: "settled", receipt, by: placing.by, wrong: null, order: paid });
    expect(walked.state).toMatchObject({ isBusy: false, step: { at: "done", order: { state: "RESERVED" } } });
  });

  it("moves no money for other terms, and none for a place in a line that became an order", () => {
    for (const moved of [{ totalMinor: 999 }, { depositMinor: 101 }, { window: null }]) {
      const walked = asked();
      walked.hear({ type: "ordered", receipt: { ...receipt, ...moved }, placing });
      expect(walked.question).toBeNull();
      expect(walked.state.step).toMatchObject({ at: "paying", hasMoved: true });
    }
    const inLine = new Walk();
    inLine.hear({ type: "place", placing, offer: { ...offer, act: "line" } });
    inLine.hear({ type: "ordered", receipt, placing });
    expect(inLine.state).toMatchObject({ isBusy: false, step: { at: "paying", hasMoved: false } });
  });

  it("may be asked again under its key after a lost line, and under a new one after a no for good", () => {
    const lost = asked();
    lost.hear({ type: "refused", fault: no("offline", 0) });
    expect(lost.state).toMatchObject({ problem: "no: offline", attempt: { key: "key-0", isAsked: true } });
    const refused = asked();
    refused.hear({ type: "refused", fault: no("sold_out") });
    expect(refused.state).toMatchObject({ attempt: { key: "key-0", isAsked: false, offer: null } });
    const reused = asked();
    reused.hear({ type: "refused", fault: no("key_reused") });
    expect(reused.state.attempt).toMatchObject({ isAsked: false, quantity: 2, contact: "a@example.com" });
    expect(reused.state.attempt.key).not.toBe("key-0");
  });

  it("forgets a code that came too late", () => {
    const walked = new Walk();
    walked.hear({ type: "fill", fields: { code: "EARLY" } });
    walked.hear({ type: "place", placing, offer: { act: "waitlist", dropId: null, takesCode: true } });
    walked.hear({ type: "refused", fault: no("code_too_late") });
    expect(walked.state.attempt.code).toBeNull();
  });

  it("reads how the order stands when it takes no payment: paid elsewhere, or gone", () => {
    const settling = () => {
      const walked = asked();
      walked.hear({ type: "ordered", receipt, placing });
      walked.hear({ type: "unsettled", receipt, by: placing.by, wrong: null, fault: no("not_payable") });
      return walked;
    };
    const [elsewhere, gone] = [settling(), settling()];
    const reading = { of: "unpayable", fault: no("not_payable") } as const;
    elsewhere.hear({ type: "read", order: reserved, reading });
    expect(elsewhere.state.step.at).toBe("done");
    gone.hear({ type: "read", order: { ...order, state: "EXPIRED" }, reading });
    expect(gone.state).toMatchObject({ step: { at: "choosing" }, problem: "no: not_payable" });
  });

  it("offers the form anew after a declined card, with the provider's own words", () => {
    const walked = asked();
    walked.hear({ type: "ordered", receipt, placing });
    const secret = { ...order, clientSecret: "one", act: "form" } as const;
    walked.hear({ type: "settled", receipt, by: placing.by, wrong: null, order: secret });
    walked.hear({
      type: "submitCard",
      form: { mount: () => {}, state: "ready", confirm: async () => ({ problem: "" }) },
    });
    walked.hear({ type: "cardSent", receipt, wrong: "The card was declined." });
    walked.hear({
      type: "settled",
      receipt,
      by: placing.by,
      wrong: "The card was declined.",
      order: { ...secret, clientSecret: "two" },
    });
    expect(walked.state).toMatchObject({
      problem: "The card was declined.",
      step: { at: "card", clientSecret: "two" },
    });
  });

  it("follows only the order that it waits for", () => {
    const walked = asked();
    walked.hear({ type: "ordered", receipt, placing });
    walked.hear({ type: "settled", receipt, by: placing.by, wrong: null, order: { ...paid, state: "HELD" } });
    const reasons = { declined: "declined", expired: "expired" };
    const before = walked.state;
    walked.hear({ type: "follow", order: { ...reserved, id: "another" }, reasons });
    expect(walked.state).toBe(before);
    walked.hear({ type: "follow", order, reasons });
    expect(walked.state).toMatchObject({ problem: "declined", step: { at: "paying" } });
  });

  it("does not leave what it is about for an order that is known from elsewhere", () => {
    const walked = asked();
    walked.hear({ type: "resumed", order, isNew: true });
    expect(walked.state.step.at).toBe("choosing");
    const free = new Walk();
    free.hear({ type: "resumed", order: reserved, isNew: false });
    expect(free.state.step.at).toBe("choosing");
    free.hear({ type: "resumed", order, isNew: false });
    expect(free.state.step).toMatchObject({ at: "paying", receipt: { id: "order-1" } });
  });
});

const settling = { receipt, by: placing.by, wrong: null };
const questions = [
  { do: "ask", editionId: "one", attempt: new Walk().state.attempt, placing },
  { do: "settle", ...settling },
  { do: "confirmAtBank", ...settling, publishableKey: "pk", clientSecret: "secret" },
  { do: "read", id: "order-1", reading: { of: "free" } },
] as const;

function asked(): Walk {
  const walked = new Walk();
  walked.hear({ type: "place", placing, offer });
  return walked;
}

function anywhere(look: (walked: Walk) => void): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      look(walk(story));
    }),
  );
}

function walkEach(look: Parameters<typeof walk>[1]): void {
  fc.assert(
    fc.property(anyStory, (story) => {
      walk(story, look);
    }),
  );
}
