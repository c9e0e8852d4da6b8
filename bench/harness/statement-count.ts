import pg from "pg";
import { jobConnections } from "#lib/jobs/jobs.ts";

/** Counts every SQL statement this process sends, by its text, until `stop`; not what its job queue says on connections of its own. */
export function countStatements(): { stop(): Record<string, number> } {
  const send: unknown = Reflect.get(pg.Client.prototype, "query");
  if (typeof send !== "function") throw new Error("pg.Client has no query");
  const counts: Record<string, number> = {};
  Reflect.set(pg.Client.prototype, "query", function counted(this: pg.Client, ...given: unknown[]) {
    const parameters: unknown = Reflect.get(this, "connectionParameters");
    const application = typeof parameters === "object" && parameters ? Reflect.get(parameters, "application_name") : "";
    if (application === jobConnections) return Reflect.apply(send, this, given);
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
