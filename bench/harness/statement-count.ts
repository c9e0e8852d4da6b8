import pg from "pg";

/** Counts every SQL statement this process sends, by its text, until `stop`. */
export function countStatements(): { stop(): Record<string, number> } {
  const send: unknown = Reflect.get(pg.Client.prototype, "query");
  if (typeof send !== "function") throw new Error("pg.Client has no query");
  const counts: Record<string, number> = {};
  Reflect.set(pg.Client.prototype, "query", function counted(this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    const text = String(typeof first === "object" && first ? Reflect.get(first, "text") : first);
    counts[text] = (counts[text] ?? 0) + 1;
    return Reflect.apply(send, this, given);
  });
  return {
    stop() {
      Reflect.set(pg.Client.prototype, "query", send);
      return counts;
    },
  };
}
