import { once } from "node:events";
import type { Readable } from "node:stream";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type SmtpCounterpart = Awaited<ReturnType<typeof startSmtpCounterpart>>;

/** A real SMTP server that keeps what it takes. It can refuse addresses, take its time, and be away. */
export async function startSmtpCounterpart() {
  const mails: ParsedMail[] = [];
  const refused = new Map<string, number>();
  let beforeAnswer: (mail: ParsedMail) => Promise<void> = async () => {};
  let port = 0;
  let server = await open();

  async function open() {
    const next = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      logger: false,
      closeTimeout: 300,
      onRcptTo({ address }, _session, done) {
        const status = refused.get(address);
        done(status ? Object.assign(new Error(`no mail for ${address}`), { responseCode: status }) : null);
      },
      onData(stream, _session, done) {
        take(stream).then(
          () => done(),
          (error: Error) => done(error),
        );
      },
    });
    // A client that dies in the middle of a mail is a part of the tests.
    next.on("error", () => {});
    next.listen(port, "127.0.0.1");
    await once(next.server, "listening");
    const address = next.server.address();
    if (address === null || typeof address === "string") throw new Error("the mail server listens on no port");
    port = address.port;
    return next;
  }

  async function take(stream: Readable) {
    const mail = await simpleParser(stream);
    mails.push(mail);
    await beforeAnswer(mail);
  }

  function close() {
    return new Promise<void>((resolve) => server.close(() => resolve()));
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** To one address, in the order they came. */
    to: (address: string) => mails.filter((mail) => addressesOf(mail).includes(address)),
    /** Answers RCPT with this status, or takes mail again. */
    refuse(address: string, status: 450 | 550 | null) {
      if (status === null) refused.delete(address);
      else refused.set(address, status);
    },
    /** Runs when a mail is taken, before its sender hears of it. */
    onTaken(work: typeof beforeAnswer) {
      beforeAnswer = work;
    },
    goAway: close,
    async comeBack() {
      server = await open();
    },
    stop: close,
  };
}

function addressesOf({ to }: ParsedMail): string[] {
  return [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ""));
}
