/** What is done about one show never overlaps: the next begins when the one before is over, however it ended. */
export class Turns {
  readonly #turns = new Map<string, Promise<unknown>>();

  take<Value>(showId: string, step: () => Promise<Value>): Promise<Value> {
    const turn = (this.#turns.get(showId) ?? Promise.resolve()).then(step, step);
    this.#turns.set(showId, turn);
    const forget = () => this.#turns.get(showId) === turn && this.#turns.delete(showId);
    turn.then(forget, forget);
    return turn;
  }
}
