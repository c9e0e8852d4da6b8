// Loaded before the server by --import: its Date is wrong by CLOCK_SHIFT_MS, and SIGUSR2 turns early into late. Nothing else
// of the machine is touched.
const Real = globalThis.Date;
let shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
process.on("SIGUSR2", () => {
  shift = -shift;
});

const now = () => Real.now() + shift;

globalThis.Date = new Proxy(Real, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
