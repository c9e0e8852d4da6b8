import { extractAudio, makeAudioInit } from "#lib/media/mp4/audio-rendition.ts";
import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import type { Captions } from "./captions.ts";
import { renderMaster } from "./master-playlist.ts";
import { type Rendering, renderPlaylist } from "./playlist.ts";
import type { TargetDuration } from "./target-duration.ts";
import type { Segment, SegmentWindow } from "./window.ts";

/** The playlists of a channel as UTF-8, and the renditions made only when somebody asks; undefined until there is something. */
export type LivePlaylists = {
  live: () => Buffer | undefined;
  audio: () => Buffer | undefined;
  master: () => Buffer | undefined;
  /** `folder` is where the list itself lies. */
  captions: (language: string, folder: "" | "captions/") => Buffer | undefined;
  audioSegment: (sequence: number) => Buffer | undefined;
  audioInit: (takeId: string) => Buffer | undefined;
  captionSegment: (language: string, sequence: number) => Buffer | undefined;
};

const full: Rendering = {
  uriOf: ({ sequence }) => `segments/${sequence}.m4s`,
  mapOf: ({ takeId }) => `takes/${takeId}/init.mp4`,
};
export function createLivePlaylists({
  window,
  captions,
  target,
  count,
  isEnded,
}: {
  window: SegmentWindow;
  captions: Captions;
  target: TargetDuration;
  /** Segments in a playlist. */
  count: number;
  isEnded: () => boolean;
}): LivePlaylists {
  const soundAlone: Rendering = {
    uriOf: ({ sequence }) => `audio/${sequence}.m4s`,
    mapOf: ({ takeId }) => (window.init(takeId)?.audio ? `takes/${takeId}/audio.mp4` : undefined),
    secondsOf: ({ audio }) => audio?.durationSeconds,
  };
  const sounds = new WeakMap<Segment, Buffer | undefined>();
  const soundInits = new WeakMap<InitSegment, Buffer | undefined>();

  function make(render: (segments: Segment[]) => string | undefined): () => Buffer | undefined {
    let made: { of: Segment | undefined; ended: boolean; bytes: Buffer | undefined } | undefined;
    return () => {
      const segments = window.newest(count);
      const of = segments.at(-1);
      const ended = isEnded();
      if (made?.of !== of || made?.ended !== ended) {
        const text = of && render(segments);
        made = { of, ended, bytes: text === undefined ? undefined : Buffer.from(text) };
      }
      return made?.bytes;
    };
  }

  function master(): Buffer | undefined {
    const segments = window.newest(count);
    const init = window.init(segments.at(-1)?.takeId ?? "");
    return init && Buffer.from(renderMaster({ segments, init, languages: captions.languages() }));
  }

  function captionList(language: string, folder: "" | "captions/"): Buffer | undefined {
    const segments = window.newest(count);
    if (segments.length === 0 || !captions.languages().includes(language)) return undefined;
    const path = folder === "" ? `captions/${language}` : language;
    const uriOf = ({ sequence }: Segment) => `${path}/${sequence}.vtt`;
    return Buffer.from(renderPlaylist({ segments, ended: isEnded(), target: target.seconds() }, { uriOf }));
  }

  function audioSegment(sequence: number): Buffer | undefined {
    const segment = window.segment(sequence);
    const init = segment?.audio && window.init(segment.takeId);
    if (!segment || !init) return undefined;
    if (!sounds.has(segment)) sounds.set(segment, extractAudio(segment.bytes, { init, sequence }));
    return sounds.get(segment);
  }

  function audioInit(takeId: string): Buffer | undefined {
    const init = window.init(takeId);
    if (init && !soundInits.has(init)) soundInits.set(init, makeAudioInit(init));
    return init && soundInits.get(init);
  }

  return {
    live: make((segments) => renderPlaylist({ segments, ended: isEnded(), target: target.seconds() }, full)),
    audio: make((segments) =>
      segments.some(({ audio }) => audio)
        ? renderPlaylist({ segments, ended: isEnded(), target: target.seconds() }, soundAlone)
        : undefined,
    ),
    master,
    captions: captionList,
    audioSegment,
    audioInit,
    captionSegment: (language, sequence) => {
      const segment = window.segment(sequence);
      return segment && captions.languages().includes(language) ? captions.render(language, segment) : undefined;
    },
  };
}
