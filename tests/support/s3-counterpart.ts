import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What a store knows of one request: enough to say which calls the product made. */
export type S3Call = { method: string; key: string; status: number };

export type S3Counterpart = {
  endpoint: string;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  objects: Map<string, Buffer>;
  calls: S3Call[];
  /** The next so many requests are answered with this status. */
  failNext: (count: number, status?: number) => void;
  close: () => void;
};

const region = "us-east-1";
const pageSize = 100;

/**
 * An object store on this machine that speaks as much of S3 as the product does, and as strictly: every request must be
 * signed by Signature Version 4 with the right secret, over the body it brings.
 */
export async function startS3Counterpart(): Promise<S3Counterpart> {
  const credentials = { accessKeyId: "AKIDTEST", secretAccessKey: "a secret for tests" };
  const objects = new Map<string, Buffer>();
  const calls: S3Call[] = [];
  const bucket = "shows";
  let failing = { count: 0, status: 503 };

  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://store");
    const key = decodeURIComponent(pathname).replace(`/${bucket}`, "").replace(/^\//, "");
    response.on("finish", () => calls.push({ method: request.method ?? "", key, status: response.statusCode }));
    if (failing.count > 0) {
      failing.count -= 1;
      return sendError(response, failing.status, "ServiceUnavailable");
    }
    if (!isSigned(request, body, credentials)) return sendError(response, 403, "SignatureDoesNotMatch");
    if (!pathname.startsWith(`/${bucket}`)) return sendError(response, 404, "NoSuchBucket");
    if (request.method === "PUT") put(response, key, body);
    else if (request.method === "DELETE") remove(response, key);
    else if (searchParams.get("list-type") === "2") list(response, searchParams);
    else get(request, response, key);
  });

  function put(response: ServerResponse, key: string, body: Buffer): void {
    objects.set(key, body);
    response.writeHead(200, { etag: `"${createHash("md5").update(body).digest("hex")}"` }).end();
  }

  function remove(response: ServerResponse, key: string): void {
    objects.delete(key);
    response.writeHead(204).end();
  }

  function get(request: IncomingMessage, response: ServerResponse, key: string): void {
    const bytes = objects.get(key);
    if (!bytes) return void sendError(response, 404, "NoSuchKey");
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const part = from ? bytes.subarray(Number(from), Number(to) + 1) : bytes;
    const range = from ? { "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` } : {};
    response.writeHead(from ? 206 : 200, { "content-length": part.length, ...range });
    response.end(request.method === "HEAD" ? undefined : part);
  }

  function list(response: ServerResponse, query: URLSearchParams): void {
    const all = [...objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "")).toSorted();
    const after = query.get("continuation-token") ?? "";
    const page = all.filter((key) => key > after).slice(0, pageSize);
    const more = page.length > 0 && page.at(-1) !== all.at(-1);
    const contents = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`,
    );
    const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    response.writeHead(200, { "content-type": "application/xml" });
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join("")}${token}</ListBucketResult>`,
    );
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The store listens on no port.");
  return {
    ...{ bucket, credentials, objects, calls },
    endpoint: `http://127.0.0.1:${address.port}`,
    failNext: (count, status = 503) => {
      failing = { count, status };
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function sendError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

/** AWS Signature Version 4, computed anew from what arrived. */
function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey }: S3Counterpart["credentials"],
): boolean {
  const [, keyId, date, signed, signature] =
    new RegExp(
      `^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/${region}/s3/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$`,
    ).exec(request.headers.authorization ?? "") ?? [];
  const bodyHash = String(request.headers["x-amz-content-sha256"] ?? "");
  const moment = String(request.headers["x-amz-date"] ?? "");
  if (!keyId || !date || !signed || !signature || keyId !== accessKeyId || !moment.startsWith(date)) return false;
  if (bodyHash !== createHash("sha256").update(body).digest("hex")) return false;
  const names = signed.split(";");
  if (!names.includes("host") || !names.includes("x-amz-content-sha256")) return false;
  const canonical = [
    request.method,
    new URL(request.url ?? "/", "http://store").pathname,
    canonicalQuery(request.url ?? "/"),
    ...names.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? "")
          .trim()
          .replace(/\s+/g, " ")}`,
    ),
    "",
    signed,
    bodyHash,
  ].join("\n");
  const text = [
    "AWS4-HMAC-SHA256",
    moment,
    `${date}/${region}/s3/aws4_request`,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, "hex"));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function canonicalQuery(url: string): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...new URL(url, "http://store").searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
}
