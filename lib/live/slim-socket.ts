import { EventEmitter } from "node:events";
import type { ViewerSocket } from "#lib/live/gateway.ts";

const noAnswersAwaited = new Map();

/**
 * Lets go of what a stock socket keeps until its end and nobody here asks for: the request and the handshake, a room for
 * itself alone, a map of answers that the server never waits for, and the slack of its lists. It is a third of its memory.
 */
export function slimSocket(socket: ViewerSocket) {
  const { conn } = socket;
  Reflect.set(conn, "request", null);
  Reflect.set(socket, "handshake", null);
  Reflect.set(socket, "acks", noAnswersAwaited);
  void socket.leave(socket.id);
  // It hears errors from before the transport was there, and hears none after.
  dropEarlyErrors(conn.transport);
  trim(socket, "_anyListeners");
  trim(conn, "cleanupFn");
  const client: unknown = Reflect.get(socket, "client");
  const decoder: unknown = isObject(client) ? Reflect.get(client, "decoder") : null;
  const callbacks: unknown = isObject(decoder) ? Reflect.get(decoder, "_callbacks") : null;
  if (isObject(callbacks)) trim(callbacks, "$decoded");
}

function dropEarlyErrors(transport: object) {
  const line: unknown = Reflect.get(transport, "socket");
  if (!(line instanceof EventEmitter)) return;
  const early = line.listeners("error").find(({ name }) => name === "onUpgradeError");
  if (early) Reflect.apply(line.off, line, ["error", early]);
}

/** A list that grew by one has place for sixteen more; a copy of it has none. */
function trim(owner: object, name: string) {
  const list: unknown = Reflect.get(owner, name);
  if (Array.isArray(list)) Reflect.set(owner, name, list.slice());
}

export type UpgradeResponse = { req: unknown; socket: EventEmitter };

/**
 * Engine.IO makes a stand-in for an answer to each upgrade, for middleware that wants one: with its listener it would hang on
 * the line until the end, and the whole request on it. The listener is the last that was added: whoever else hears the line close
 * has to listen before the upgrade is handed over.
 */
export function dropResponse(response: UpgradeResponse) {
  const { socket } = response;
  Reflect.apply(socket.off, socket, ["close", socket.listeners("close").at(-1)]);
  Reflect.set(response, "req", null);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
