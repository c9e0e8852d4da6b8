import type { ChosenSound } from "./choose-sound.ts";
import type { SoundFormat } from "./mp4-init.ts";
import type { Encoded } from "./mp4-writer.ts";
import { type Samples, soundRate } from "./sound-line.ts";
import type { SoundMachine } from "./sound-machine.ts";

export type SoundEncoder = {
  encode: (samples: Samples, atMicroseconds: number) => void;
  setBitrate: (bitsPerSecond: number) => void;
  close: () => void;
};

const jumpMicroseconds = 20_000;
const maxFailures = 3;
const forgivenAfterMs = 30_000;

/**
 * Sound as it was chosen, in packets on the clock of what went in. A machine counts samples, so it is opened anew where the
 * line of samples jumps, and when it gives up; after three times in half a minute it is broken. `onFormat` comes before the
 * first packet.
 */
export function createSoundEncoder({
  chosen,
  bitsPerSecond,
  onFormat,
  onPacket,
  onFailed,
  now = () => performance.now(),
}: {
  chosen: ChosenSound;
  bitsPerSecond: number;
  onFormat: (format: SoundFormat) => void;
  onPacket: (packet: Encoded) => void;
  onFailed: () => void;
  now?: () => number;
}): SoundEncoder {
  let bitrate = bitsPerSecond;
  let end: number | undefined;
  let failures: number[] = [];
  let closed = false;
  const early = Math.round((chosen.runUp * 1e6) / soundRate);
  onFormat(chosen.format);
  let machine = open();

  function open(): SoundMachine | undefined {
    let isCurrent = true;
    const made = chosen.open({
      bitsPerSecond: bitrate,
      onPacket: (packet) => isCurrent && onPacket({ ...packet, at: packet.at - early }),
      onFailed: () => isCurrent && failed(),
    });
    return {
      ...made,
      close: () => {
        isCurrent = false;
        made.close();
      },
    };
  }

  function reopen(): void {
    machine?.close();
    end = undefined;
    machine = closed ? undefined : open();
  }

  function failed(): void {
    failures = [...failures.filter((at) => now() - at < forgivenAfterMs), now()];
    if (failures.length < maxFailures) reopen();
    else giveUp();
  }

  function giveUp(): void {
    machine?.close();
    machine = undefined;
    onFailed();
  }

  function encode(samples: Samples, at: number): void {
    if (end !== undefined && Math.abs(at - end) > jumpMicroseconds) reopen();
    end = at + (samples.length / chosen.format.channels / soundRate) * 1e6;
    machine?.encode(samples, at);
  }

  return {
    encode,
    setBitrate: (next) => {
      if (next === bitrate || !machine) return;
      bitrate = next;
      reopen();
    },
    close: () => {
      closed = true;
      machine?.close();
      machine = undefined;
    },
  };
}
