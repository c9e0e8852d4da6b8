import type { DetailedHTMLProps, HTMLAttributes } from "react";

type MediaElement<Attributes = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Attributes;

/** The media-chrome elements in use, as JSX. They are plain tags until their definitions are loaded. */
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "media-controller": MediaElement<{
        defaultstreamtype?: string;
        lang?: string;
        nohotkeys?: boolean;
        nomutedpref?: boolean;
      }>;
      "media-control-bar": MediaElement;
      "media-play-button": MediaElement;
      "media-mute-button": MediaElement;
      "media-volume-range": MediaElement;
      "media-live-button": MediaElement;
      "media-pip-button": MediaElement;
      "media-fullscreen-button": MediaElement;
    }
  }
}
