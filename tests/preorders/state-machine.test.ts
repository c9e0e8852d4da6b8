import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PreorderState, preorderState } from "#lib/preorders/schema.ts";
import * as acts from "#tests/preorders/machine/acts.ts";
import { counterexamples } from "#tests/preorders/machine/counterexamples.ts";
import * as shop from "#tests/preorders/machine/shop.ts";
import { type Model, openWorld, people, reconcile, type Tracked, type World } from "#tests/preorders/machine/world.ts";
import { type App, startApp } from "#tests/support/app.ts";

/** A handful of ways, the same each time; `npm run faults` walks others, and many. */
const runs = Number(process.env.MACHINE_RUNS ?? 8);
let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("whatever happens to orders in whatever order, states, money and units are what the rules say, and nothing else moves them", {
  timeout: 20_000 * runs,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: "+1" }), (walk) => fc.asyncModelRun(begin, walk)),
    { numRuns: runs },
  );
});

test.each(counterexamples)("found on a walk: %s", async (_, walk) => {
  const { model, real } = await begin();
  for (const act of walk) {
    const order = model.orders.findLast(({ convertedTo, owner }) => owner === 0 && convertedTo === null);
    if (order) await act(order, real, model);
    await reconcile(model, real);
  }
});

test("the table of legal moves is the one in the books, and the database holds every writer to it", async () => {
  const legal = await app.db.preorderTransition.findMany();
  const said = legal.map(({ fromState, toState }) => `${fromState} ${toState}`).toSorted();
  expect(said).toEqual(
    [
      ...[
        "HELD RESERVED",
        "HELD EXPIRED",
        "HELD CANCELLED",
        "RESERVED LOCKED",
        "RESERVED CANCELLED",
        "LOCKED RESERVED",
      ],
      ...["LOCKED READY", "LOCKED CANCELLED", "READY DELIVERED", "READY CANCELLED"],
    ].toSorted(),
  );
});

/** Two orders are reserved already and a drop is armed, so that short walks come somewhere. */
async function begin() {
  const real = await openWorld(app);
  const model: Model = { orders: [] };
  for (const who of [0, 1]) {
    await shop.place({ who, edition: 0, inDrop: false, quantity: 1 }, real, model);
    const order = model.orders.at(-1);
    if (order) await acts.pay("approve")(order, real, model);
  }
  await shop.actOnDrop("arm", real);
  await reconcile(model, real);
  return { model, real };
}

type Command = fc.AsyncCommand<Model, World>;
type Act = (world: World, model: Model) => Promise<unknown>;

function command(name: string, act: Act, check: (model: Model) => boolean = () => true): Command {
  return {
    toString: () => name,
    check,
    async run(model, world) {
      await act(world, model);
      await reconcile(model, world);
    },
  };
}

/** Upon one of the newest orders; mostly, when there are some, upon one that stands where the act belongs. */
function upon(name: string, act: acts.OrderAct, ...belongs: PreorderState[]): fc.Arbitrary<Command> {
  return fc.record({ back: fc.nat({ max: 5 }), isApt: fc.integer({ min: 1, max: 4 }) }).map(({ back, isApt }) => {
    const pick = ({ orders }: Model): Tracked | undefined => {
      const apt = isApt > 1 ? orders.filter(({ state }) => belongs.includes(state)) : [];
      const some = apt.length > 0 ? apt : orders;
      return some.at(-1 - (back % Math.max(1, some.length)));
    };
    const run: Act = async (world, model) => {
      const order = pick(model);
      if (order) await act(order, world, model);
    };
    const which = isApt > 1 ? belongs.join(" or ") : "any";
    return command(`${name} the order ${back} from the end, ${which}`, run, ({ orders }) => orders.length > 0);
  });
}

const account = fc.nat({ max: people.accounts - 1 });
const anybody = fc.nat({ max: people.all - 1 });
const guest = fc.integer({ min: people.accounts, max: people.all - 1 });
const wish = fc
  .record({
    who: anybody,
    edition: fc.constantFrom(0, 0, 1, 2),
    quantity: fc.integer({ min: 1, max: 3 }),
    inDrop: fc.boolean(),
  })
  .map((wished) => ({ ...wished, inDrop: wished.inDrop && wished.edition === 0 }));
const dropAct = fc.constantFrom<shop.DropAct>("arm", "arm", "fire", "fire", "pause", "go on", "disarm", "close");

const place = wish.map((wished) =>
  command(`place ${JSON.stringify(wished)}`, (world, model) => shop.place(wished, world, model)),
);
const together = fc
  .record({ who: anybody, quantity: fc.integer({ min: 1, max: 3 }) })
  .map((wished) =>
    command(`order together ${JSON.stringify(wished)}`, (world, model) => shop.placeTogether(wished, world, model)),
  );
const join = wish.map((wished) => command(`join ${JSON.stringify(wished)}`, (world) => shop.join(wished, world)));

const commands: fc.Arbitrary<Command>[] = [
  place,
  place,
  place,
  together,
  together,
  join,
  join,
  upon("pay", acts.pay("approve"), "HELD"),
  upon("pay", acts.pay("approve"), "HELD"),
  upon("pay", acts.pay("approve"), "HELD"),
  upon("fail to pay", acts.pay("decline"), "HELD"),
  upon("be asked by the bank for", acts.pay("needs_action"), "HELD"),
  upon("expire", acts.expire, "HELD"),
  upon("cancel", acts.cancel, "HELD", "RESERVED"),
  upon("call off", acts.callOff, "LOCKED", "READY"),
  upon("lock", acts.lock, "RESERVED"),
  upon("lock", acts.lock, "RESERVED"),
  upon("undo the lock of", acts.undo, "LOCKED"),
  upon("wait with", acts.wait, "LOCKED"),
  upon("close the refund of", acts.closeRefund, "RESERVED"),
  upon("convert onwards", acts.convert(1), "RESERVED"),
  upon("convert back", acts.convert(2), "RESERVED"),
  upon("pay the rest of", acts.payRest, "LOCKED"),
  upon("pay the rest of", acts.payRest, "LOCKED"),
  upon("make ready", acts.ready, "LOCKED"),
  upon("deliver", acts.deliver, "READY"),
  fc
    .tuple(account, fc.boolean())
    .chain(([to, override]) =>
      upon(`transfer to ${to}${override ? " anyway" : ""}`, acts.transfer(to, override), "RESERVED", "LOCKED", "READY"),
    ),
  fc.constantFrom(...preorderState.options).chain((state) => upon(`force to ${state}`, acts.force(state))),
  fc
    .tuple(guest, account)
    .map(([from, to]) => command(`guest ${from} becomes ${to}`, (world, model) => acts.adopt(from, to, world, model))),
  anybody.map((who) => command(`${who} leaves the line`, (world) => shop.leave(who, world))),
  dropAct.map((act) => command(`${act} the drop`, (world) => shop.actOnDrop(act, world))),
  dropAct.map((act) => command(`${act} the drop`, (world) => shop.actOnDrop(act, world))),
  fc
    .tuple(fc.nat({ max: 1 }), fc.integer({ min: -3, max: 3 }).filter(Boolean))
    .map(([edition, delta]) => command(`adjust ${edition} by ${delta}`, (world) => shop.adjust(edition, delta, world))),
];
