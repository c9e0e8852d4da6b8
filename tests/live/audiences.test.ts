import { expect, test } from "vitest";
import { Audiences } from "#lib/live/audiences.ts";
import { snapshotPacket } from "#lib/live/packets.ts";

const showId = crypto.randomUUID();
const frame = (seq: number) => ({ to: ["viewers"] as const, seq, text: `{"seq":${seq}}` });

test("a reader with a frame or two still to take gets the next one all the same", () => {
  const { audiences, reader } = withReader();
  reader.bufferedAmount = 2000;
  audiences.write(showId, frame(1));
  expect(reader.heard).toEqual([expect.stringContaining('{"seq":1}')]);
});

test("who takes nothing misses the last frame of a quiet room, and is told the room whole when they read again, once", () => {
  const { audiences, reader } = withReader();
  reader.bufferedAmount = 20_000;
  audiences.write(showId, frame(1));
  expect([...audiences.withReadersBack()]).toEqual([]);
  reader.bufferedAmount = 0;
  expect([...audiences.withReadersBack()]).toEqual([showId]);
  audiences.catchUp(showId, snapshotPacket('{"seq":1}', []));
  expect(reader.heard).toEqual([expect.stringContaining('["snapshot",{"seq":1}]')]);
  expect([...audiences.withReadersBack()]).toEqual([]);
});

test("who missed a frame and left is not remembered", () => {
  const { audiences, reader } = withReader();
  reader.bufferedAmount = 20_000;
  audiences.write(showId, frame(1));
  audiences.leave(showId, "viewers", reader);
  reader.bufferedAmount = 0;
  expect([...audiences.withReadersBack()]).toEqual([]);
});

function withReader() {
  const heard: string[] = [];
  const reader = {
    readyState: 1,
    bufferedAmount: 0,
    heard,
    _sender: { sendFrame: (pieces: Buffer[]) => void heard.push(Buffer.concat(pieces).toString()) },
  };
  const audiences = new Audiences();
  audiences.enter(showId, "viewers", reader);
  return { audiences, reader };
}
