import * as acts from "#tests/preorders/machine/acts.ts";

/**
 * Ways that a random walk once found and that the model and the shop judged differently, all upon one order that is reserved. They
 * stay for ever: whoever finds another one adds it, with what was decided.
 */
export const counterexamples: [decided: string, walk: acts.OrderAct[]][] = [
  // The model was wrong: nothing was left over and nothing got lost, so there was no reason to refuse the buyer.
  ["a paid balance moves along when its order changes", [acts.lock, acts.payRest, acts.undo, acts.convert(2)]],
  [
    "and goes back whole in the end",
    [acts.lock, acts.payRest, acts.undo, acts.convert(2), acts.convert(1), acts.lock, acts.undo, acts.cancel],
  ],
  // Past the deadline nothing comes back, so the money may not shrink.
  [
    "a paid balance does not move where some of it would have to come back too late",
    [acts.lock, acts.payRest, acts.undo, acts.closeRefund, acts.convert(1), acts.lock],
  ],
];
