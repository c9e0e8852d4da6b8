import type { Shot } from "#bench/harness/fire.ts";
import type { Reply } from "#bench/harness/wire.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

type Order = { buyer: SeededBuyer; address: string; key: string; body: string | null };
type Plan = {
  buyers: SeededBuyer[];
  path: string;
  editionId: string;
  replayEvery?: number;
  again?: boolean;
  byProxy?: boolean;
  country?: string | null;
};

const remembered = 4000;
const placed = 201;

/**
 * A crowd in which everybody orders once and every tenth request repeats an earlier one, as phones on bad networks do.
 * With `again` the crowd starts over when all have asked, which suits arms that place nothing. With `byProxy` everybody has
 * an address of their own, as a proxy that the server trusts would say; without, all come from this machine. `country` is where all of
 * it is shipped to.
 */
export class Shopping {
  placed = 0;
  replayed = 0;
  readonly refused: Record<string, number> = {};
  readonly faults: string[] = [];
  /** Requests whose line was lost before the answer came. */
  readonly unanswered: Order[] = [];
  readonly accepted: Order[] = [];
  /** Called with every new order and its receipt. */
  onPlaced: (buyer: SeededBuyer, receipt: string) => void = () => {};
  readonly #plan: Required<Plan>;
  readonly #run = Math.random().toString(36).slice(2, 10);
  #asked = 0;
  #buyer = 0;

  constructor(plan: Plan) {
    this.#plan = { replayEvery: 10, again: false, byProxy: false, country: null, ...plan };
  }

  readonly next = (): Shot | null => {
    const { replayEvery, buyers, again } = this.#plan;
    this.#asked += 1;
    const earlier = this.#asked % replayEvery === 0 ? this.#pickAccepted() : undefined;
    if (earlier) return this.repeat(earlier);
    if (again && this.#buyer >= buyers.length) this.#buyer = 0;
    const buyer = buyers[this.#buyer];
    this.#buyer += 1;
    return buyer ? this.#order(buyer) : null;
  };

  /** The same request once more; it must be answered byte for byte as before. */
  repeat(order: Order): Shot {
    return this.#shot(order, (reply) => {
      if (reply.status !== placed) return this.#fault(`a replay was answered with ${reply.status}: ${reply.body}`);
      if (order.body !== null && reply.body !== order.body) {
        return this.#fault(`a replay got another body: ${order.body} then ${reply.body}`);
      }
      this.replayed += 1;
    });
  }

  #order(buyer: SeededBuyer): Shot {
    const address = `10.${(this.#buyer >> 16) & 255}.${(this.#buyer >> 8) & 255}.${this.#buyer & 255}`;
    const order: Order = { buyer, address, key: `${this.#run}-${this.#asked}`, body: null };
    return this.#shot(order, (reply) => {
      if (reply.status === placed) {
        this.placed += 1;
        order.body = reply.body;
        if (this.accepted.length < remembered) this.accepted.push(order);
        else this.accepted[this.placed % remembered] = order;
        this.onPlaced(buyer, reply.body);
      } else {
        const code = /"code":"(\w+)"/.exec(reply.body)?.[1] ?? "";
        const name = `${reply.status} ${code}`.trim();
        this.refused[name] = (this.refused[name] ?? 0) + 1;
      }
    });
  }

  #shot(order: Order, hear: (reply: NonNullable<Reply>) => void): Shot {
    const { editionId, country } = this.#plan;
    const body = JSON.stringify({ editionId, quantity: 1, ...(country && { country }) });
    const from = this.#plan.byProxy ? `x-forwarded-for: ${order.address}\r\n` : "";
    return {
      text: `POST ${this.#plan.path} HTTP/1.1\r\nhost: bench\r\n${from}content-type: application/json\r\ncookie: ${order.buyer.cookie}\r\nidempotency-key: ${order.key}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      done: (reply) => {
        if (reply) hear(reply);
        else this.unanswered.push(order);
      },
    };
  }

  #pickAccepted(): Order | undefined {
    return this.accepted[Math.floor(Math.random() * this.accepted.length)];
  }

  #fault(text: string) {
    if (this.faults.length < 5) this.faults.push(text);
  }
}

/** Reads who is asking, so that the server knows these sessions as it does those of people already in the room. */
export function greetings(buyers: SeededBuyer[]): () => Shot | null {
  let index = 0;
  return () => {
    const buyer = buyers[index];
    index += 1;
    if (!buyer) return null;
    return { text: `GET /api/me HTTP/1.1\r\nhost: bench\r\ncookie: ${buyer.cookie}\r\n\r\n`, done: () => {} };
  };
}
