import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChatMessage } from "#components/audience/chat-message.tsx";
import type { LiveMessage } from "#lib/live/contract.ts";
import room from "#lib/words/en/room.json" with { type: "json" };

const payloads = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror=&#97;lert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<iframe src=javascript:alert(1)>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)>",
  "<audio src onloadstart=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<select autofocus onfocus=alert(1)>",
  "<textarea autofocus onfocus=alert(1)>",
  "<marquee onstart=alert(1)>",
  "<object data=javascript:alert(1)>",
  "<embed src=javascript:alert(1)>",
  "<form action=javascript:alert(1)><button>go</button></form>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<base href=//x.example/>",
  "<link rel=stylesheet href=//x.example/a.css>",
  "<meta http-equiv=refresh content=0;url=//x.example>",
  "<style>@import '//x.example'</style>",
  "<div style=background:url(javascript:alert(1))>",
  "<math><mi xlink:href=javascript:alert(1)>x",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "</li><script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "--><script>alert(1)</script><!--",
  "]]><script>alert(1)</script>",
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  "{{constructor.constructor('alert(1)')()}}",
  `\${alert(1)}`,
  "javascript:alert(1)//#1",
  "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
];

/** What a line is drawn with. */
const drawn = new Set(["li", "span", "b", "button", "svg", "path", "polyline"]);

it.each(payloads)("%s is text, as a line, as a name and as what is answered", (payload) => {
  const line: LiveMessage = {
    ...{ id: "1", role: "viewer", at: "2026-11-30T20:00:00Z", body: payload, name: payload },
    answers: { id: "0", name: payload, words: payload },
  };
  const message = createElement(ChatMessage, { line, products: 3, isToMe: true, onNumber: () => undefined });
  const markup = renderToStaticMarkup(
    // biome-ignore lint/correctness/noChildrenProp: its type takes no children elsewhere
    createElement(NextIntlClientProvider, { locale: "en", timeZone: "UTC", messages: { room }, children: message }),
  );
  const tags = [...markup.matchAll(/<\/?([a-z]+)/gi)].map(([, tag = ""]) => tag);
  expect(tags.filter((tag) => !drawn.has(tag))).toEqual([]);
  expect(markup.match(/<[^>]*\son\w+=/g)).toBeNull();
  const attributes = [...markup.matchAll(/\s([a-z-]+)="/gi)].map(([, name = ""]) => name);
  expect(
    attributes.filter(
      (name) => !/^(data|aria)-|^(tabindex|class|type|xmlns|width|height|viewBox|fill|d|points|stroke.*)$/.test(name),
    ),
  ).toEqual([]);
});
