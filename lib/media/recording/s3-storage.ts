import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { NotStored, type Storage } from "./storage.ts";

/** Credentials come from where the AWS SDK looks: environment, profile, instance. `endpoint` for anything but AWS itself. */
export type S3Settings = { bucket: string; region: string; endpoint?: string };

const prefixOfAll = "recordings/";
const deletedAtOnce = 16;

/** Recordings as objects of an S3-compatible store, one per file. */
export function createS3Storage({ bucket, region, endpoint }: S3Settings): Storage & { close: () => void } {
  const client = new S3Client({
    region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    maxAttempts: 2,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const place = (key: string) => ({ Bucket: bucket, Key: prefixOfAll + key });

  async function put(key: string, bytes: Buffer): Promise<void> {
    await client.send(new PutObjectCommand({ ...place(key), Body: bytes, ContentLength: bytes.length }));
  }

  async function read(...[key, range]: Parameters<Storage["read"]>): Promise<Readable> {
    const wanted = range && { Range: `bytes=${range.from}-${range.to}` };
    const { Body } = await client.send(new GetObjectCommand({ ...place(key), ...wanted })).catch((error: unknown) => {
      throw error instanceof NoSuchKey ? new NotStored(key) : error;
    });
    if (!(Body instanceof Readable)) throw new Error("The object store answered without a body.");
    return Body;
  }

  async function list(prefix: string) {
    const found: { key: string; bytes: number }[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefixOfAll + prefix });
    for await (const { Contents = [] } of pages) {
      for (const { Key = "", Size = 0 } of Contents) found.push({ key: Key.slice(prefixOfAll.length), bytes: Size });
    }
    return found;
  }

  async function remove(prefix: string): Promise<void> {
    const keys = (await list(prefix)).map(({ key }) => key);
    for (let at = 0; at < keys.length; at += deletedAtOnce) {
      const some = keys.slice(at, at + deletedAtOnce);
      await Promise.all(some.map((key) => client.send(new DeleteObjectCommand(place(key)))));
    }
  }

  return { put, read, list, delete: remove, close: () => client.destroy() };
}
