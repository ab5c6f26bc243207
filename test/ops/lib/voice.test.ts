import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";

import { Fault } from "../../../lib/fault.ts";
import { terminal } from "../../../lib/terminal.ts";
import { AlreadySaid } from "../../../ops/lib/already-said.ts";
import { startedOf } from "../../../ops/lib/control-plane.ts";
import { Failure } from "../../../ops/lib/failure.ts";
import { interrupt } from "../../../ops/lib/interrupt.ts";
import { progress } from "../../../ops/lib/progress.ts";
import { duration, relative, screen, wrapped } from "../../../ops/lib/screen.ts";
import { tellError, tellOutcome } from "../../../ops/lib/tell.ts";
import { recorded } from "../support/recorded.ts";

const speaking = (more: { json?: boolean; github?: boolean; tty?: boolean } = {}) => {
  let err = "";
  let out = "";
  const stream = { isTTY: more.tty === true, write: (text: string) => (err += text) };
  const voice = {
    root: "/work/clone",
    env: {},
    json: more.json === true,
    github: more.github === true,
    screen: screen(terminal(stream, {}), "/work/clone"),
    out: (text: string) => void (out += text),
  };
  return { voice, err: () => err, out: () => out };
};

describe("how ops speaks", () => {
  it("prints data on stdout and talk on stderr, without the path of this machine", () => {
    const { voice, err, out } = speaking();

    const exit = tellOutcome(
      { exit: 1, report: {}, screen: () => ["see /work/clone/docs"], data: ["a  /work/clone/x"] },
      voice,
    );

    expect([exit, err(), out()]).toEqual([1, "see docs\n", "a  x\n"]);
  });

  it("prints nothing but JSON on stdout when asked for it", () => {
    const { voice, out } = speaking({ json: true });

    tellOutcome({ exit: 0, report: { a: 1 }, screen: () => [], data: ["a 1"] }, voice);

    expect(out()).toBe('{\n  "a": 1\n}\n');
  });

  it("says a fault in one line and ends as the fault says", () => {
    const { voice, err } = speaking();
    const fault = new Fault({ where: "local", problem: "is held", fix: "wait", exit: 1 });

    expect(tellError(fault, false, voice)).toBe(1);
    expect(err()).toBe("local: is held; wait\n");
  });

  it("says many faults line by line, cannot tell before refused", () => {
    const { voice, err } = speaking();
    const faults = [1, 2].map(
      (exit) => new Fault({ where: `f${exit}`, problem: "p", fix: "q", exit: exit as 1 | 2 }),
    );

    expect(tellError(new AggregateError(faults), false, voice)).toBe(2);
    expect(err()).toBe("f1: p; q\nf2: p; q\n");
  });

  it("says a failed run with its details, also as data and as an annotation", () => {
    const { voice, err, out } = speaking({ json: true, github: true });

    const exit = tellError(
      new Failure("up stopped", ["state is saved"], "next  make up"),
      false,
      voice,
    );

    expect(exit).toBe(2);
    expect(err()).toBe(
      "\nup stopped\nstate is saved\n\nnext  make up\n::error title=ops::up stopped%0Astate is saved%0Anext  make up\n",
    );
    expect(JSON.parse(out())).toEqual({
      verdict: "failed",
      faults: [
        { where: "ops", problem: "up stopped", details: ["state is saved"], fix: "next  make up" },
      ],
    });
  });

  it("adds nothing to what another command has said", () => {
    const { voice, err } = speaking();

    expect(tellError(new AlreadySaid(2), false, voice)).toBe(2);
    expect(err()).toBe("");
  });

  it("says that an interrupt came before anything was changed", () => {
    const { voice, err } = speaking();

    expect(tellError(new Error("aborted"), true, voice)).toBe(2);
    expect(err()).toBe(
      "ops: interrupted before anything was changed; the same command starts again\n",
    );
  });

  it("shows a label once per group of rows", () => {
    const { voice, err } = speaking();

    voice.screen.row("plugins", "a");
    voice.screen.row("plugins", "b");
    voice.screen.row("up", "c");

    expect(err()).toBe("plugins    a\n           b\nup         c\n");
  });

  it("shows what goes on in one line on a terminal", () => {
    const { voice, err } = speaking({ tty: true });
    const show = progress({ screen: voice.screen, label: "up", total: 3, now: () => new Date(0) });

    for (const event of recorded("good.up")) show(event);

    expect(err()).toContain("\r\u001b[2Kup         1/3  creating Deployment fixture-good/api");
  });

  it.each([
    [430, "0.4 s"],
    [41_000, "41 s"],
    [271_000, "4m 31s"],
  ])("says %d ms as people do", (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });

  it("breaks long texts at blanks, and no word", () => {
    expect(wrapped("one two abcdefghij x", 7)).toEqual(["one two", "abcdefghij", "x"]);
    expect(relative("file:///work/clone/.local at /work/clone", "/work/clone")).toBe(".local at .");
  });
});

describe("interrupts", () => {
  it("ask the engine to stop at first, and end everything the second time", () => {
    const source = new EventEmitter();
    const said: string[] = [];
    const stop = interrupt(
      source,
      { onFirst: () => said.push("first"), onSecond: () => said.push("second") },
      (pid) => said.push(`kill ${pid}`),
    );
    const child = (pid: number) =>
      Object.assign(new EventEmitter(), { pid }) as unknown as ChildProcess;
    const ended = child(1);
    stop.watch(ended);
    stop.watch(child(2));
    ended.emit("close");

    source.emit("SIGINT");
    expect([stop.signal.aborted, said]).toEqual([true, ["first"]]);
    source.emit("SIGTERM");

    expect(said).toEqual(["first", "second", "kill 2"]);
    stop.dispose();
    expect(source.listenerCount("SIGINT")).toBe(0);
  });
});

describe("the answer of local/cli.ts", () => {
  it.each([
    ["", ""],
    ["{}", "cluster"],
  ])("is a fault when it is %j", (answer, part) => {
    expect(() => startedOf(answer)).toThrow(
      new RegExp(`^local/cli\\.ts start --json: answered something else than agreed \\(${part}:`),
    );
  });
});
