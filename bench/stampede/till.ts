import type { Wire } from "#bench/harness/wire.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

type Owed = { buyer: SeededBuyer; orderId: string };

/** Pays deposits on the test rail, as fast as its lines allow, and keeps the others waiting. */
export class Till {
  paid = 0;
  readonly refused: Record<string, number> = {};
  /** Milliseconds from the moment the buyer wanted to pay. */
  readonly latencies: number[] = [];
  /** The line that has been idle longest is taken first: one that idled for more than a minute would be closed by the server. */
  readonly #free: Wire[];
  readonly #queue: (Owed & { since: number })[] = [];
  #open = 0;
  #settled = () => {};

  constructor(wires: Wire[]) {
    this.#free = [...wires];
  }

  pay(owed: Owed) {
    this.#queue.push({ ...owed, since: performance.now() });
    this.#serve();
  }

  /** Resolves when nobody waits any more. */
  async empty(): Promise<void> {
    if (this.#open > 0 || this.#queue.length > 0) await new Promise<void>((resolve) => (this.#settled = resolve));
  }

  #serve() {
    while (this.#free.length > 0 && this.#queue.length > 0) {
      const wire = this.#free.shift();
      const next = this.#queue.shift();
      if (wire && next) this.#charge(wire, next);
    }
    if (this.#open === 0 && this.#queue.length === 0) this.#settled();
  }

  #charge(wire: Wire, { buyer, orderId, since }: Owed & { since: number }) {
    const body = '{"card":"approve"}';
    this.#open += 1;
    wire.send(
      `POST /api/preorders/${orderId}/deposit HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncookie: ${buyer.cookie}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      (reply) => {
        this.#open -= 1;
        this.#free.push(wire);
        this.latencies.push(performance.now() - since);
        if (reply?.status === 200 && reply.body.includes('"state":"RESERVED"')) this.paid += 1;
        else this.#note(reply ? `${reply.status} ${reply.body.slice(0, 120)}` : "no answer");
        this.#serve();
      },
    );
  }

  #note(name: string) {
    this.refused[name] = (this.refused[name] ?? 0) + 1;
  }
}
