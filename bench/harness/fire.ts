import type { Reply, Wire } from "#bench/harness/wire.ts";

/** One request and what to do with its answer. */
export type Shot = { text: string; done: (reply: Reply) => void };

export type Fired = {
  requests: number;
  seconds: number;
  /** Milliseconds, from the moment a request was due. */
  latencies: number[];
  /** Share of one core that this generator used; near 1 it is the generator that was measured. */
  generator: number;
};

type Source = () => Shot | null;

/** Every line sends its next request when the last one is answered, until the time is over or the source runs dry. */
export async function fireClosed({ wires, next, ms }: { wires: Wire[]; next: Source; ms: number }): Promise<Fired> {
  const measured = measure();
  const end = performance.now() + ms;
  await Promise.all(wires.map((wire) => new Promise<void>((finished) => loop(wire, finished))));
  return measured.end();

  function loop(wire: Wire, finished: () => void) {
    const shot = performance.now() < end && !wire.lost ? next() : null;
    if (!shot) return finished();
    const due = performance.now();
    wire.send(shot.text, (reply) => {
      measured.answered(due);
      shot.done(reply);
      loop(wire, finished);
    });
  }
}

/** Requests come at a fixed rate whether or not the earlier ones were answered; waiting for a free line counts as latency. */
export async function fireOpen({
  wires,
  next,
  ms,
  perSecond,
}: {
  wires: Wire[];
  next: Source;
  ms: number;
  perSecond: number;
}): Promise<Fired> {
  const measured = measure();
  const free = [...wires];
  const late: number[] = [];
  const started = performance.now();
  let sent = 0;
  let open = 0;
  let dry = false;
  await new Promise<void>((finished) => {
    const timer = setInterval(() => {
      const passed = Math.min(ms, performance.now() - started);
      for (const due = Math.floor((passed * perSecond) / 1000); sent < due; sent += 1)
        late.push(started + (sent * 1000) / perSecond);
      spend();
      if ((!dry && (passed < ms || late.length > 0)) || open > 0) return;
      clearInterval(timer);
      finished();
    }, 1);
  });
  return measured.end();

  function spend() {
    while (free.length > 0 && late.length > 0 && !dry) {
      const shot = next();
      if (!shot) dry = true;
      else shoot(shot, late.shift() ?? 0);
    }
  }

  function shoot(shot: Shot, due: number) {
    const wire = free.shift();
    if (!wire) return;
    open += 1;
    wire.send(shot.text, (reply) => {
      open -= 1;
      if (!wire.lost) free.push(wire);
      measured.answered(due);
      shot.done(reply);
      spend();
    });
  }
}

function measure() {
  const started = performance.now();
  const before = process.cpuUsage();
  const latencies: number[] = [];
  return {
    answered(due: number) {
      latencies.push(performance.now() - due);
    },
    end(): Fired {
      const seconds = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(before);
      return { requests: latencies.length, seconds, latencies, generator: (user + system) / 1e6 / seconds };
    },
  };
}
