// A mail server for one test: wants a password, prints its port, then one JSON line for each mail that it takes.
import { SMTPServer } from "smtp-server";

const server = new SMTPServer({
  allowInsecureAuth: true,
  logger: false,
  onAuth(auth, session, answer) {
    const isRight = auth.username === "showcase" && auth.password === "secret";
    answer(isRight ? null : new Error("Wrong password"), isRight ? { user: auth.username } : undefined);
  },
  onRcptTo(address, session, answer) {
    answer(address.address.startsWith("nobody@") ? Object.assign(new Error("No such mailbox"), { responseCode: 550 }) : null);
  },
  onData(stream, session, answer) {
    const parts = [];
    stream.on("data", part => parts.push(part));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(address => address.address);
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to, text: Buffer.concat(parts).toString("utf8") }));
      answer(null);
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
