import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => unknown;
export type RenderedPage = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/**
 * Asks the pages with a request of our own making, which carries nothing of whoever asked, and collects the answer. Nobody's
 * lost connection breaks it off; rejects when there is no answer within `withinMs`.
 */
export function renderApart(
  pages: PageHandler,
  { url, headers, withinMs }: { url: string; headers: Record<string, string>; withinMs: number },
): Promise<RenderedPage> {
  const socket = new Nowhere();
  const request = new IncomingMessage(socket);
  Object.assign(request, { method: "GET", url, headers, httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1 });
  request.rawHeaders = Object.entries(headers).flat();
  request.push(null);
  const response = new CollectedResponse(request);
  response.assignSocket(socket);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => end(new Error(`no page at ${url} within ${withinMs} ms`)), withinMs);
    response.once("finish", () => end());
    Promise.resolve(pages(request, response)).catch(end);

    function end(error?: unknown) {
      clearTimeout(late);
      if (error === undefined) {
        resolve({ status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(response.chunks) });
      } else reject(error);
      // As Node does when an answer is sent: what hangs on the request lets go of it.
      response.emit("close");
      socket.destroy();
    }
  });
}

/** Keeps what is written to it, besides sending it nowhere. */
class CollectedResponse extends ServerResponse {
  readonly chunks: Buffer[] = [];

  override write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.#keep(chunk, rest[0]);
    Reflect.apply(super.write, this, [chunk, ...rest]);
    // Nobody would tell that there is room again.
    return true;
  }

  override end(chunk?: unknown, ...rest: unknown[]): this {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) this.#keep(chunk, rest[0]);
    return Reflect.apply(super.end, this, [chunk, ...rest]);
  }

  #keep(chunk: string | Uint8Array, encoding: unknown) {
    const isNamed = typeof encoding === "string" && Buffer.isEncoding(encoding);
    this.chunks.push(typeof chunk === "string" ? Buffer.from(chunk, isNamed ? encoding : "utf8") : Buffer.from(chunk));
  }
}

/** A connection whose other end takes everything at once. */
class Nowhere extends Socket {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void) {
    done();
  }

  override _writev(_chunks: unknown, done: () => void) {
    done();
  }
}
