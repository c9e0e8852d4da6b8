import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { type ByteRange, NotStored, type Storage } from "./storage.ts";

/** Credentials come from where the AWS SDK looks: environment, profile, instance. `endpoint` for anything but AWS itself. */
export type S3Settings = { bucket: string; region: string; endpoint?: string };

const prefixOfAll = "recordings/";
const deletedAtOnce = 16;

/** Recordings as objects of an S3-compatible store, one per file. */
export class S3Storage implements Storage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ bucket, region, endpoint }: S3Settings) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      ...(endpoint && { endpoint, forcePathStyle: true }),
      maxAttempts: 2,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const command = new PutObjectCommand({ ...this.#addressOf(key), Body: bytes, ContentLength: bytes.length });
    await this.#client.send(command);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const wanted = range && { Range: `bytes=${range.from}-${range.to}` };
    const command = new GetObjectCommand({ ...this.#addressOf(key), ...wanted });
    const { Body } = await this.#client.send(command).catch((error: unknown) => {
      throw error instanceof NoSuchKey ? new NotStored(key) : error;
    });
    if (!(Body instanceof Readable)) throw new Error("The object store answered without a body.");
    return Body;
  }

  async list(prefix: string): Promise<{ key: string; bytes: number }[]> {
    const found: { key: string; bytes: number }[] = [];
    const wanted = { Bucket: this.#bucket, Prefix: prefixOfAll + prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#client }, wanted)) {
      for (const { Key = "", Size = 0 } of Contents) found.push({ key: Key.slice(prefixOfAll.length), bytes: Size });
    }
    return found;
  }

  async delete(prefix: string): Promise<void> {
    const keys = (await this.list(prefix)).map(({ key }) => key);
    for (let at = 0; at < keys.length; at += deletedAtOnce) {
      const some = keys.slice(at, at + deletedAtOnce);
      await Promise.all(some.map((key) => this.#client.send(new DeleteObjectCommand(this.#addressOf(key)))));
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #addressOf(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: prefixOfAll + key };
  }
}
